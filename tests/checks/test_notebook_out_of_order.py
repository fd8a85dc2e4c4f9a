"""The order in which a notebook was run shows in its counts, and in names that come too late."""

import json
from pathlib import Path
from typing import Any

import pytest

from modelwright.checks.notebook_out_of_order import check
from modelwright.repo import Repo
from modelwright.sources import Code, Notebook


def found(folder: Path, *cells: tuple[str, int | None], language: str = "python") -> list[tuple[int, str]]:
    document: dict[str, Any] = {
        "cells": [
            {"cell_type": "code", "execution_count": run, "metadata": {}, "outputs": [], "source": text}
            for text, run in cells
        ],
        "metadata": {"language_info": {"name": language}},
    }
    (folder / "a.ipynb").write_text(json.dumps(document), encoding="utf-8")
    repo = Repo(folder)
    code = Code(repo, "a.ipynb", Notebook(repo, "a.ipynb"))
    return [(finding.cell, finding.fact) for finding in check(code)]


def by_counts(folder: Path, *runs: int | None) -> list[tuple[int, str]]:
    return found(folder, *(("1", run) for run in runs))


@pytest.mark.parametrize("runs", [(1, 2, 3), (None, None), (7, 8), (1, 2, None), ()])
def test_one_run_from_top_to_bottom_is_let_be(runs: tuple[int | None, ...], tmp_path: Path) -> None:
    assert by_counts(tmp_path, *runs) == []


@pytest.mark.parametrize(
    ("runs", "cell", "fact"),
    [
        ((1, 3, 2), 2, "was run as number 3 after number 1: what was run between them is not there"),
        ((2, 1), 2, "was run as number 1, and the cell above it as number 2"),
        ((1, 1), 2, "was run as number 1, and the cell above it as number 1"),
        ((1, None, 2), 2, "was not run, and a cell below it was"),
        ((None, 1), 1, "was not run, and a cell below it was"),
    ],
)
def test_the_first_sign_of_another_order_is_found(
    runs: tuple[int | None, ...], cell: int, fact: str, tmp_path: Path
) -> None:
    assert by_counts(tmp_path, *runs) == [(cell, fact)]


def test_an_empty_cell_is_never_run(tmp_path: Path) -> None:
    assert found(tmp_path, ("1", 1), (" \n", None), ("1", 2)) == []


def test_a_notebook_of_another_language_is_let_be(tmp_path: Path) -> None:
    assert found(tmp_path, ("x <- 1", 2), ("x", 1), language="R") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("frame.head()", "frame = load()"),
        ("fit(X)", "def fit(X):\n    pass\nX = 1"),
        ("class Own(Base):\n    size = width", "class Base: ...\nwidth = 3"),
        ("@cached\ndef load(path=default): ...", "from functools import cache as cached\ndefault = 1"),
        ("rows = [scale(row) for row in table]", "table = []\nimport numpy as scale"),
        ("print(f'{total:.2f}')", "for total in (1, 2): pass"),
        ("if ready:\n    go()", "with a() as ready:\n    go = 1"),
        ("print(best)", "(best := 3)"),
    ],
)
def test_a_name_before_its_definition_is_found(first: str, second: str, tmp_path: Path) -> None:
    names = [fact.split()[0] for cell, fact in found(tmp_path, (first, None), (second, None)) if cell == 1]

    assert names
    assert all(name in second for name in names)


@pytest.mark.parametrize(
    "cells",
    [
        ("import pandas as pd", "pd.read_csv('a')", "import pandas as pd"),
        ("def train():\n    return fit(frame)", "frame = 1\ndef fit(x): ...", "train()"),
        ("display(1)\nlen([])\nIn[0]", "from IPython.display import display\nlen = max"),
        ("from helpers import *", "show(frame)", "frame = 1"),
        ("%run setup.py", "frame.head()", "frame = 1"),
        ("%pylab inline", "plot(x)", "x = 1"),
        ("files = !ls", "print(files)", "files = []"),
        ("%time model = fit()", "model.score()", "model = 1"),
        ("%%capture shown\nfit()", "shown.show()", "shown = 1"),
        ("old = 0\nif old:\n    frame = 1", "frame", "frame = 2"),
        ("try:\n    model\nexcept NameError:\n    model = None", "model = 1"),
        ("def setup():\n    global frame\n    frame = 1\nsetup()", "frame", "frame = 2"),
        ("if 'frame' not in globals():\n    frame = 1", "x", "x = 1"),
        ("[row for row in range(3)]", "row = 1"),
        ("key = lambda one: one.name", "one = 1"),
        ("def f(x: Later) -> Later: ...\ny: Later", "class Later: ..."),
        (
            "match 3:\n    case [first, *rest]: print(first, rest)\n    case {'a': 1, **others}: print(others)",
            "first = 1",
        ),
        ("class A:\n    size = 3\n    area = size * size", "size = 4"),
        ("for i in range(3):\n    print(i)", "i = 1"),
        ("try:\n    1\nexcept ValueError as error:\n    print(error)", "error = 1"),
    ],
)
def test_names_that_may_be_there_are_let_be(cells: tuple[str, ...], tmp_path: Path) -> None:
    assert found(tmp_path, *((text, None) for text in cells)) == []


def test_counts_are_judged_where_the_code_cannot_be_read(tmp_path: Path) -> None:
    from modelwright.sources import Unreadable

    document = [("1 +", 2), ("1", 1)]
    with pytest.raises(Unreadable):
        found(tmp_path, *document)
    repo = Repo(tmp_path)
    first = next(check(Code(repo, "a.ipynb", Notebook(repo, "a.ipynb"))))
    assert first.fact == "was run as number 1, and the cell above it as number 2"


def test_a_name_that_is_deleted_below_is_not_defined_there(tmp_path: Path) -> None:
    assert found(tmp_path, ("print(rows)", None), ("del rows", None)) == []
    assert found(tmp_path, ("print(rows)", None), ("rows = 1", None)) == [
        (1, "rows is used here, and first defined in cell 2")
    ]
