"""Outputs are found in every format of notebook, and taking them out changes not one other byte."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwright.checks.notebook_output import check, fix
from modelwright.cli import main
from modelwright.repo import Repo
from modelwright.sources import Notebook
from tests.repos import git

TEXT = {"name": "stdout", "output_type": "stream", "text": ["Zoë: 3\n"]}
RESULT = {"data": {"text/plain": ["3"]}, "execution_count": 3, "metadata": {}, "output_type": "execute_result"}


def cell(*outputs: dict[str, Any], run: int | None = 3, **metadata: object) -> dict[str, Any]:
    source = ['# not JSON: "outputs": [1], "execution_count": 2\n', "print('Zoë\u2028')"]
    return {
        "cell_type": "code",
        "execution_count": run,
        "metadata": metadata,
        "outputs": list(outputs),
        "source": source,
    }


def notebook(*cells: dict[str, Any], **metadata: object) -> dict[str, Any]:
    prose = {"cell_type": "markdown", "metadata": {"outputs": [1], "execution_count": 7}, "source": ["# Zoë"]}
    return {"cells": [prose, *cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(folder: Path, raw: bytes) -> Notebook:
    (folder / "a.ipynb").write_bytes(raw)
    return Notebook(Repo(folder), "a.ipynb")


def dumped(document: dict[str, Any], **style: Any) -> bytes:
    return json.dumps(document, **{"ensure_ascii": False, "indent": 1, **style}).encode()


STYLES: list[dict[str, Any]] = [
    {},
    {"indent": 2},
    {"indent": "\t"},
    {"indent": None},
    {"indent": None, "separators": (",", ":")},
    {"ensure_ascii": True},
    {"sort_keys": True},
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_fixed_notebook_is_the_one_that_was_never_run(
    style: dict[str, Any], end: bytes, start: bytes, line_end: bytes, tmp_path: Path
) -> None:
    run = notebook(cell(TEXT, RESULT), cell(run=4), kernelspec={"name": "python3"})
    never_run = notebook(cell(run=None), cell(run=None), kernelspec={"name": "python3"})
    before, after = (start + (dumped(one, **style) + end).replace(b"\n", line_end) for one in (run, never_run))

    fixed = fix(written(tmp_path, before))

    assert fixed == {"a.ipynb": after}
    assert fix(written(tmp_path, after)) == {}


names = st.text(max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


@given(metadata=st.dictionaries(names, values, max_size=4), source=names, indent=st.sampled_from([None, 1, 3]))
def test_nothing_but_outputs_and_counts_changes(
    metadata: dict[str, Any], source: str, indent: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for key in ("keep_output", "init_cell", "tags", "widgets"):
        metadata.pop(key, None)
    run = {**cell(TEXT, run=1, **metadata), "source": source, "odd": metadata}
    before = dumped(notebook(run, **metadata), indent=indent, ensure_ascii=True)

    [content] = fix(written(tmp_path_factory.mktemp("run"), before)).values()

    expected = notebook({**run, "outputs": [], "execution_count": None}, **metadata)
    assert content == dumped(expected, indent=indent, ensure_ascii=True)


def test_each_cell_is_found_with_what_it_keeps(tmp_path: Path) -> None:
    table = {"output_type": "execute_result", "data": {"text/html": ["<div>\n", "<table>"], "text/plain": "x"}}
    image = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo=", "text/plain": "x"}}
    error = {"output_type": "error", "ename": "ValueError", "evalue": "jane@example.com", "traceback": []}

    found = list(check(written(tmp_path, dumped(notebook(cell(TEXT, TEXT), cell(table, image), cell(), cell(error))))))

    assert [(one.cell, one.fact) for one in found] == [
        (2, "keeps text as output"),
        (3, "keeps a table, an image as output"),
        (5, "keeps an error as output"),
    ]


@pytest.mark.parametrize("metadata", [{"keep_output": True}, {"tags": ["x", "keep_output"]}, {"init_cell": True}])
def test_a_cell_that_asks_for_it_keeps_its_output(metadata: dict[str, Any], tmp_path: Path) -> None:
    raw = dumped(notebook(cell(TEXT, **metadata)))

    assert list(check(written(tmp_path, raw))) == []
    assert fix(written(tmp_path, raw)) == {}


def test_a_notebook_that_asks_for_it_keeps_its_output(tmp_path: Path) -> None:
    raw = dumped(notebook(cell(TEXT), keep_output=True))

    assert list(check(written(tmp_path, raw))) == []
    assert fix(written(tmp_path, raw)) == {}


def test_the_state_of_widgets_is_an_output_too(tmp_path: Path) -> None:
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": "Zoë"}}}}

    assert [one.fact for one in check(written(tmp_path, dumped(notebook(widgets=state))))] == [
        "keeps the state of its widgets"
    ]
    assert fix(written(tmp_path, dumped(notebook(widgets=state)))) == {"a.ipynb": dumped(notebook(widgets={}))}


def test_version_3_of_the_format_is_known(tmp_path: Path) -> None:
    def old(run: int | None, outputs: list[dict[str, Any]]) -> bytes:
        code = {"cell_type": "code", "input": ["1"], "language": "python", "prompt_number": run, "outputs": outputs}
        return dumped({"metadata": {}, "nbformat": 3, "worksheets": [{"cells": [code], "metadata": {}}]})

    before = written(tmp_path, old(1, [{"output_type": "pyout", "png": "iVBORw0KGgo="}]))

    assert [one.fact for one in check(before)] == ["keeps an image as output"]
    assert fix(before) == {"a.ipynb": old(None, [])}


def test_the_command_line_puts_it_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet")
    written(tmp_path, dumped(notebook(cell(TEXT))))
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--select", "notebook-output"]) == 1
    assert main(["check", "--select", "notebook-output", "--fix"]) == 0
    assert (tmp_path / "a.ipynb").read_bytes() == dumped(notebook(cell(run=None)))


def test_a_reason_anywhere_in_the_cell_lifts_the_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet")
    kept = {**cell(TEXT), "source": ["draw()\n", "# modelwright: allow[notebook-output] the figure of the paper"]}
    written(tmp_path, dumped(notebook(kept)))
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--select", "notebook-output"]) == 0
