"""The content of a table: the same rows have the same digest wherever they come from, and a change of a cell shows."""

import datetime as dt
import io
import math
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelwright.data import content
from modelwright.data.content import content_of, content_of_parts
from modelwright.errors import InputError
from modelwright.evidence import Content
from tests.repos import ROOT

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TYPES: dict[str, tuple[pl.DataType, st.SearchStrategy[Any]]] = {
    "boolean": (pl.Boolean(), st.booleans()),
    "small": (pl.Int8(), st.integers(-128, 127)),
    "whole": (pl.Int64(), st.integers(-(2**63), 2**63 - 1)),
    "wide": (pl.UInt64(), st.integers(0, 2**64 - 1)),
    "number": (pl.Float64(), st.floats(allow_nan=False).map(lambda one: one + 0.0)),
    "single": (pl.Float32(), st.floats(allow_nan=False, width=32).map(lambda one: one + 0.0)),
    "text": (pl.String(), TEXT),
    "bytes": (pl.Binary(), st.binary(max_size=40)),
    "day": (pl.Date(), st.dates()),
    "moment": (pl.Datetime("us"), st.datetimes()),
    "instant": (pl.Datetime("us", "UTC"), st.datetimes(timezones=st.just(dt.UTC))),
    "hour": (pl.Time(), st.times()),
    "span": (pl.Duration("us"), st.timedeltas(dt.timedelta(-1_000_000), dt.timedelta(1_000_000))),
    "decimal": (pl.Decimal(20, 3), st.decimals(-(10**9), 10**9, places=3)),
    "list": (pl.List(pl.Int64()), st.lists(st.integers(-9, 9), max_size=3)),
    "record": (
        pl.Struct({"a": pl.Int64(), "b": pl.String()}),
        st.fixed_dictionaries({"a": st.integers(-9, 9), "b": TEXT}),
    ),
}
Rows = dict[str, list[Any]]


@st.composite
def tables(draw: st.DrawFn, *, least: int = 0) -> pl.DataFrame:
    """A frame with a few columns of any type, with missing values."""
    names = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=1, max_size=4, unique=True))
    rows = draw(st.integers(least, 8))
    return pl.DataFrame(
        {
            name: pl.Series(
                draw(st.lists(st.none() | TYPES[name][1], min_size=rows, max_size=rows)), dtype=TYPES[name][0]
            )
            for name in names
        }
    )


def of(frame: pl.DataFrame) -> Content:
    return content_of(frame.lazy())


def column(values: list[Any], kind: pl.DataType | type[pl.DataType] | None = None) -> Content:
    return of(pl.DataFrame({"a": pl.Series(values, dtype=kind)}))


@settings(max_examples=60, deadline=None)
@given(frame=tables(), seed=st.integers(0, 99), cut=st.integers(0, 8))
def test_neither_the_order_of_rows_and_columns_nor_the_parts_count(frame: pl.DataFrame, seed: int, cut: int) -> None:
    turned = frame.select(reversed(frame.columns)).sample(fraction=1, shuffle=True, seed=seed)
    parts = [turned[:cut], turned[cut:]]

    assert of(turned) == of(frame)
    assert of(pl.concat(parts, rechunk=False)) == of(frame)
    assert content_of_parts(parts, frame.schema) == of(frame)


@settings(max_examples=40, deadline=None)
@given(frame=tables(least=1))
def test_parquet_and_arrow_keep_the_content(frame: pl.DataFrame) -> None:
    parquet, arrow = io.BytesIO(), io.BytesIO()
    frame.write_parquet(parquet, row_group_size=3)
    frame.write_ipc(arrow)

    assert of(pl.read_parquet(parquet.getvalue())) == of(frame)
    assert of(pl.read_ipc(arrow.getvalue())) == of(frame)


@settings(max_examples=40, deadline=None)
@given(frame=tables(least=1))
def test_csv_keeps_the_content_where_it_keeps_types(frame: pl.DataFrame) -> None:
    # CSV has no bytes, no spans and nothing nested, and cannot tell an empty text from none.
    names = [name for name in frame.columns if name not in {"bytes", "span", "text", "list", "record"}]
    kept = frame.with_row_index("row").select("row", *names)
    written = kept.write_csv()

    assert of(pl.read_csv(io.StringIO(written), schema=kept.schema)) == of(kept)


@settings(max_examples=40, deadline=None)
@given(frame=tables(least=1))
def test_pandas_keeps_the_content_where_it_keeps_types(frame: pl.DataFrame) -> None:
    # A missing value makes floats of whole numbers there, and objects of truths; days and records are objects always.
    whole = {"boolean", "small", "whole"}
    names = [
        name
        for name in frame.columns
        if name in {"number", "moment", "span"}
        or (name in whole and not frame[name].null_count())
        or (name == "text" and frame[name].null_count() < frame.height)
    ]
    kept = frame.with_row_index("row").select("row", *names)

    assert of(pl.from_pandas(kept.to_pandas())) == of(kept)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_change_of_one_cell_shows_in_its_column_and_in_the_whole(data: st.DataObject) -> None:
    frame = data.draw(tables(least=1))
    name = data.draw(st.sampled_from(frame.columns))
    row = data.draw(st.integers(0, frame.height - 1))
    values = frame[name].to_list()
    other = data.draw((st.none() | TYPES[name][1]).filter(lambda one: one != values[row]))
    changed = frame.with_columns(pl.Series(name, [*values[:row], other, *values[row + 1 :]], dtype=TYPES[name][0]))
    before, after = of(frame), of(changed)

    assert after.digest != before.digest
    assert [one.name for one in before.columns if one not in after.columns] == [name]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_row_more_or_less_or_twice_shows(data: st.DataObject) -> None:
    frame = data.draw(tables(least=1))
    row = data.draw(st.integers(0, frame.height - 1))
    twice = pl.concat([frame, frame[row : row + 1]])
    thrice = pl.concat([twice, frame[row : row + 1]])
    without = pl.concat([frame[:row], frame[row + 1 :]])

    assert len({of(one).digest for one in (without, frame, twice, thrice)}) == 4


def test_columns_that_no_longer_belong_together_show_in_the_whole_alone() -> None:
    frame = pl.DataFrame({"age": [20, 40, 60], "sex": ["f", "m", "f"]})
    shuffled = frame.with_columns(sex=pl.Series(["m", "f", "f"]))

    assert of(shuffled).columns == of(frame).columns
    assert of(shuffled).digest != of(frame).digest


def test_two_columns_that_change_places_show() -> None:
    frame = pl.DataFrame({"a": [1, 2, 3], "b": [3, 1, 2]})

    assert of(frame.rename({"a": "b", "b": "a"})).digest != of(frame).digest


def test_a_renamed_column_keeps_its_digest_and_the_whole_does_not() -> None:
    before, after = of(pl.DataFrame({"a": [1, 2]})), of(pl.DataFrame({"b": [1, 2]}))

    assert before.columns[0].digest == after.columns[0].digest
    assert before.digest != after.digest


def test_a_table_without_rows_has_a_content() -> None:
    empty = of(pl.DataFrame(schema={"a": pl.Int64, "b": pl.String}))

    assert (empty.rows, [one.type for one in empty.columns]) == (0, ["integer", "string"])
    assert empty == of(pl.DataFrame({"a": [1], "b": ["x"]}).clear())


def test_a_type_without_a_content_is_named_with_its_column() -> None:
    frame = pl.DataFrame({"fine": [1], "odd": pl.Series([object()], dtype=pl.Object)})

    with pytest.raises(InputError, match="column 'odd': holds Object"):
        of(frame)


# Evidence that was written is of other data when one of these changes: then `content-1` becomes `content-2`.
PINNED = {
    "credit_default": "c4211d7ec88104ec8f0135b55969f9ed",
    "dry_bean": "8ede9a1862e77e79021e6db6ec256f5d",
    "bike_sharing_hourly": "a723bb290929ae6c17d4b633a26c5ff9",
}


@pytest.mark.parametrize("name", PINNED)
def test_the_content_of_the_shipped_data_never_changes(name: str) -> None:
    path = ROOT / "template" / "data" / f"{name}.parquet"
    frame = pl.read_parquet(path)

    assert content_of(pl.scan_parquet(path)).digest == PINNED[name]
    assert of(pl.from_pandas(frame.to_pandas())).digest == PINNED[name]
    assert of(pl.read_csv(io.StringIO(frame.write_csv()), infer_schema_length=None)).digest == PINNED[name]


def every_type() -> pl.DataFrame:
    """One column for each type, with a missing value."""
    day, moment = dt.date(1969, 7, 20), dt.datetime(1969, 7, 20, 20, 17, 40, 5)  # noqa: DTZ001 - as above
    values: dict[str, list[Any]] = {
        "boolean": [True, False],
        "small": [-128, 127],
        "whole": [-1, 2**63 - 1],
        "wide": [0, 2**64 - 1],
        "number": [0.1, -1e300],
        "single": [0.5, math.inf],
        "text": ["", "Größe 🚲, of more than eight bytes"],
        "bytes": [b"\x00", b"\xff" * 9],
        "day": [day, dt.date(2100, 2, 28)],
        "moment": [moment, dt.datetime(2024, 2, 29)],  # noqa: DTZ001 - as above
        "instant": [moment.replace(tzinfo=dt.UTC), dt.datetime(2024, 2, 29, tzinfo=dt.UTC)],
        "hour": [dt.time(0), dt.time(23, 59, 59, 999_999)],
        "span": [dt.timedelta(-1), dt.timedelta(microseconds=1)],
        "decimal": [Decimal("-1.500"), Decimal("0.001")],
        "list": [[], [3, -3]],
        "record": [{"a": 1, "b": None}, {"a": None, "b": "x"}],
    }
    return pl.DataFrame({name: pl.Series([*some, None], dtype=TYPES[name][0]) for name, some in values.items()})


def test_the_content_of_each_type_never_changes() -> None:
    assert of(every_type()).digest == "fb4b1cfcc283022e881c59ba0d4eec96"


def test_the_content_does_not_depend_on_the_run() -> None:
    program = "from tests.data.test_content import every_type, of; print(of(every_type()).digest)"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == of(every_type()).digest


@pytest.mark.parametrize("together", [1, 7, 1_000])
def test_the_size_of_what_is_hashed_together_does_not_count(monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    frame = pl.concat([every_type()] * 5)
    whole = of(frame)
    monkeypatch.setattr(content, "_TOGETHER", together)
    monkeypatch.setattr("modelwright.data.murmur._TOGETHER", together)

    assert of(frame) == whole


MEMORY = """
import resource, sys
import polars as pl
from modelwright.data.content import content_of
content_of(pl.scan_parquet(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
content_of(pl.scan_parquet(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_does_not_grow_with_the_rows(tmp_path: Path, drawn: Callable[[int], pl.DataFrame]) -> None:
    few, many = tmp_path / "few.parquet", tmp_path / "many.parquet"
    frame = drawn(500_000)
    frame.write_parquet(few, row_group_size=50_000, compression="lz4")
    pl.concat([frame] * 12).write_parquet(many, row_group_size=50_000, compression="lz4")
    told = subprocess.run(
        [sys.executable, "-c", MEMORY, str(few), str(many)], capture_output=True, text=True, check=True
    )

    # All rows together take 480 MB; parts that wait for their turn take some, however many there are.
    assert int(told.stdout) < 200_000


@pytest.fixture(scope="module")
def drawn() -> Callable[[int], pl.DataFrame]:
    """Numbers that cannot be compressed, ten columns of them."""

    def made(rows: int) -> pl.DataFrame:
        generator = np.random.default_rng(5)
        return pl.DataFrame({f"c{number}": generator.normal(size=rows) for number in range(10)})

    return made
