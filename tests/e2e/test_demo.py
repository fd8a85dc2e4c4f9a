"""`make demo` in a fresh clone, on a machine on which nobody has told git who they are."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repos import Kit, git, run


@pytest.fixture
def clone(kit: Kit, tmp_path: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", kit.url, str(tmp_path / "clone")], check=True)
    return tmp_path / "clone"


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "EMAIL": ""}
    return run(clone, "make", f"PYTHON={sys.executable}", *arguments, environment=nobody)


def test_the_demo_ends_with_verdict_headline_and_site(clone: Path, kit: Kit) -> None:
    answer = make(clone, "demo")

    assert answer.returncode == 0, answer.stdout + answer.stderr
    verdict, headline, site = answer.stderr.strip().splitlines()[-3:]
    assert re.fullmatch(r"Verdict   accepted: \d+ promises: \d+ kept, \d+ undecided", verdict)
    assert re.fullmatch(r"Headline  ROC AUC 0\.\d+ \(.*\); linear baseline .*, dummy baseline .*", headline)
    assert site == f"Site      {clone / 'demo' / 'site' / 'index.html'}"
    evidence = json.loads((clone / "demo" / "reports" / "evaluation.json").read_text(encoding="utf-8"))
    assert evidence["commit"] == git(clone / "demo", "rev-parse", "HEAD")
    assert f"_commit: {kit.tag}\n" in (clone / "demo" / ".copier-answers.yml").read_text(encoding="utf-8")

    again = make(clone, "demo")

    assert again.returncode == 2
    assert "error: demo: is there already; `make clean` removes it" in again.stderr


def test_a_python_that_is_too_old_is_named(clone: Path, tmp_path: Path) -> None:
    old = tmp_path / "python"
    # Plays back what an old interpreter says of itself; none may be on the machine.
    old.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c 'import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])' \"$2\"\n",
        encoding="utf-8",
    )
    old.chmod(0o755)

    answer = run(clone, "make", "demo", f"PYTHON={old}")

    assert answer.returncode == 2
    assert re.search(r"^error: .*python: is Python 3\.9; 3\.11 or newer is needed", answer.stderr, flags=re.MULTILINE)
    assert not (clone / ".tools").exists()
