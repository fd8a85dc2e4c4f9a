"""The command line parses in milliseconds and imports nothing heavy until a verb needs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from modelwright.cli import main, parser

HEAVY = ("numpy", "pandas", "sklearn", "great_expectations", "matplotlib", "mkdocs", "copier", "polars", "rich")


SLOW = ("subprocess", "asyncio", "unittest", "difflib", "yaml")


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
    assert not imported_by("from modelwright.checks import all_checks; [one.page for one in all_checks()]") & set(HEAVY)


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


def test_the_exit_codes_of_the_checks_are_in_their_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])

    assert "3 a check failed itself" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("given", [["a,b", "c"], ["a", "b", "c"], [" a , b,c,"]])
def test_ids_are_given_with_commas_or_by_repeating_the_option(given: list[str]) -> None:
    arguments = parser().parse_args(["check", *(part for one in given for part in ("--select", one))])

    assert [one for named in arguments.select for one in named] == ["a", "b", "c"]


def test_checking_one_file_loads_what_it_needs_and_no_more(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    found = imported_by(
        f"import os; os.chdir({str(tmp_path)!r}); from modelwright.cli import main; "
        "main(['check', '--select', 'unreadable-file', '--ignore', 'spec-invalid', 'a.py'])"
    )

    assert not found & {*HEAVY, *SLOW}


def test_checking_code_as_a_hook_does_imports_neither_a_parser_nor_the_types_of_the_spec(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "model.toml").write_text("[model]\n", encoding="utf-8")
    (tmp_path / "a.py").write_text("from sklearn.svm import SVC\nSVC().fit(x, y).predict(z)\n", encoding="utf-8")
    found = imported_by(
        f"import os; os.chdir({str(tmp_path)!r}); from modelwright.cli import main; main(['check', 'a.py'])"
    )

    assert "modelwright" in found
    assert not found & {*HEAVY, *SLOW, "msgspec", "argparse", "tomllib", "json", "pathlib"}


@pytest.mark.parametrize("options", [[], ["--format", "text"]])
def test_a_program_that_checks_ends_with_the_code_and_all_that_it_printed(options: list[str], tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text("import torch\ntorch.load('w.pt')\n", encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "modelwright", "check", *options, "a.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stdout.startswith("a.py:2:1: torch.load")
    assert answer.stdout.endswith("[code-executing-load]\n")


def test_verdicts_are_shown_as_a_table_unless_another_format_is_asked_for() -> None:
    assert vars(parser().parse_args(["gate"])) == {"verb": "gate", "format": "text", "output": None}
    asked = parser().parse_args(["gate", "--format", "junit", "--output", "gates.xml"])
    assert (asked.format, asked.output) == ("junit", "gates.xml")


def test_a_format_of_verdicts_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["gate", "--format", "sarif"])

    assert stopped.value.code == 2
    assert "'text', 'json', 'junit'" in capsys.readouterr().err
