"""Rows that go missing on the way to a prediction are found; counted, asked for or aggregated ones are let be."""

from pathlib import Path
from textwrap import indent

import pytest

from modelwright.checks.hidden_row_loss import check
from modelwright.repo import Repo
from modelwright.sources import Code

PANDAS = "import pandas as pd\n"
POLARS = "import polars as pl\n"


def facts(folder: Path, text: str, path: str = "src/credit/data.py") -> list[str]:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    return [finding.fact for finding in check(Code(Repo(folder), path))]


def function(*lines: str, head: str = "def clean(frame, start):", library: str = PANDAS) -> str:
    return f"{library}{head}\n{indent(chr(10).join(lines), '    ')}\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("return frame.dropna()",),
        ("frame = frame.dropna(subset=['age'])", "return frame"),
        ("frame.dropna(inplace=True)",),
        ("frame = frame.drop_duplicates()", "return frame.reset_index(drop=True)"),
        ("return frame[frame['age'] > 18]",),
        ("frame = frame[(frame.age > 18) & frame.income.notna()]", "X = frame[['age']]", "return X, frame['y']"),
        ("adult = frame['age'] > 18", "frame = frame[adult]", "return frame"),
        ("frame = frame.loc[~frame['age'].isna(), ['age']]", "return frame"),
        ("return frame.query('age > 18').assign(a=1)",),
        ("return frame.merge(other, on='id')",),
        ("return pd.merge(frame, other, how='inner', on='id')",),
        ("return frame.join(other, how='inner')",),
        ("return pd.concat([frame, other], axis=1, join='inner')",),
        ("return model.predict(frame.dropna())",),
        ("kept = frame.dropna()", "model.fit(kept[['age']], kept['y'])"),
        ("kept = frame.dropna()", "kept.to_parquet('a.parquet')"),
        ("self.frame = frame.dropna()",),
        ("return pd.read_csv('a.csv').dropna()",),
        ("if start:", "    frame = frame.dropna()", "return frame"),
    ],
)
def test_a_loss_on_the_way_is_found(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert len(facts(tmp_path, function(*lines))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "frame.drop_nulls()",
        "frame.filter(pl.col('age') > 18)",
        "frame.join(other, on='id')",
        "frame.unique(subset=['id'])",
        "pl.read_csv('a').lazy().drop_nulls().collect()",
    ],
)
def test_polars_is_known(line: str, tmp_path: Path) -> None:
    assert len(facts(tmp_path, function(f"return {line}", library=POLARS))) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("before = len(frame)", "frame = frame.dropna()", "log(before - len(frame))", "return frame"),
        ("frame = frame.dropna()", "print(frame.shape)", "return frame"),
        ("print(frame.isna().sum())", "return frame.dropna()"),
        ("bad = frame['age'] < 0", "log(bad.sum())", "return frame[~bad]"),
        ("return frame.merge(other, on='id', how='outer', indicator=True)",),
        ("return frame.merge(other, on='id', how='left')",),
        ("return frame.join(other)",),
        ("return ', '.join(frame)",),
        ("return frame.dropna(axis=1)",),
        ("return frame.dropna(axis='columns')",),
        ("return frame[frame['day'] >= start]",),
        ("return frame.query('day >= @start')",),
        ("return frame[['age', 'income']]",),
        ("return frame.loc[:, ['age']]",),
        ("return frame['age'].dropna()",),
        ("return frame.dropna().groupby('branch').mean()",),
        ("rate = frame[frame['age'] > 18]['y'].mean()", "return frame.assign(rate=rate)"),
        ("train = frame[frame['day'] < '2024']", "test = frame[frame['day'] >= '2024']", "return train, test"),
        ("return frame[frame['day'] < '2024'], frame[frame['day'] >= '2024']",),
        ("keys = frame[['branch']].drop_duplicates()", "return frame.merge(keys, on='branch', how='left')"),
        ("kept = frame.dropna()", "draw(kept)", "return frame"),
        ("for name in names:", "    part = frame[frame['a'] == name]", "    model.fit(part)"),
        ("return session.query(Loan).filter(Loan.age > 18)",),
        ("return values[values > 0]",),
        ("frame.loc[frame['age'] < 0, 'age'] = 0", "return frame"),
        ("return frame.drop(columns=['age'])",),
    ],
)
def test_what_is_counted_asked_for_or_no_loss_is_let_be(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert facts(tmp_path, function(*lines)) == []


@pytest.mark.parametrize("name", ["plot_ages", "summary", "select_adults", "find_duplicates", "describe", "split_rows"])
def test_functions_beside_the_way_are_let_be(name: str, tmp_path: Path) -> None:
    assert facts(tmp_path, function("return frame.dropna()", head=f"def {name}(frame):")) == []


def test_a_caller_in_the_same_file_may_count(tmp_path: Path) -> None:
    text = function("return frame.dropna()", head="def clean(frame):", library=PANDAS)
    caller = function(
        "kept = clean(frame)", "log(len(frame) - len(kept))", "return kept", head="def load(frame):", library=""
    )

    assert len(facts(tmp_path, text)) == 1
    assert facts(tmp_path, text + caller) == []


def test_a_decorator_may_count(tmp_path: Path) -> None:
    assert facts(tmp_path, function("return frame.dropna()", head="@log_step\ndef clean(frame):")) == []


def test_outside_of_src_only_functions_on_the_way_are_looked_at(tmp_path: Path) -> None:
    named, other = (function("return frame.dropna()", head=f"def {name}(frame):") for name in ("load", "build"))

    assert len(facts(tmp_path, named, "pipeline.py")) == 1
    assert facts(tmp_path, other, "pipeline.py") == []
    assert len(facts(tmp_path, other, "src/a.py")) == 1


@pytest.mark.parametrize("path", ["tests/test_load.py", "src/credit/tests/helpers.py", "docs/a.py", "src/conftest.py"])
def test_tests_and_examples_are_let_be(path: str, tmp_path: Path) -> None:
    assert facts(tmp_path, function("return frame.dropna()", head="def load(frame):"), path) == []


def test_a_script_of_the_package_is_looked_at(tmp_path: Path) -> None:
    script = PANDAS + "frame = pd.read_csv('a.csv')\nframe = frame.dropna()\nmodel.fit(frame[['a']], frame['y'])\n"

    assert facts(tmp_path, script) == ["dropna() loses rows of frame, and nothing counts them"]
    assert facts(tmp_path, script + "print(len(frame))\n") == []
    assert facts(tmp_path, script, "scratch.py") == []
