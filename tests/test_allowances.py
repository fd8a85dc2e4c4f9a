"""An allowance lifts the finding beside it, where it gives its reason; what merely reads like one lifts nothing."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from modelwright.allowances import Allowances
from modelwright.finding import Finding
from modelwright.sources import Code, opened
from tests.checking.checks import install, lines, made, run, saying
from tests.sources.files import document, notebook, write


def lifted_lines(folder: Path, path: str, text: str, *, check: str = "bad") -> list[int]:
    """The lines of a file at which a finding of a check would be lifted."""
    allowances = Allowances()
    allowances.read(opened(write(folder, path, text), path)[-1])
    return [line for line in range(1, text.count("\n") + 2) if allowances.lift(check, Finding(path, line, "a"))]


@pytest.mark.parametrize(
    ("path", "text", "lifted"),
    [
        ("a.py", "x\ny = 1  # modelwright: allow[bad] it must\nz\n", [2]),
        ("a.py", "# modelwright: allow[bad] it must\nx = 1\ny = 2\n", [1, 2]),
        ("a.py", "if 1:\r\n    # modelwright: allow[bad] it must\r\n    x = 1\r\n", [2, 3]),
        (
            "a.py",
            "# modelwright: allow[other] r1\n# modelwright: allow[bad] it must\n# more\nx = 1\ny = 1\n",
            [2, 3, 4],
        ),
        ("a.py", "x = 1  # noqa: E1  # modelwright: allow[other, bad] it must\n", [1]),
        ("a.py", "x = 1  # modelwright: allow[bad]\n", []),
        ("a.py", "x = 1  # modelwright: allow[bad]  # noqa\n", []),
        ("a.py", "x = 1  # modelwright: allow[other] it must\n", []),
        ("a.py", "x = '# modelwright: allow[bad] it must'\n", []),
        ("a.py", '"""\n# modelwright: allow[bad] it must\n"""\nx = 1\n', []),
        ("a.toml", "a = 1  # modelwright: allow[bad] it must\n# modelwright: allow[bad] it must\nb = 1\n", [1, 2, 3]),
        ("a.toml", 'a = \'# modelwright: allow[bad] it must\'\nb = "\\" # modelwright: allow[bad] it must"\n', []),
        ("a.toml", 'a = """\n# modelwright: allow[bad] it must\n"""\n', []),
        ("a.yaml", "a: 1  # modelwright: allow[bad] it must\n", [1]),
        ("a.yaml", "a: don't  # modelwright: allow[bad] it's so\n", [1]),
        ("a.yaml", "a: '# modelwright: allow[bad] it must'\nb: \"x # modelwright: allow[bad] it must\"\n", []),
        ("a.yaml", "run: |\n  # modelwright: allow[bad] it must\n  rm -r x\n", [2, 3]),
        ("a.md", "x\n<!-- modelwright: allow[bad] it must -->\ny\n", [2, 3]),
        ("a.md", "x <!-- modelwright: allow[bad] it must -->\ny\n", [1]),
        ("a.md", "`<!-- modelwright: allow[bad] it must -->`\n# modelwright: allow[bad] it must\n", []),
        ("a.md", "```\n<!-- modelwright: allow[bad] it must -->\n```\n", []),
        ("Dockerfile", "FROM a\nRUN b # modelwright: allow[bad] it must\n", [2]),
        ("a.js", "x // modelwright: allow[bad] it must\n", [1]),
        ("a.sql", "select 1 -- modelwright: allow[bad] it must\n", [1]),
        ("a.json", '{"a": 1} # modelwright: allow[bad] it must\n', []),
        ("a.csv", "a,b # modelwright: allow[bad] it must\n", []),
        ("a.txt", "x" * 20_000 + " # modelwright: allow[bad] it must\n", []),
    ],
)
def test_a_comment_lifts_what_is_beside_it(path: str, text: str, lifted: list[int], tmp_path: Path) -> None:
    assert lifted_lines(tmp_path, path, text) == lifted


def test_a_comment_within_an_expression_lifts_what_spans_it(tmp_path: Path) -> None:
    allowances = Allowances()
    repo = write(tmp_path, "a.py", "f(\n    a,  # modelwright: allow[bad] it must\n    b,\n)\n")
    allowances.read(opened(repo, "a.py")[-1])

    assert allowances.lift("bad", Finding("a.py", 1, "a", last_line=4))
    assert not allowances.lift("bad", Finding("a.py", 3, "a", last_line=4))
    assert not allowances.lift("bad", Finding("b.py", 2, "a"))


def test_a_comment_in_a_cell_lifts_in_that_cell(tmp_path: Path) -> None:
    cell = "!ls\n# modelwright: allow[bad] it must\nx = 1\n!pip install x # modelwright: allow[bad] it must"
    made_of = notebook(tmp_path, document("a\nb\nc", cell))
    allowances = Allowances()
    allowances.read(opened(made_of.repo, made_of.path)[-1])

    places = [(cell, line) for cell in (1, 2) for line in (1, 2, 3, 4)]
    lifted = [at for at in places if allowances.lift("bad", Finding(made_of.path, at[1], "a", cell=at[0]))]
    assert lifted == [(2, 2), (2, 3), (2, 4)]


def waiver(**changed: Any) -> Any:
    return SimpleNamespace(**{"lifts": "bad", "path": None, "expires": date(2026, 6, 30), **changed})


@pytest.mark.parametrize(
    ("waived", "lifted"),
    [
        (waiver(), True),
        (waiver(lifts="other"), False),
        (waiver(path="data/"), True),
        (waiver(path="data/*.json"), True),
        (waiver(path="*.json"), True),
        (waiver(path="data/*.csv"), False),
        (waiver(path="*/more"), False),
        (waiver(expires=date(2026, 6, 1)), True),
        (waiver(expires=date(2026, 5, 31)), False),
    ],
)
def test_a_waiver_lifts_until_its_day(waived: Any, lifted: bool) -> None:  # noqa: FBT001
    allowances = Allowances((waived,), today=date(2026, 6, 1))

    assert allowances.lift("bad", Finding("data/a.json", 1, "a")) is lifted
    assert bool(allowances.used_waivers) is lifted


CHECKS = ("bad", "unused-allowance", "unexplained-allowance", "unreadable-file")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bad = 1  # modelwright: allow[bad] it must\n", []),
        ("good = 1  # modelwright: allow[bad] it must\n", ["unused-allowance"]),
        ("bad = 1  # modelwright: allow[bad]\n", ["bad", "unexplained-allowance"]),
        ("bad = 1  # modelwright: allow[bad, no-such] it must\n", ["unused-allowance"]),
        ("good = 1  # modelwright: allow[] it must\n", ["unused-allowance"]),
        ("good = 1  # modelwright: allow[pin-disagreement] not run now\n", []),
        ("x = 1  # modelwright: allow[bad] it must\ny = (\n", ["unreadable-file"]),
    ],
)
def test_an_allowance_answers_for_itself(
    text: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(file: Code) -> Any:
        assert file.tree
        yield from saying("bad =")(file)

    install(monkeypatch, made("bad", parse, Code))
    outcome = run(write(tmp_path, "a.py", text), *CHECKS)

    assert sorted(line.partition(" ")[2] for line in lines(outcome)) == found
