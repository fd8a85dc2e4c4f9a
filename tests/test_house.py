"""Truths of the kit's own house that cross files."""

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from modelwright import __version__
from tests.repos import ROOT, copy_kit, install, run, version


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text("pyproject.toml"))
    return found


def test_one_version_everywhere() -> None:
    assert __version__ == version()
    assert f"\n## {version()}" in text("CHANGELOG.md")


def test_the_readme_the_makefile_and_ci_name_one_test_command() -> None:
    assert "```console\nmake test\n```" in text("README.md")
    assert "\nmake test\n" in text(".ci/run")
    assert re.search(r"^test: .*\n\t@.* pytest ", text("Makefile"), flags=re.MULTILINE)


def test_the_bootstrap_installs_the_uv_that_the_kit_allows() -> None:
    pinned = re.search(r"^UV_VERSION := (\d+)\.(\d+)\.\d+$", text("Makefile"), flags=re.MULTILINE)
    assert pinned
    allowed = next(one for one in project()["dependency-groups"]["dev"] if one.startswith("uv>="))

    assert allowed == f"uv>={pinned[1]}.{pinned[2]},<{pinned[1]}.{int(pinned[2]) + 1}"


def test_the_hooks_that_are_lent_are_those_that_the_kit_runs_on_itself() -> None:
    [local] = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    own = {hook["id"]: hook for hook in local["hooks"]}

    for lent in yaml.safe_load(text(".pre-commit-hooks.yaml")):
        ours = own[lent["id"]]
        assert ours == {
            **lent,
            "entry": f"uv run --frozen {lent['entry']}",
            "language": "unsupported",
            **{key: ours[key] for key in ("exclude",) if key in ours},
        }
        assert ours.get("exclude", "").startswith(lent.get("exclude", ""))


def test_every_hook_of_the_manifest_is_in_a_generated_repository() -> None:
    generated = re.findall(r"- id: (\S+)", text("template/.pre-commit-config.yaml.jinja"))

    assert generated == [hook["id"] for hook in yaml.safe_load(text(".pre-commit-hooks.yaml"))]


def test_every_hook_runs_a_program_that_the_package_brings() -> None:
    tools = [re.split(r"[<>=]", one)[0] for one in project()["project"]["dependencies"]]
    files = [file for tool in tools for file in importlib.metadata.files(tool) or []]
    brought = {
        *project()["project"]["scripts"],
        *(file.stem for file in files if file.parent.name in {"bin", "Scripts"}),
    }

    for hook in yaml.safe_load(text(".pre-commit-hooks.yaml")):
        assert hook["entry"].split()[0] in brought
        assert "additional_dependencies" not in hook


def test_a_hook_installs_the_tools_at_exact_versions_and_nothing_heavy() -> None:
    tools = {"check-jsonschema", "detect-secrets", "mypy", "ruff", "typos", "zizmor"}
    libraries = {"msgspec", "polars", "python-stdnum", "pyyaml"}
    pinned = {re.split(r"[<>=]", one)[0]: one for one in project()["project"]["dependencies"]}

    assert set(pinned) == tools | libraries
    for tool in tools:
        assert re.fullmatch(rf"{tool}==\d+\.\d+\.\d+", pinned[tool])


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
@pytest.mark.parametrize("kind", ["manifest", "config"])
def test_both_tools_understand_every_key(tool: str, kind: str) -> None:
    path = {"manifest": ".pre-commit-hooks.yaml", "config": ".pre-commit-config.yaml"}[kind]

    answer = run(ROOT, tool, f"validate-{kind}", path)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "nexpected key" not in answer.stdout + answer.stderr


def test_the_workflows_of_the_kit_satisfy_an_auditor() -> None:
    """The kit asks more of itself than of a model repo, where findings that may be none would be noise."""
    answer = run(ROOT, "zizmor", "--offline", "--quiet", "--no-progress", "--persona", "auditor", ".github")

    assert answer.returncode == 0, answer.stdout


def test_the_lock_is_current() -> None:
    answer = run(ROOT, "uv", "lock", "--check")

    assert answer.returncode == 0, answer.stderr


def test_the_kit_passes_its_own_hooks(tmp_path: Path, bytecode: Path, types_of_the_kit: str) -> None:
    kit = install(copy_kit(tmp_path), "--frozen", bytecode=bytecode)
    every = ("pre-commit", "run", "--all-files", "--hook-stage", "manual", "--color", "never")

    answer = run(kit, "uv", "run", "--frozen", *every, environment={"MYPY_CACHE_DIR": types_of_the_kit})

    assert answer.returncode == 0, answer.stdout + answer.stderr


# Split, so that this file may stay in the tree that it searches.
@pytest.mark.parametrize("word", ["/ro" + "ot/", "/wo" + "rk/", "py" + "pi.org", "pythonhos" + "ted"])
def test_no_file_names_a_machine_or_a_host_of_the_package_index(word: str) -> None:
    """But for the lock, into which uv writes where archives come from, and the check that looks for such paths."""
    others = [":!uv.lock", ":!hooks/modelwright/checks/machine_path.py", ":!tests/checks/test_machine_path.py"]
    listed = run(ROOT, "git", "grep", "--files-with-matches", "--fixed-strings", word, "--", *others).stdout.split()

    assert listed == []
