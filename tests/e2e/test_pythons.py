"""A generated repository runs on every supported version of Python that the machine has."""

import json
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.repos import ROOT, commit_all, install, run

SUPPORTED = ("3.11", "3.12", "3.13")
OWN = "{}.{}".format(*sys.version_info)


def installed() -> list[str]:
    listed = run(ROOT, "uv", "python", "list", "--only-installed", "--output-format", "json").stdout
    found = {".".join(one["version"].split(".")[:2]) for one in json.loads(listed)}
    return [version for version in SUPPORTED if version in found]


def test_the_supported_versions_agree() -> None:
    kit = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    classifiers = re.findall(r"Python :: (3\.\d+)", "\n".join(kit["classifiers"]))

    assert tuple(classifiers) == SUPPORTED
    assert kit["requires-python"] == f">={SUPPORTED[0]}"
    template = (ROOT / "template" / "pyproject.toml.jinja").read_text(encoding="utf-8")
    assert f'requires-python = ">={SUPPORTED[0]}"' in template


def ran_on(version: str, repo: Path) -> Path:
    """A repository that was installed and run on a version of Python."""
    install(commit_all(repo), "--python", version)
    ran = run(repo, "uv", "run", "--no-sync", "modelwright", "run")
    assert ran.returncode == 0, ran.stderr
    return repo


@pytest.mark.parametrize("version", installed())
def test_a_repository_runs(trained: Callable[[str], Path], render: Render, tmp_path: Path, version: str) -> None:
    # On the version of the tests themselves, that of all other tests has run already.
    if version == OWN:
        repo = trained("regression")
    else:
        repo = ran_on(
            version, render(tmp_path / "repo", project_name="any-python", task="regression", serving="online")
        )

    training = json.loads((repo / "reports" / "training.json").read_text(encoding="utf-8"))
    assert training["environment"]["python"].startswith(f"{version}.")
