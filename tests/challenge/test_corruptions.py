"""Each corruption does what its first line says, and nothing else."""

import string
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from modelwright.challenge.clock import form_of
from modelwright.challenge.corruptions import Kind, all_kinds
from modelwright.challenge.rows import Column, Nature, Place, Rows, present, present_alone

MISSING = {"some-missing", "half-missing", "all-missing", "keys-missing"}
KINDS = {one.name: one for one in all_kinds()}
OF_VALUES = [one for one in all_kinds() if one.wants is Column]


class Shape(NamedTuple):
    """Columns of one nature and type, which begin with an example."""

    nature: Nature
    dtype: pl.DataType
    one: st.SearchStrategy[object]
    example: list[object]

    def columns(self) -> st.SearchStrategy[Column]:
        more = st.lists(st.one_of(st.none(), self.one), max_size=30)
        values = more.map(lambda drawn: [*self.example, *drawn])
        return st.builds(self.column, values, st.booleans(), st.integers(0, 2**32 - 1))

    def column(self, values: list[object], is_target: bool = False, seed: int = 0) -> Column:  # noqa: FBT001, FBT002
        held = pl.Series("x", values, self.dtype)
        return Column("x", held, self.nature, is_target=is_target, is_feature=not is_target, seed=seed)

    def suits(self, kind: Kind) -> bool:
        """Whether a corruption makes sense in such columns."""
        return any(kind.corrupt(self.column(self.example, is_target)) is not None for is_target in (True, False))


SMALL = st.integers(-100, 100)
LETTERS = st.text(string.ascii_letters + " \u00e9", max_size=5)
DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1))
TIMES = st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2050-01-01"))
BIG = st.integers(-(10**9), 10**9)
TENTHS: list[object] = [one / 10 for one in range(10)]
SHAPES = (
    Shape("number", pl.Int64(), BIG, [*range(10)]),
    Shape("number", pl.Int8(), SMALL, [*range(10)]),
    Shape("number", pl.Float64(), st.one_of(st.floats(-1e9, 1e9), st.just(float("nan"))), TENTHS),
    Shape("number", pl.Float32(), st.floats(-1e6, 1e6, width=32), TENTHS),
    Shape("category", pl.Int32(), st.integers(0, 5), [1, 2, 3]),
    Shape("category", pl.String(), LETTERS, ["a", "b"]),
    Shape("category", pl.Boolean(), st.booleans(), [True, False]),
    Shape("key", pl.Int64(), SMALL, [1, 2]),
    Shape("text", pl.String(), LETTERS, ["a", "b"]),
    Shape("time", pl.Date(), DAYS, [date(2024, 1, 1), date(2024, 1, 2)]),
    Shape("time", pl.Datetime("us"), TIMES, [*map(datetime.fromisoformat, ("2024-01-01", "2024-01-02T10:30"))]),
    Shape("time", pl.String(), DAYS.map(str), ["2024-01-01", "2024-01-02"]),
    Shape("other", pl.List(pl.Int64), st.lists(SMALL, max_size=2), [[1], [2]]),
)


def tallied(values: pl.Series) -> list[tuple[str, int]]:
    return sorted(Counter(map(repr, values)).items())


def changed(before: pl.Series, after: pl.Series) -> pl.Series:
    """Where there is another value."""
    return ~(before.eq_missing(after))


def few(before: pl.Series, after: pl.Series, share: float) -> bool:
    """At least one value changed, and hardly more than a share of them could by chance."""
    return 1 <= changed(before, after).sum() <= max(4, 3 * share * len(before) + 4)


def numbers(values: pl.Series) -> pl.Series:
    return values.filter(present(values))


def within(before: pl.Series, after: pl.Series) -> bool:
    return {*map(repr, numbers(after))} <= {*map(repr, numbers(before))}


def scaled(factor: float) -> Callable[[Column, pl.Series], bool]:
    def claim(column: Column, after: pl.Series) -> bool:
        before = numbers(column.values).cast(pl.Float64)
        slack = (before * factor).abs() * 1e-5 + (0.501 if column.is_whole else 1e-12)
        return bool(((numbers(after).cast(pl.Float64) - before * factor).abs() <= slack).all())

    return claim


def beyond(*, above: bool) -> Callable[[Column, pl.Series], bool]:
    def claim(column: Column, after: pl.Series) -> bool:
        new = after.filter(changed(column.values.cast(after.dtype), after))
        low, high = numbers(column.values).min(), numbers(column.values).max()
        if column.is_text:
            new = new.str.slice(0, 10)
        outside = (new > high) if above else (new < low)
        return bool(outside.all()) and few(column.values.cast(after.dtype), after, 0.005)

    return claim


def recoded(column: Column, after: pl.Series) -> bool:
    """The same categories, none of which kept its rows, and equal ones still equal."""
    pairs = pl.DataFrame({"before": column.values, "after": after}).drop_nulls().unique()
    return (
        sorted(pairs["before"]) == sorted(pairs["after"])
        and pairs["before"].is_unique().all()
        and (pairs["before"] != pairs["after"]).all()
    )


def reads(column: Column, after: pl.Series, *, comma: bool = False) -> bool:
    text = after.str.replace(",", ".", literal=True) if comma else after
    back = text.cast(column.values.dtype)
    return after.dtype == pl.String and bool(back.eq_missing(present_alone(column.values)).all())


def moved(column: Column, after: pl.Series, by: timedelta) -> bool:
    form = form_of(column.values)
    both = [one.str.to_datetime(form) if form else one.cast(pl.Datetime("us")) for one in (column.values, after)]
    return bool((both[1] - both[0]).drop_nulls().eq(by).all())


def some(column: Column, after: pl.Series, one: Callable[[str], str]) -> bool:
    """Each value is as it was or as `one` makes it, and one at least was chosen."""
    both = list(zip(column.values.drop_nulls(), after.drop_nulls(), strict=True))
    return all(new in (old, one(old)) for old, new in both)


# What is true of the values afterwards. A corruption without a line here is not tested, which the first test refuses.
CLAIMS: dict[str, Callable[[Column, pl.Series], bool]] = {
    "some-missing": lambda c, x: few(c.values, x, 0.05) and within(c.values, x),
    "half-missing": lambda c, x: (present(x) <= present(c.values)).all() and within(c.values, x),
    "all-missing": lambda _, x: not present(x).any(),
    "keys-missing": lambda c, x: few(c.values, x, 0.02) and within(c.values, x),
    "times-hundred": scaled(100),
    "times-thousand": scaled(1000),
    "hundredth": scaled(1 / 100),
    "thousandth": scaled(1 / 1000),
    "sign-flipped": scaled(-1),
    "above-range": beyond(above=True),
    "below-range": beyond(above=False),
    "numbers-as-text": reads,
    "whole-numbers-as-decimals": lambda c, x: x.dtype == pl.Float64 and (x == c.values).all(),
    "times-as-text": lambda c, x: x.dtype == pl.String and x.is_unique().sum() == c.values.is_unique().sum(),
    "day-month-order": lambda c, x: x.str.to_date("%d/%m/%Y").eq_missing(c.values.str.to_date("%Y-%m-%d")).all(),
    "decimal-comma": lambda c, x: reads(c, x, comma=True),
    "time-zone-shifted": lambda c, x: moved(
        c, x, timedelta(hours=-2) if c.values.dtype == pl.Datetime else timedelta(days=-1)
    ),
    "year-stale": lambda c, x: moved(c, x, timedelta(days=-365)),
    "category-unseen": lambda c, x: few(c.values, x, 0.02) and len({*x.drop_nulls()} - {*c.values}) == 1,
    "categories-recoded": recoded,
    "codes-shifted": lambda c, x: (x - c.values == 1).all(),
    "labels-flipped": recoded,
    "some-labels-flipped": lambda c, x: few(c.values, x, 0.1) and within(c.values, x),
    "outcomes-shuffled": lambda c, x: tallied(c.values) == tallied(x),
    "decorrelated": lambda c, x: tallied(c.values) == tallied(x),
    "shifted-in-range": lambda c, x: within(c.values, x) and (numbers(x).sort() >= numbers(c.values).sort()).all(),
    "squeezed-in-range": lambda c, x: within(c.values, x) and numbers(x).len() == numbers(c.values).len(),
    "constant": lambda c, x: numbers(x).n_unique() <= 1 and within(c.values, x),
    "encoding-damaged": lambda c, x: x.drop_nulls().str.len_chars().ge(c.values.drop_nulls().str.len_chars()).all(),
    "blanks-added": lambda c, x: some(c, x, lambda old: f"{old} "),
    "case-changed": lambda c, x: some(c, x, lambda old: old.lower() if old.lower() != old else old.upper()),
}


def test_every_corruption_of_values_has_a_claim_that_is_tested() -> None:
    assert {*CLAIMS} == {one.name for one in OF_VALUES}


def test_every_corruption_says_in_one_sentence_what_it_does() -> None:
    for one in all_kinds():
        assert one.summary.endswith("."), one.name
        assert one.wants in (Column, Place, Rows)


@pytest.mark.parametrize("kind", OF_VALUES, ids=lambda one: one.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_values_are_corrupted_as_it_is_said_and_the_same_on_every_run(kind: Kind, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from([one for one in SHAPES if one.suits(kind)]))
    before = data.draw(shape.columns())

    after = kind.corrupt(before)

    assume(after is not None)
    assert len(after) == len(before.values)
    assert after.equals(kind.corrupt(before), null_equal=True)
    assert CLAIMS[kind.name](before, after), (before.values.to_list(), after.to_list())
    if kind.name not in MISSING | {"outcomes-shuffled", "decorrelated"}:
        assert present(after).to_list() == present(before.values).to_list()


ROWS = pl.DataFrame({"k": range(100), "j": range(100, 200), "v": ["a", "b"] * 50})


def rows(frame: pl.DataFrame = ROWS) -> Rows:
    return Rows(frame.lazy(), frame.height, frame.columns, ("k",))


def corrupted(name: str, given: Rows) -> pl.DataFrame:
    found: pl.DataFrame = KINDS[name].corrupt(given).collect()
    return found


def test_a_truncated_file_holds_its_first_half() -> None:
    assert corrupted("file-truncated", rows()).equals(ROWS.head(50))


def test_a_repeated_file_holds_every_row_twice() -> None:
    assert corrupted("file-repeated", rows()).equals(pl.concat([ROWS, ROWS]))


def test_repeated_rows_follow_those_that_were_there() -> None:
    after = corrupted("rows-repeated", rows())

    assert after.head(100).equals(ROWS)
    assert after.tail(-100).equals(ROWS[[49, 99]])


def test_repeated_keys_are_those_of_the_row_before_and_all_else_stays() -> None:
    after = corrupted("keys-repeated", rows())

    assert after.drop("k").equals(ROWS.drop("k"))
    assert after["k"].to_list() == [48 if one == 49 else 98 if one == 99 else one for one in range(100)]


def test_without_keys_no_key_is_repeated() -> None:
    assert KINDS["keys-repeated"].corrupt(rows()._replace(keys=())) is None


def test_a_repeated_column_is_one_more_under_a_free_name() -> None:
    taken = ROWS.with_columns(pl.lit(0).alias("k_1"))

    after = corrupted("column-repeated", rows(taken))

    assert after.columns == ["k", "j", "v", "k_1", "k_1_"]
    assert after.drop("k_1_").equals(taken)


def test_reordered_columns_are_all_there() -> None:
    assert corrupted("columns-reordered", rows()).equals(ROWS.select("v", "j", "k"))


@pytest.mark.parametrize("written", [pl.Date, pl.Datetime, pl.String])
def test_a_stale_delivery_lacks_the_rows_of_the_newest_period(written: type[pl.DataType]) -> None:
    days = pl.Series("day", [date(2024, 1, 1) + timedelta(days=one) for one in range(30)])
    frame = pl.DataFrame({"day": days.cast(written)})

    after = corrupted("delivery-stale", Rows(frame.lazy(), 30, ["day"], (), "day", 7.0))

    assert after.equals(frame.head(23))


def place(neighbour: str | None = "j") -> Place:
    return Place(ROWS, Column("k", ROWS["k"], "number"), neighbour)


def test_a_renamed_column_keeps_its_place_and_values() -> None:
    after = KINDS["column-renamed"].corrupt(place())

    assert after.columns == ["k_v2", "j", "v"]
    assert after.rows() == ROWS.rows()


def test_a_dropped_column_is_gone_and_the_others_stay() -> None:
    assert KINDS["column-dropped"].corrupt(place()).equals(ROWS.drop("k"))


def test_two_columns_that_are_swapped_hold_each_others_values() -> None:
    after = KINDS["columns-swapped"].corrupt(place())

    assert after.columns == ROWS.columns
    assert (after["k"].to_list(), after["j"].to_list()) == (ROWS["j"].to_list(), ROWS["k"].to_list())
    assert KINDS["columns-swapped"].corrupt(place(None)) is None
