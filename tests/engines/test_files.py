"""Parquet and CSV: what each engine reads of one file is the same, and what pandas reads."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from pandas._libs.parsers import STR_NA_VALUES  # type: ignore[import-not-found]

from modelwright.engines import open_source
from modelwright.engines.csv import NULL_WORDS, scan_csv
from modelwright.engines.duck import DuckFileSource
from modelwright.engines.files import FileSource, as_pandas
from modelwright.engines.frames import FrameSource
from modelwright.engines.types import FAMILIES, Family, family_of, type_list
from modelwright.errors import InputError
from modelwright.expectations import reference
from modelwright.expectations.suite import Suite
from tests.engines import rows
from tests.engines.test_secrets import repo_of

TRICKY = {
    "numbers of all kinds": "a,b,c\n1,1.5,-2\n 2,1e5,+3\n007,.5,4 \n",
    "missing values beside numbers": "a,b\n1,x\n,NA\n3,null\nN/A,\n",
    "infinite": "a\ninf\n-Infinity\n1.\n",
    "truths": "a,b,c\nTrue,TRUE,true\nFalse,,no\n",
    "quotes": 'a,b\n"1","x, y"\n"2","q""z"\n"NA","line\nbreak"\n',
    "dates stay text": "a,b\n2026-01-01,01/02/2026\n2026-01-02,02/02/2026\n",
    "a byte order mark": "\ufeffa,b\n1,2\n",
    "a name that is missing": ",b\n0,5\n1,6\n",
    "lines of Windows": "a,b\r\n1,x\r\n2,y\r\n",
    "words that are no numbers": "a,b,c\n1_000,0x1F,1e\n2,3,4\n",
    "large": "a\n18446744073709551615\n1\n",
    "only missing": "a,b\n,1\n,2\n",
}


def same(found: Any, wanted: Any) -> bool:
    if pd.isna(wanted):
        return found is None
    if isinstance(wanted, float) and math.isfinite(wanted):
        return bool(found == pytest.approx(wanted, rel=1e-12))
    return bool(found == wanted) and isinstance(found, str) == isinstance(wanted, str)


@pytest.mark.parametrize("case", TRICKY)
def test_csv_is_read_as_pandas_reads_it(case: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(TRICKY[case].encode())
    wanted = pd.read_csv(path)

    found = scan_csv(path).collect()

    assert found.columns == list(wanted.columns)
    for name in found.columns:
        pairs = list(zip(found[name].to_list(), wanted[name].tolist(), strict=True))
        assert all(same(*pair) for pair in pairs), pairs


def test_the_null_words_are_those_of_pandas() -> None:
    assert set(NULL_WORDS) == STR_NA_VALUES


def test_types_say_more_than_those_of_pandas(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("whole,huge\n1,99999999999999999998\n,99999999999999999999\n")

    schema = scan_csv(tmp_path / "rows.csv").collect_schema()

    assert schema == {"whole": pl.Int64, "huge": pl.String}


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "a row too many": ("a,b\n1,2\n3,4,5\n", "rows.csv:3: has 3 fields, the header 2"),
    "a row cut off": ("a,b\n1,2\n3\n4,5\n", "rows.csv:3: has 1 field, the header 2"),
    "a row cut off after a comma in quotes": ('a,b,c\n1,2,3\n3,"x,y"\n', "rows.csv:3: has 2 fields, the header 3"),
    "a row cut off after a quoted line": ('a,b\n1,"x\n\ny"\n3\n', "rows.csv:5: has 1 field, the header 2"),
    "a blank line": ("a,b\n1,2\n\n3,4\n", "rows.csv:3: is blank"),
    "a blank line at the end": ("a,b\r\n1,2\r\n\r\n", "rows.csv:3: is blank"),
    "a quote that is open": ('a,b\n1,"x\n2,y\n', "rows.csv:2: a quote is not closed"),
    "text after a quote": ('a,b\n1,"x"y\n3\n', "rows.csv:2: text follows a closed quote"),
    "a quote that is open, in a long file": (
        'a,b\n1,"x\n' + "2,y\n" * 100_000,
        "rows.csv:2: a quote is not closed",
    ),
    "a row too many after a long cell": (f"a,b\n1,{'x' * 200_000}\n3,4,5\n", "rows.csv:3: has 3 fields, the header 2"),
    "semicolons": ("a;b\n1;2\n", "rows.csv:1: is separated by ';', not by commas"),
    "a name twice": ("a,a\n1,2\n", "rows.csv:1: names the column 'a' twice"),
    "nothing": ("", "rows.csv: is empty"),
    "another encoding": (b"a,b\n1,\xe9\n", "rows.csv: is not UTF-8 text"),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("engine", [FileSource, DuckFileSource])
def test_a_broken_csv_is_one_line_that_names_the_line(
    case: str, engine: type[FileSource | DuckFileSource], tmp_path: Path
) -> None:
    content, said = BROKEN[case]
    (tmp_path / "rows.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    source = engine(tmp_path / "rows.csv", "rows.csv")

    with pytest.raises(InputError) as error:  # noqa: PT012
        source.scan()
        source.statistics()

    assert str(error.value) == said


@pytest.mark.parametrize("engine", [FileSource, DuckFileSource])
@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_parquet_file_that_is_cut_short_is_one_line(
    engine: type[FileSource | DuckFileSource], share: float, tmp_path: Path
) -> None:
    path = tmp_path / "rows.parquet"
    rows.clean().write_parquet(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    with pytest.raises(InputError, match=r"^rows: cannot be read as Parquet: it is cut short"):
        engine(path, "rows").statistics()


def test_a_file_that_changes_while_duckdb_reads_it_is_said(tmp_path: Path) -> None:
    rows.clean().write_parquet(tmp_path / "rows.parquet")

    with pytest.raises(InputError, match="was changed while it was read"):  # noqa: SIM117
        with DuckFileSource(tmp_path / "rows.parquet").opened():
            rows.clean().head(5).write_parquet(tmp_path / "rows.parquet")


@pytest.mark.parametrize("engine", ["pandas", "sql", "spark"])
def test_each_engine_refuses_what_it_does_not_read(engine: str, tmp_path: Path) -> None:
    repo = repo_of(tmp_path, f'engine = "{engine}"')
    with pytest.raises(InputError, match="no such data file"):
        open_source(repo)

    text = (tmp_path / "model.toml").read_text(encoding="utf-8")
    (tmp_path / "model.toml").write_text(text.replace("dry_bean.parquet", "dry_bean.xlsx"), encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dry_bean.xlsx").touch()

    with pytest.raises(InputError, match=r'this is \.xlsx: engine "frame" takes what `load` returns'):
        open_source(repo_of_again(tmp_path))


def repo_of_again(folder: Path) -> Any:
    from modelwright.repo import Repo

    return Repo(folder)


@pytest.mark.parametrize(
    ("lines", "engine"),
    [([], "pandas"), (['engine = "sql"'], "duckdb"), (['engine = "spark"'], "spark")],
)
def test_the_spec_chooses_the_engine(lines: list[str], engine: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dry_bean.parquet").touch()

    assert open_source(repo_of(tmp_path, *lines)).engine == engine


def families_met(source: FrameSource | FileSource | DuckFileSource, columns: list[str]) -> dict[str, set[str]]:
    """The families whose names an engine finds a column's type among."""
    suite = Suite(
        "types",
        tuple(
            rows.expectation("column_values_to_be_in_type_list", column=column, type_list=type_list(family))
            for column in columns
            for family in FAMILIES
        ),
    )
    with source.batch() as batch:
        verdicts = reference.run(suite, batch, Path("suite.json"))
    met: dict[str, set[str]] = {column: set() for column in columns}
    for one, verdict in zip(suite.expectations, verdicts, strict=True):
        if verdict.met:
            met[str(one.column)].add(str(family_of(one.kwargs["type_list"][-1])))
    return met


def test_the_families_know_the_types_of_a_frame(tmp_path: Path) -> None:
    """Of frames that `load` returns, too: text of pandas 3, categories, times with a zone, nullable numbers."""
    frame = pd.DataFrame(
        {
            "text": ["a", None],
            "category": pd.Categorical(["a", "b"]),
            "zone": pd.to_datetime(["2026-01-01", "2026-01-02"]).tz_localize("Europe/Berlin"),
            "nullable": pd.array([1, None], dtype="Int64"),
            "day": [dt.date(2026, 1, 1), None],
            "single": pd.Series([1.5, 2], dtype="float32"),
        }
    )
    of: dict[str, set[str]] = {
        "text": {"text"},
        "category": {"text"},
        "zone": {"timestamp"},
        "nullable": {"integer", "number"},
        "day": {"date"},
        "single": {"number"},
    }

    assert families_met(FrameSource(frame), list(frame.columns)) == of

    (tmp_path / "rows.csv").write_text("whole,part,text,truth,day\n1,1.5,a,True,2026-01-01\n,,,,\n")
    kinds: dict[str, set[str]] = {
        "whole": {"integer", "number"},
        "part": {"number"},
        "text": {"text"},
        "truth": {"boolean"},
        "day": {"text"},
    }
    for engine in (FileSource, DuckFileSource):
        assert families_met(engine(tmp_path / "rows.csv"), list(kinds)) == kinds


def test_every_name_has_its_narrowest_family() -> None:
    narrow: dict[str, Family] = {
        "int64": "integer",
        "DOUBLE": "number",
        "VARCHAR": "text",
        "TimestampType": "timestamp",
    }
    assert {name: family_of(name) for name in narrow} == narrow
    assert family_of("JSON") is None


def test_large_whole_numbers_stay_exact_beside_missing_values() -> None:
    frame = as_pandas(pl.DataFrame({"id": [2**53 + 1, 2**53, None]}))

    assert frame["id"].nunique() == 2
