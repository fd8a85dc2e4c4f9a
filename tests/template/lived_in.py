"""What a team and its bots do to a model repo in its first year."""

import re
import shutil
from pathlib import Path

from tests.repos import ROOT, run
from tests.template.edits import add, swap
from tests.template.releases import FIRST


def live(repo: Path, *, code_host: str) -> None:
    """Do all of it."""
    bots_bump(repo, code_host=code_host)
    add_dependencies(repo)
    configure_tools(repo)
    edit_pages(repo)
    ignore_more(repo)
    replace_the_example(repo)
    if code_host == "github":
        add(repo / ".github" / "workflows" / "deploy.yml", "name: Deploy\non: workflow_dispatch\njobs: {}\n")
    if code_host == "gitlab":
        add(repo / ".gitlab-ci.yml", "\ndeploy:\n  script: [./deploy.sh]\n")


def bots_bump(repo: Path, *, code_host: str) -> None:
    """Every lower bound of a requirement, and the pins that no bot should touch."""
    project = repo / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    bumped, count = re.subn(r'^(  "[\w-]+>=[\d.]+)', r"\1.9", text, flags=re.MULTILINE)
    assert count >= 7
    project.write_text(bumped, encoding="utf-8")
    swap(repo / ".pre-commit-config.yaml", f"rev: {FIRST}\n", "rev: v0.0.9\n")
    if code_host == "github":
        swap(repo / ".github" / "workflows" / "quality.yml", f"@{FIRST} ", "@v0.0.9 ")
    shutil.copy2(ROOT / "uv.lock", repo / "uv.lock")


def add_dependencies(repo: Path) -> None:
    """Where uv puts them: at the top, in the middle and at the end of `dependencies`, in `dev`, in a group."""
    for arguments in (
        ["aiofiles>=25", "requests>=2.32", "zstandard>=0.25"],
        ["--dev", "hypothesis>=6.150", "vulture>=2.14"],
        ["--group", "notebooks", "jupyterlab>=4.5"],
        ["--optional", "gpu", "lightgbm>=4.6"],
    ):
        answer = run(repo, "uv", "add", "--quiet", "--frozen", *arguments)
        assert answer.returncode == 0, answer.stderr


def configure_tools(repo: Path) -> None:
    """Own lint rules, another version of the package, own tables, and own hooks beside the standard's."""
    project = repo / "pyproject.toml"
    swap(project, '  "W",\n  # Your own, below.\n', '  "W",\n  # Your own, below.\n  "D",\n')
    swap(project, '"tests/**" = ["PLR2004", "S101"]\n', '"tests/**" = ["D", "PLR2004", "S101"]\n')
    swap(project, '\nversion = "0.1.0"\n', '\nversion = "1.4.0"\n')
    add(project, '\n[[tool.mypy.overrides]]\nmodule = ["zstandard"]\nignore_missing_imports = true\n')
    add(repo / ".pre-commit-own.yaml", "repos: []\n")


def edit_pages(repo: Path) -> None:
    """The README at both ends, and a page of their own in two places of the navigation."""
    readme = repo / "README.md"
    readme.write_text("[badge]\n\n" + readme.read_text(encoding="utf-8") + "\n## On call\n", encoding="utf-8")
    add(repo / "docs" / "Überblick für alle.md", "# Überblick 🚲\n")
    add(repo / "docs" / "glossary.md", "# Glossary\n")
    site = repo / "mkdocs.yml"
    swap(site, "  - Model card: model-card.md\n", "  - Model card: model-card.md\n  - Glossary: glossary.md\n")
    add(site, "  - Überblick: Überblick für alle.md\n")
    swap(site, "  - offline\n  # Your own, below.\n", "  - offline\n  # Your own, below.\n  - tags\n")


def ignore_more(repo: Path) -> None:
    """At the top, in the middle and at the end."""
    ignored = repo / ".gitignore"
    ignored.write_text("*.env\n" + ignored.read_text(encoding="utf-8"), encoding="utf-8")
    swap(ignored, "models/\n", "models/\nscratch/\n")
    add(ignored, "*.log\n")


def replace_the_example(repo: Path) -> None:
    """The sample goes with its suite and a test; the spec, the package and the evidence are the team's own."""
    for path in (*repo.glob("data/*.parquet"), *repo.glob("expectations/*.json"), repo / "tests" / "test_data.py"):
        path.unlink()
    (repo / "data" / "loans.parquet").write_bytes(bytes(range(256)) * 64)
    add(repo / "expectations" / "loans.json", "{}\n")
    add(repo / "tests" / "test_own.py", "def test_own() -> None:\n    assert True\n")
    add(repo / "reports" / "evaluation.json", '{"roc_auc": 0.8}\n')
    (package,) = (path.parent for path in repo.glob("src/*/features.py"))
    for name in ("features.py", "model.py", "train.py"):
        add(package / name, "\n# A change of the team's.\n")
    swap(repo / "model.toml", "seed = 7\n", "seed = 8\n")
    add(repo / "model.toml", "\n# A promise of the team's.\n")
