"""The check that CONTRIBUTING adds works when its files are copied, and needs nothing else."""

import re
import shutil
import sys
import textwrap
from pathlib import Path

import pytest

from tests.repos import ROOT, copy_kit, run

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = re.findall(r'^ *```\w+ title="([^"]+)"\n(.*?)^ *```$', PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the kit with the example in it."""
    kit = copy_kit(tmp_path / "kit")
    for path, text in FILES:
        target = kit / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")
    return kit


def command(kit: Path, *words: str, **environment: str) -> str:
    """Run Python in a checkout, on its own library."""
    answer = run(kit, sys.executable, *words, environment={"PYTHONPATH": str(kit / "hooks"), **environment})
    return f"{answer.stdout}{answer.stderr}[{answer.returncode}]"


def test_one_module_and_two_folders_are_all_that_a_check_needs(checkout: Path) -> None:
    assert len(FILES) == 3

    shown = command(checkout, "-m", "pytest", "-q", "tests/checks/test_cases.py", "-k", "hard-coded-device")
    assert re.search(r"^\d passed", shown, re.MULTILINE), shown

    written = command(checkout, "docs/generate.py")
    assert "docs/reference/checks/hard-coded-device.md" in written
    page = (checkout / "docs/reference/checks/hard-coded-device.md").read_text(encoding="utf-8")
    assert "moves to a GPU, which not every machine has [hard-coded-device]" in page
    assert "+    return model.to(device)" in page


def test_the_example_is_refused_when_its_bad_case_is_good(checkout: Path) -> None:
    cases = checkout / "tests/checks/cases/hard-coded-device"
    shutil.copy(cases / "good/train.py", cases / "bad/train.py")

    shown = command(checkout, "-m", "pytest", "-q", "tests/checks/test_cases.py", "-k", "hard-coded-device")
    assert "1 failed" in shown


def test_the_example_is_linted_and_typed_as_the_kit_is(checkout: Path, types_of_the_kit: str) -> None:
    module = FILES[0][0]

    assert command(checkout, "-m", "ruff", "check", module).endswith("[0]")
    assert command(checkout, "-m", "ruff", "format", "--check", module).endswith("[0]")
    assert command(checkout, "-m", "mypy", module, MYPY_CACHE_DIR=types_of_the_kit).endswith("[0]")
