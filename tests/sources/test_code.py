"""Code is read as Python reads it, in scripts and in notebooks, and its places are those that a person sees."""

import ast
import time
from pathlib import Path

import pytest

from modelwright.finding import Finding
from modelwright.sources import Code, Unreadable
from tests.sources.files import code, code_of, document, notebook


def calls(found: Code) -> list[tuple[str, int, int, int]]:
    """Name, cell, line and column of each call."""
    places = [(found.qualified(call.func), found.finding_at(call, "")) for call in found.nodes(ast.Call)]
    return sorted((name, place.cell, place.line, place.column) for name, place in places)


def in_notebook(folder: Path, *cells: str | tuple[str, str], **metadata: object) -> Code:
    return code_of(notebook(folder, document(*cells, **metadata)))


def test_a_call_is_named_through_the_imports(tmp_path: Path) -> None:
    found = code(
        tmp_path, "import numpy as np\nfrom a.b import c as d\nimport e.f\nnp.load(x)\nd()\ne.f.g()\nh()\nk[0]()\n"
    )

    assert [name for name, *_ in calls(found)] == ["", "a.b.c", "e.f.g", "h", "numpy.load"]


def test_columns_count_letters_and_not_bytes(tmp_path: Path) -> None:
    assert calls(code(tmp_path, "é = 'žluť'; f()\n")) == [("f", 0, 1, 13)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_of_python_is_one(end: str, tmp_path: Path) -> None:
    assert calls(code(tmp_path, f"a = 1{end}{end}f(){end}")) == [("f", 0, 3, 1)]


def test_a_finding_spans_an_expression_and_only_the_head_of_a_block(tmp_path: Path) -> None:
    found = code(tmp_path, "f(\n  1,\n)\nif x:\n    pass\n")

    assert found.finding_at(found.nodes(ast.Call)[0], "a").lines == range(1, 4)
    assert found.finding_at(found.nodes(ast.If)[0], "a").lines == range(4, 5)


@pytest.mark.parametrize(
    "content",
    [
        "# -*- coding: latin-1 -*-\nf('é')\n".encode("latin-1"),
        "#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nf('€')\n".encode("cp1252"),
        b"\xef\xbb\xbf" + "f('é')\n".encode(),
    ],
    ids=["latin-1", "second line", "byte order mark"],
)
def test_the_encoding_is_the_one_that_the_file_declares(content: bytes, tmp_path: Path) -> None:
    found = code(tmp_path, content)

    assert len(found.nodes(ast.Call)) == 1
    assert "f('" in found.text


@pytest.mark.parametrize(
    ("content", "fact", "line"),
    [
        ("a = 1\nb = (\n", "not valid Python: '(' was never closed", 2),
        ("a\0b", "not valid Python", 1),
        (b"# coding: nonsense\na = 1\n", "cannot be decoded: unknown encoding: nonsense", 1),
        (b"a = 1\nb = '\xe9'\n", "is not UTF-8 text, and declares no other encoding", 2),
        ("f()\n".encode("utf-16"), "is not UTF-8 text", 1),
    ],
)
def test_what_is_not_python_says_so(content: str | bytes, fact: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        code(tmp_path, content).tree  # noqa: B018

    assert refused.value.fact.startswith(fact)
    assert refused.value.line == line


@pytest.mark.parametrize(
    "content",
    [
        "(" * 100_000 + ")" * 100_000,
        "-" * 1_000_000 + "1",
        "a" + ".b" * 200_000,
        "1" + "+1" * 200_000,
        "f" + "()" * 100_000,
        "not " * 100_000 + "1",
        "lambda:" * 100_000 + "1",
        "if 1:\n pass\n" + "elif 1:\n pass\n" * 50_000,
        "import a" + ".b" * 200_000,
        "from a" + ".\\\n  b" * 100_000 + " import c",
    ],
    ids=["brackets", "signs", "attributes", "sum", "calls", "not", "lambda", "elif", "import", "import over lines"],
)
def test_deep_nesting_is_refused_quickly(content: str, tmp_path: Path) -> None:
    """Measured on 3.11 to 3.13: the parser's own limits hold, and only a long import would take it minutes."""
    started = time.perf_counter()

    with pytest.raises(Unreadable):
        code(tmp_path, content).tree  # noqa: B018

    assert time.perf_counter() - started < 10


def test_a_long_file_of_many_imports_is_read(tmp_path: Path) -> None:
    found = code(tmp_path, "from a.b.c import d\n" * 20_000)

    assert len(found.nodes(ast.ImportFrom)) == 20_000


def test_comments_are_told_from_strings(tmp_path: Path) -> None:
    found = code(tmp_path, 'a = "# no"  # yes\n"""\n# no\n"""\n# also\n')

    assert list(found.comments()) == [(1, 13, "# yes"), (5, 1, "# also")]


def test_places_in_a_notebook_are_cell_and_line(tmp_path: Path) -> None:
    found = in_notebook(tmp_path, "f()\n\ng()", ("markdown", "# Title\n\ntext"), "a = 1\nh()")

    assert calls(found) == [("f", 1, 1, 1), ("g", 1, 3, 1), ("h", 3, 2, 1)]


def test_a_finding_over_lines_of_a_cell_counts_in_the_cell(tmp_path: Path) -> None:
    found = in_notebook(tmp_path, "x = 1", "f(\n1\n)")

    assert found.finding_at(found.nodes(ast.Call)[0], "a") == Finding("a.ipynb", 1, "a", 1, 3, 2)


def test_an_error_names_the_cell(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        in_notebook(tmp_path, "x = 1", "y = 2\nz = = 3").tree  # noqa: B018

    assert (refused.value.cell, refused.value.line) == (2, 2)


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline",
        "!pip install polars",
        "!echo it's done",
        "?model.fit",
        "model.fit?",
        "model??",
        "files = !ls data",
        "a, b = !ls data",
        "t = %timeit -o pass",
        "!pip install \\\n  polars \\\n  numpy",
        "if True:\n    !ls",
        "%%time",
        "%load_ext autoreload\n%autoreload 2",
    ],
)
def test_lines_of_ipython_hide_no_python(magic: str, tmp_path: Path) -> None:
    lines = magic.count("\n") + 1

    assert calls(in_notebook(tmp_path, f"{magic}\nf()")) == [("f", 1, lines + 1, 1)]


def test_a_percent_that_python_reads_is_no_magic(tmp_path: Path) -> None:
    found = in_notebook(tmp_path, '!ls\nx = (a\n% b)\ny = """\n%s\n"""\nf(x)')

    assert calls(found) == [("f", 1, 7, 1)]
    assert len(found.nodes(ast.BinOp)) == 1
    assert "\n%s\n" in found.source


def test_what_time_measures_is_code(tmp_path: Path) -> None:
    assert calls(in_notebook(tmp_path, "%time model.fit(X)")) == [("model.fit", 1, 1, 1)]


@pytest.mark.parametrize("first", ["%%bash", "%%html", "%%sql select 1", "%%writefile a.py", "\n%%R -i df"])
def test_cells_of_another_language_hold_no_python(first: str, tmp_path: Path) -> None:
    assert calls(in_notebook(tmp_path, f"{first}\nfor x in *.csv; do f(); done", "g()")) == [("g", 2, 1, 1)]


@pytest.mark.parametrize("cell", ["await f()", "async for x in f(): pass", "%%capture out\nf()", "f();"])
def test_what_only_a_notebook_may_do_is_read(cell: str, tmp_path: Path) -> None:
    assert [name for name, *_ in calls(in_notebook(tmp_path, cell))] == ["f"]


@pytest.mark.parametrize(
    "metadata",
    [{"kernelspec": {"language": "R", "name": "ir"}}, {"language_info": {"name": "julia"}}],
)
def test_notebooks_of_other_kernels_hold_no_python(metadata: dict[str, object], tmp_path: Path) -> None:
    assert calls(in_notebook(tmp_path, "f() <- 3", **metadata)) == []


@pytest.mark.parametrize(
    "metadata", [{}, {"kernelspec": {"name": "x"}}, {"language_info": {"name": "ipython"}}, {"kernelspec": 3}]
)
def test_a_notebook_that_does_not_say_is_python(metadata: dict[str, object], tmp_path: Path) -> None:
    assert len(calls(in_notebook(tmp_path, "f()", **metadata))) == 1


@pytest.mark.parametrize(
    "script",
    [
        "# %%\n# %matplotlib inline\n# %% [markdown]\n# text\n# %%\nf()\n",
        "# %%\n%matplotlib inline\n!ls\n# %%\nx = 1\nf()\n",
        "# ---\n# jupyter:\n#   jupytext:\n#     format: light\n# ---\n%time\nf()\n",
        "# +\n!pip install x\n# -\n\n\n\nf()\n",
    ],
    ids=["percent", "raw magics", "light", "light without header"],
)
def test_scripts_of_jupytext_are_python(script: str, tmp_path: Path) -> None:
    line = script[: script.index("f()")].count("\n") + 1

    assert calls(code(tmp_path, script)) == [("f", 0, line, 1)]


def test_a_script_that_is_not_of_jupytext_has_no_magics(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        code(tmp_path, "%matplotlib inline\n").tree  # noqa: B018


def test_a_line_of_spaces_is_looked_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()
    in_notebook(tmp_path, " " * 1_000_000 + "x = 'a?'\n!ls").source  # noqa: B018

    assert time.perf_counter() - started < 5
