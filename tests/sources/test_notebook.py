"""A notebook is its cells, in either version of the format, and a line of a cell is found again in the file."""

import json
from pathlib import Path
from typing import Any

import pytest

from modelwright.sources import Unreadable
from tests.sources.files import document, notebook


def test_cells_are_numbered_over_every_kind(tmp_path: Path) -> None:
    found = notebook(tmp_path, document("a", ("markdown", "b"), ("raw", "c"), "d"))

    assert [(cell.number, cell.kind, cell.text) for cell in found.cells] == [
        (1, "code", "a"),
        (2, "markdown", "b"),
        (3, "raw", "c"),
        (4, "code", "d"),
    ]


def test_version_3_keeps_cells_in_worksheets(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "input": ["a = 1\n", "b"], "prompt_number": 7, "outputs": [{"x": 1}, 3]}]
    found = notebook(tmp_path, {"worksheets": [{"cells": cells}, {"cells": cells}], "nbformat": 3})

    assert [(cell.number, cell.text, cell.run, cell.outputs) for cell in found.cells] == [
        (1, "a = 1\nb", 7, ({"x": 1},)),
        (2, "a = 1\nb", 7, ({"x": 1},)),
    ]
    assert found.line_in_file(2, 2) == found.text[: found.text.rindex('"b"')].count("\n") + 1


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        ("", "not a notebook: Expecting value"),
        ("[]", "not a notebook: not an object"),
        ("{}", "not a notebook: it has no cells"),
        ('{"cells": 3}', "not a notebook: it has no cells"),
        ('{"worksheets": []}', "not a notebook: it has no cells"),
        ('{"cells": [' + "9" * 5000 + "]}", "not a notebook: Exceeds the limit"),
        ("[" * 100_000, "is nested too deeply"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
    ],
)
def test_what_is_no_notebook_says_so(content: str | bytes, fact: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        notebook(tmp_path, content).cells  # noqa: B018

    assert refused.value.fact.startswith(fact)


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        notebook(tmp_path, '{\n "cells": [\n  {,}\n ]\n}').cells  # noqa: B018

    assert refused.value.line == 3


@pytest.mark.parametrize(
    "cell",
    [
        3,
        None,
        {},
        {"source": 3},
        {"source": ["a", 3, None]},
        {"outputs": 3},
        {"execution_count": "7"},
        {"cell_type": None},
    ],
)
def test_a_cell_of_any_shape_is_a_cell(cell: Any, tmp_path: Path) -> None:
    [found] = notebook(tmp_path, {"cells": [cell]}).cells

    assert found.run is None
    assert found.outputs == ()
    assert isinstance(found.text, str)


CELLS = (
    "import os\nx = 1\n\nx = 1",
    ("markdown", "x = 1"),
    'x = 1\ny = "a\\nb"\nz = "é{[]},:"\nx = 1\n',
    "",
    "last",
)


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("indent", [1, 4])
def test_a_line_of_a_cell_is_found_in_a_file_over_lines(indent: int, escaped: bool, tmp_path: Path) -> None:  # noqa: FBT001
    found = notebook(tmp_path, json.dumps(document(*CELLS), indent=indent, ensure_ascii=escaped))
    lines = found.text.split("\n")

    for cell in found.cells:
        for number, line in enumerate(cell.text.splitlines(), start=1):
            assert (
                json.loads(lines[found.line_in_file(cell.number, number) - 1].strip().rstrip(",")).rstrip("\n") == line
            )
    assert found.line_in_file(3, 4) > found.line_in_file(3, 1) > found.line_in_file(2, 1) > found.line_in_file(1, 4)


def test_every_line_of_a_file_in_one_line_is_the_first(tmp_path: Path) -> None:
    found = notebook(tmp_path, document(*CELLS), indent=None)

    assert {found.line_in_file(cell, line) for cell in range(1, 6) for line in range(1, 5)} == {1}


def test_a_source_in_one_string_is_found_at_its_line(tmp_path: Path) -> None:
    content = document("a", "b")
    for cell in content["cells"]:
        cell["source"] = "x\ny"
    found = notebook(tmp_path, content)

    line = found.line_in_file(2, 2)
    assert found.line_in_file(2, 1) == line
    assert '"source": "x\\ny"' in found.text.split("\n")[line - 1]


def test_keys_in_any_order_and_names_within_outputs_lead_nowhere_else(tmp_path: Path) -> None:
    cell = {"outputs": [{"source": ["no"], "cells": [{"source": ["no"]}]}], "source": ["yes"], "cell_type": "code"}
    found = notebook(tmp_path, {"metadata": {"cells": [{"source": ["no"]}]}, "cells": [cell]})

    assert '"yes"' in found.text.split("\n")[found.line_in_file(1, 1) - 1]


def test_a_place_that_is_not_there_is_the_nearest(tmp_path: Path) -> None:
    found = notebook(tmp_path, document("a"))

    assert found.line_in_file(9, 1) == 1
    assert found.line_in_file(1, 99) == found.line_in_file(1, 1)
