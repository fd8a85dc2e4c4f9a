"""What checks ask for is kept, and never older than the checks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from modelwright.checks import all_checks, check_ids
from tests.repos import ROOT

ASK = """
import sys
from modelwright.checks import load
print(load("large-file").mentions, "modelwright.checks.large_file" in sys.modules)
"""
MODULE = "modelwright/checks/large_file.py"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the library without bytecode."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "hooks" / "modelwright", tmp_path / "modelwright", ignore=ignored)
    return tmp_path


def asked(library: Path, *, keep: bool = True) -> str:
    """What a check mentions, and whether its module was imported to say so."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(
        [
            sys.executable,
            *([] if keep else ["-B"]),
            "-c",
            ASK,
        ],
        env={**inherited, "PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_a_check_is_imported_once_to_learn_what_it_asks_for(library: Path) -> None:
    assert asked(library) == "() True"
    assert asked(library) == "() False"


def test_a_check_that_was_edited_is_asked_again(library: Path) -> None:
    asked(library)
    module = library / MODULE
    module.write_text(module.read_text(encoding="utf-8") + "\nMENTIONS = ('large',)\n", encoding="utf-8")

    assert asked(library) == "('large',) True"
    assert asked(library) == "('large',) False"


def test_a_check_that_was_added_is_asked(library: Path) -> None:
    asked(library)
    shutil.copy(library / MODULE, library / "modelwright/checks/huge_file.py")

    assert asked(library) == "() True"


@pytest.mark.parametrize("content", [b"", b"\x00", b"not marshal", b"i\x00\x00\x00\x00"])
def test_what_was_kept_and_is_broken_is_left_out(content: bytes, library: Path) -> None:
    asked(library)
    [kept] = (library / "modelwright/checks/__pycache__").glob("wanted*")
    kept.write_bytes(content)

    assert asked(library) == "() True"


def test_nothing_is_kept_where_python_keeps_no_bytecode(library: Path) -> None:
    assert [asked(library, keep=False) for _ in range(2)] == ["() True", "() True"]


def test_what_is_kept_is_what_the_modules_say() -> None:
    for check_id, check in zip(check_ids(), all_checks(), strict=True):
        module = sys.modules.get(check.run.__module__)
        assert check.mentions == tuple(getattr(module, "MENTIONS", ())), check_id
        assert check.reads == tuple(getattr(module, "READS", ())), check_id
