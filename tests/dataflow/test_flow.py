"""The analysis knows which rows a value holds, comes to an end on whatever it is given, and keeps nothing alive."""

import ast
import gc
import weakref
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modelwright.checks import load
from modelwright.dataflow import Trace, flow
from modelwright.dataflow.facts import Evaluation
from modelwright.dataflow.machine import Machine
from modelwright.repo import Repo
from modelwright.sources import Code
from tests.dataflow.snippets import FAMILY, IMPORTS, Idiom, idioms, notebook

FIT = """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
df = pd.read_csv("data.csv")
"""


def trace(folder: Path, source: str, name: str = "explore.py") -> Trace:
    (folder / name).write_text(source, encoding="utf-8")
    return flow(Code(Repo(folder), name))


def sides(one: Evaluation) -> set[str]:
    return {part.side for rows in one.rows for part in rows[1:]}


@pytest.mark.parametrize(
    ("division", "fitted", "asked"),
    [
        ("a, b = train_test_split(df)", "train", "test"),
        ("a, b = df[:80], df[80:]", ":80", "80:"),
        ("a, b = df[df.day < 3], df[df.day >= 3]", "below", "above"),
        ("a = df.sample(frac=0.5)\nb = df.drop(a.index)", "in", "not in"),
        ("a = df.sample(frac=0.5)\nb = df[~df.index.isin(a.index)]", "in", "not in"),
        ("m = df.k == 1\na, b = df[m], df[~m]", "1", "not 1"),
        ("a, b = df.iloc[0::2], df.iloc[1::2]", "0", "1"),
    ],
)
def test_the_two_sides_of_a_division_are_told_apart(division: str, fitted: str, asked: str, tmp_path: Path) -> None:
    code = f"{FIT}{division}\nmodel = Ridge().fit(a[['x']], a['y'])\nprint(model.score(b[['x']], b['y']))\n"

    [one] = trace(tmp_path, code).of(Evaluation)

    assert sides(one) == {asked}
    assert {part.side for rows in one.fitted for part in rows[1:]} == {fitted}


def test_findings_of_a_notebook_name_the_cell_of_the_fit_and_of_the_split(tmp_path: Path) -> None:
    code = notebook(
        tmp_path,
        [
            IMPORTS,
            "%matplotlib inline\ndf = pd.read_csv('data.csv')",
            "\nX = StandardScaler().fit_transform(df.drop(columns='y'))",
            "X_train, X_test, y_train, y_test = train_test_split(X, df['y'])",
            "Ridge().fit(X_train, y_train).score(X_test, y_test)",
        ],
    )

    [finding] = load("leak-fit-before-split").run(code)

    assert (finding.cell, finding.line) == (3, 1)
    assert finding.fact == "StandardScaler is fitted on rows that the split in cell 4, line 1 holds out"


@pytest.mark.parametrize(
    "division",
    [
        "train, test = train_test_split(df)",
        "train, test = df[:80], df[80:]",
        "train, test = df[df.day < 3], df[df.day >= 3]",
        "train = df.sample(frac=0.5); test = df.drop(train.index)",
    ],
)
def test_a_finding_names_the_line_of_the_split(division: str, tmp_path: Path) -> None:
    code = f"{FIT}other = df[:10]\ndf['x'] = df['x'] - df['x'].mean()\n{division}\n"
    code += "print(Ridge().fit(train[['x']], train['y']).score(test[['x']], test['y']))\n"
    (tmp_path / "explore.py").write_text(code, encoding="utf-8")

    [finding] = load("leak-fit-before-split").run(Code(Repo(tmp_path), "explore.py"))

    assert finding.fact == "mean is computed from rows that the split in line 8 holds out"


def test_tests_are_left_alone(tmp_path: Path) -> None:
    code = f"{FIT}print(Ridge().fit(df[['x']], df['y']).score(df[['x']], df['y']))\n"
    check = load("metric-on-training-rows")
    (tmp_path / "tests").mkdir()
    for name, count in (("explore.py", 1), ("test_model.py", 0), ("tests/helpers.py", 0), ("model_test.py", 0)):
        (tmp_path / name).write_text(code, encoding="utf-8")

        assert len(list(check.run(Code(Repo(tmp_path), name)))) == count


def test_a_file_is_analysed_once_for_all_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "explore.py").write_text(f"{FIT}Ridge().fit(df, df.y).score(df, df.y)\n", encoding="utf-8")
    code, runs, run = Code(Repo(tmp_path), "explore.py"), [], Machine.run

    def counted(machine: Machine) -> Trace:
        runs.append(machine)
        return run(machine)

    monkeypatch.setattr(Machine, "run", counted)

    for check in FAMILY:
        list(load(check).run(code))

    assert len(runs) == 1


def test_nothing_is_kept_of_a_file_that_is_let_go(tmp_path: Path) -> None:
    """The garbage collector is off while checks run, so a cycle would keep every tree."""
    source = (
        f"{FIT}def f(x):\n    g = lambda z: f(z)\n    return g\nclass A:\n    def m(self):\n        self.s = self\n"
    )
    source += "a = A()\na.m()\nf(df)\nprint(Ridge().fit(df, df.y).score(df, df.y))\n"
    (tmp_path / "explore.py").write_text(source, encoding="utf-8")
    gc.collect()
    gc.disable()
    try:
        code = Code(Repo(tmp_path), "explore.py")
        assert list(flow(code).of(Evaluation))
        kept = weakref.ref(code.tree)
        del code

        assert kept() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return f(x)\n",
        "def f(x):\n    return g(x)\ndef g(x):\n    return f(x)\n",
        "class A(A):\n    def __init__(self):\n        self.a = A()\nA().a.b.c()\n",
        "f = lambda: f()\nf()\n",
        "x = []\nx.append(x)\nx[0][0].fit(x)\n",
        "d = {}\nd['d'] = d\nd['d']['d'].fit(d)\n",
        "a = b = a.fit(b)\n",
        "for x in x: x = x[x](x).fit(x, *x, **x)\n",
        "(a, *b), c = model.fit(1), 2\n[a, b] = c\n",
        "while True:\n    try:\n        del x.y, x[0], x\n    finally:\n        break\n",
        "match x:\n    case [a, *b]:\n        a.fit(b)\n    case _:\n        return_ = 1\n",
        "async def f():\n    async with a as b:\n        await b.fit(*[c async for c in b])\n",
        "x[...] = x[:, None, 1:2, y] = model.fit(x)[::2]\n",
    ],
)
def test_no_code_is_too_odd(source: str, tmp_path: Path) -> None:
    assert trace(tmp_path, FIT + source + "Ridge().fit(df, df.y).score(df, df.y)\n").complete


def test_calls_that_multiply_come_to_an_end(tmp_path: Path) -> None:
    """Ten functions, each of which calls the next one ten times: ten thousand million calls, if all were made."""
    source = "".join(f"def f{n}(x):\n" + f"    x = f{n + 1}(x)\n" * 10 + "    return x\n" for n in range(10))

    assert trace(tmp_path, f"{FIT}{source}f0(df)\nRidge().fit(df, df.y).score(df, df.y)\n").events


def test_a_file_that_takes_too_long_is_looked_at_as_far_as_it_goes(tmp_path: Path) -> None:
    first = "Ridge().fit(df, df.y).score(df, df.y)\n"

    found = trace(tmp_path, FIT + first + "x = 1 + 1\n" * 50_000)

    assert list(found.of(Evaluation))
    assert not found.complete


def test_an_expression_that_is_too_deep_is_no_error(tmp_path: Path) -> None:
    assert not trace(tmp_path, f"{FIT}x = {'+'.join(['df'] * 700)}\ny = df.fit(x).predict(x)\n").complete


ALL = [ast.parse(one.code) for one in idioms()]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 40)), min_size=1, max_size=25))
def test_statements_in_any_order_are_no_error(tmp_path: Path, chosen: list[tuple[int, int]]) -> None:
    """Statements of all idioms, shuffled: names hold what nobody expects them to."""
    body = [ALL[which].body[place % len(ALL[which].body)] for which, place in chosen]
    (tmp_path / "explore.py").write_text(IMPORTS + ast.unparse(ast.Module(body, [])), encoding="utf-8")
    code = Code(Repo(tmp_path), "explore.py")

    for check in FAMILY:
        assert all(one.line > 0 for one in load(check).run(code))


@pytest.mark.parametrize("idiom", [one for one in idioms() if one.leaky], ids=str)
def test_a_leak_is_found_inside_a_function_too(idiom: Idiom, tmp_path: Path) -> None:
    """What is found in a script is found in `main`, whether it is called or not."""
    body = ast.parse(idiom.code).body
    function = ast.parse("def main():\n    pass")
    [main] = function.body
    assert isinstance(main, ast.FunctionDef)
    main.body = body
    for name, tail in (("called.py", "\nmain()\n"), ("offered.py", "\n")):
        (tmp_path / name).write_text(IMPORTS + ast.unparse(function) + tail, encoding="utf-8")

        assert list(load(idiom.check).run(Code(Repo(tmp_path), name)))
