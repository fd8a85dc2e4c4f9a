"""A generated repository runs on every supported version of Python that the machine has."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.repos import ROOT, commit_all, run

SUPPORTED = ("3.11", "3.12", "3.13")


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


@pytest.mark.parametrize("version", installed())
def test_a_repository_runs(render: Render, tmp_path: Path, version: str) -> None:
    repo = commit_all(render(tmp_path / "repo", project_name="any-python", task="regression", serving="online"))
    synced = run(repo, "uv", "sync", "--quiet", "--python", version)
    assert synced.returncode == 0, synced.stderr

    ran = run(repo, "uv", "run", "--no-sync", "modelwright", "run")

    assert ran.returncode == 0, ran.stderr
    training = json.loads((repo / "reports" / "training.json").read_text(encoding="utf-8"))
    assert training["environment"]["python"].startswith(f"{version}.")
