"""The command line parses in milliseconds and imports nothing heavy until a verb needs it."""

import subprocess
import sys

import pytest

from modelwright.cli import main, parser

HEAVY = ("numpy", "pandas", "sklearn", "great_expectations", "matplotlib", "mkdocs", "copier", "polars", "rich")


def imported_by(statement: str) -> set[str]:
    listed = subprocess.run(
        [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in listed.stdout.split()}


def test_parsing_imports_nothing_heavy() -> None:
    assert not imported_by("from modelwright.cli import parser; parser()") & {*HEAVY, "msgspec"}


def test_checking_imports_nothing_heavy() -> None:
    assert not imported_by("from modelwright.checks import all_checks; all_checks()") & set(HEAVY)


def test_the_control_of_the_import_tests_sees_a_heavy_import() -> None:
    assert "numpy" in imported_by("import numpy")


def test_without_a_verb_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])

    assert stopped.value.code == 2
    assert "usage: modelwright" in capsys.readouterr().err


def test_every_verb_has_a_help_line() -> None:
    help_text = parser().format_help()

    for verb in ("check", "run", "validate", "train", "evaluate", "gate", "report", "site", "new"):
        [line] = [one for one in help_text.splitlines() if one.strip().startswith(f"{verb} ")]
        assert line.strip().removeprefix(verb).strip()
