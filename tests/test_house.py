"""Truths of the kit's own house that cross files."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from modelwright import __version__
from tests.repos import ROOT, copy_kit, run, version


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
    lent = {hook["id"]: hook["entry"] for hook in yaml.safe_load(text(".pre-commit-hooks.yaml"))}
    [local] = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    own = {hook["id"]: hook["entry"] for hook in local["hooks"]}

    assert {name: f"uv run --frozen {entry}" for name, entry in lent.items()}.items() <= own.items()


def test_every_hook_runs_a_program_that_the_package_brings() -> None:
    brought = {*project()["project"]["scripts"], "ruff"}

    for hook in yaml.safe_load(text(".pre-commit-hooks.yaml")):
        assert hook["entry"].split()[0] in brought
        assert "additional_dependencies" not in hook


def test_a_hook_installs_the_tools_at_exact_versions_and_nothing_heavy() -> None:
    pinned = {re.split(r"[<>=]", one)[0]: one for one in project()["project"]["dependencies"]}

    assert set(pinned) == {"msgspec", "mypy", "ruff"}
    for tool in ("mypy", "ruff"):
        assert re.fullmatch(rf"{tool}==\d+\.\d+\.\d+", pinned[tool])


def test_the_lock_is_current() -> None:
    answer = run(ROOT, "uv", "lock", "--check")

    assert answer.returncode == 0, answer.stderr


def test_the_kit_passes_its_own_hooks(tmp_path: Path) -> None:
    kit = copy_kit(tmp_path)
    assert run(kit, "uv", "sync", "--frozen", "--quiet").returncode == 0

    answer = run(kit, "uv", "run", "--frozen", "pre-commit", "run", "--all-files", "--color", "never")

    assert answer.returncode == 0, answer.stdout + answer.stderr


# Split, so that this file may stay in the tree that it searches.
@pytest.mark.parametrize("word", ["/ro" + "ot/", "/wo" + "rk/", "py" + "pi.org", "pythonhos" + "ted"])
def test_no_file_names_a_machine_or_a_host_of_the_package_index(word: str) -> None:
    """The lock is the one exception: uv writes into it where each archive comes from."""
    listed = run(ROOT, "git", "grep", "--files-with-matches", "--fixed-strings", word, "--", ":!uv.lock").stdout.split()

    assert listed == []
