"""Earlier releases of the kit that never were: the working tree, with what later releases changed taken back.

The kit that `release` builds has the tags v0.0.1, v0.0.2 and its own version, which is the working tree as it is.
"""

from pathlib import Path

from tests.repos import copy_kit, git, version
from tests.template.edits import add, swap

FIRST, SECOND, NEWEST = "v0.0.1", "v0.0.2", f"v{version()}"


def release(kit: Path) -> Path:
    """Build the kit with its three tags."""
    copy_kit(kit)
    # Copier reads no more than this of the kit, and fetches it twice or thrice for each update.
    git(kit, "rm", "-r", "--quiet", ".")
    git(kit, "checkout", "HEAD", "--", "copier.yml", "template")
    true_tree = commit(kit, "What Copier reads")
    for tag, take_back in ((FIRST, to_first), (SECOND, to_second)):
        git(kit, "read-tree", "-u", "--reset", true_tree)
        take_back(kit)
        tag_all(kit, tag)
    git(kit, "read-tree", "-u", "--reset", true_tree)
    return tag_all(kit, NEWEST)


def tag_all(kit: Path, tag: str) -> Path:
    """Commit everything, and (re)tag it."""
    commit(kit, tag)
    git(kit, "tag", "--force", tag)
    return kit


def commit(kit: Path, message: str) -> str:
    """Commit everything and give the hash."""
    git(kit, "add", "--all")
    git(kit, "commit", "--quiet", "--no-gpg-sign", "--allow-empty", "--message", message)
    return git(kit, "rev-parse", "HEAD")


def to_second(kit: Path) -> None:
    """Take back what the newest release changed: the standard's files, and every file that is merged."""
    template = kit / "template"
    workflow = template / ".github" / "workflows" / "quality.yml.jinja"
    swap(workflow, "name: Quality\n", "name: Quality gates\n")
    swap(workflow, "  pull_request:\n", "  pull_request:\n  workflow_dispatch:\n")
    hooks = template / ".pre-commit-config.yaml.jinja"
    swap(hooks, "      - id: mypy\n", "")
    swap(hooks, "      - id: modelwright-check\n", "      - id: modelwright-check\n      - id: mypy\n")
    synced = "    - uv sync\n    - uv run modelwright check\n"
    swap(template / ".modelwright" / "gitlab-ci.yml", synced, synced.replace("sync", "sync --quiet"))
    swap(template / ".gitlab-ci.yml", "an update replaces.\n", "an update replaces. Do not edit that one.\n")

    project = template / "pyproject.toml.jinja"
    swap(project, 'requires = ["uv_build', 'requires = ["uv_build!=0.9.1,')
    swap(project, '  "PIE",\n', '  "T20",\n')
    swap(project, "\n[tool.mypy]\nstrict = true\n", "\n[tool.mypy]\nstrict = true\nwarn_unreachable = true\n")
    swap(project, "\n[tool.ruff]\n", "\n[tool.coverage.run]\nbranch = true\n\n[tool.ruff]\n")
    swap(project, "xfail_strict = true\n", "")
    swap(template / "mkdocs.yml.jinja", "    - navigation.top\n", "    - navigation.instant\n")
    swap(template / ".gitignore", ".mypy_cache/\n", ".mypy_cache/\n.tox/\n")


def to_first(kit: Path) -> None:
    """Take back more: files that came, went and were renamed, and much of what is the team's."""
    to_second(kit)
    template = kit / "template"
    swap(template / ".gitignore", ".ruff_cache/\n", "")
    swap(template / ".gitignore", "# What a run makes anew.", "# What a run makes.")
    swap(template / "mkdocs.yml.jinja", "  - attr_list\n", "")
    swap(template / "mkdocs.yml.jinja", "  - Data: data.md\n", "")
    swap(template / "pyproject.toml.jinja", 'minversion = "9.0"\n', 'minversion = "8.0"\n')
    swap(template / ".pre-commit-config.yaml.jinja", "      - id: ruff-format\n", "      - id: ruff-fmt\n")

    # Renamed, went (one merged, one of the standard), came (one merged, one of the standard).
    (template / ".github" / "dependabot.yml.jinja").rename(template / ".github" / "dependabot.yaml.jinja")
    add(template / ".editorconfig", "root = true\n")
    add(template / ".github" / "workflows" / "lint.yml", "name: Lint\non: push\n")
    standard = "  - \"{{ '/.modelwright' if"
    swap(
        kit / "copier.yml",
        standard,
        f"{standard.replace('.modelwright', '.github/workflows/lint.yml')}"
        " _copier_phase != 'render' else '' }}\"\n" + standard,
    )
    (template / ".gitattributes").unlink()
    (template / ".modelwright" / "model.schema.json").unlink()

    package = template / "src" / "{{ package_name }}"
    for path in ("README.md.jinja", "docs/decisions/index.md"):
        add(template / path, "\nA paragraph of the first release.\n")
    for file in (package / "features.py.jinja", template / "tests" / "test_model.py.jinja"):
        add(file, "\n# A line of the first release.\n")
    add(template / "model.toml.jinja", "\n# A line of the first release.\n")
    add(template / "docs" / "how-to.md", "# How to\n")
    (template / "data" / "README.md.jinja").unlink()
