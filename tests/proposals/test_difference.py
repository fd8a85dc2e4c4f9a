"""A second run proposes the difference, and leaves to a person what a person has decided."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import polars as pl

from modelwright.expectations import fast
from modelwright.expectations.suite import Expectation, Suite, suite_json
from modelwright.proposals.difference import Difference, difference, first
from modelwright.proposals.expectation import is_as_proposed
from tests.proposals.examples import only, propose
from tests.specs import spec

ROWS = 1_000
Change = Callable[[Expectation], Expectation | None]


def rows() -> pl.DataFrame:
    random = np.random.default_rng(0)
    return pl.DataFrame(
        {"a": random.integers(0, 500, ROWS), "b": random.choice(["x", "z"], ROWS), "y": random.integers(0, 2, ROWS)}
    )


def again(suite: Suite, frame: pl.DataFrame) -> Difference:
    return difference(suite, fast.run(suite, frame.lazy()), propose(spec(), frame))


def reviewed(change: Change) -> Suite:
    """The first proposal as a person has left it."""
    suite = first("rows", propose(spec(), rows())).suite
    kept = [changed for one in suite.expectations if (changed := change(one)) is not None]
    return msgspec.structs.replace(suite, expectations=tuple(kept))


def as_it_is(one: Expectation) -> Expectation:
    return one


def without(kind: str, column: str) -> Change:
    return lambda one: None if (one.type, one.column) == (f"expect_{kind}", column) else one


def types(expectations: Sequence[Expectation]) -> set[tuple[str, str | None]]:
    return {(one.type.removeprefix("expect_"), one.column) for one in expectations}


def test_the_first_run_proposes_everything() -> None:
    found = first("rows", propose(spec(), rows()))

    assert list(found.suite.expectations) == list(found.added)
    assert all(is_as_proposed(one) for one in found.added)


def test_the_same_rows_change_nothing() -> None:
    suite = reviewed(as_it_is)

    found = again(suite, rows())

    assert not found.added
    assert not found.changed
    assert suite_json(found.suite) == suite_json(suite)


def test_a_new_column_is_added_after_the_one_before_it_and_the_rest_stays() -> None:
    suite = reviewed(as_it_is)
    frame = rows().select("a", pl.lit(3.5).alias("new") + pl.col("a") / 7, "b", "y")

    found = again(suite, frame)
    columns = [one.column for one in found.suite.expectations if one.column]

    assert {one.columns[0] for one in found.added} == {"new"}
    assert columns.index("new") > max(at for at, name in enumerate(columns) if name == "a")
    assert columns.index("new") < columns.index("b")
    assert {before.type for before, _ in found.changed} == {
        "expect_table_columns_to_match_set",
        "expect_table_columns_to_match_ordered_list",
    }


def test_what_no_longer_holds_and_was_left_as_proposed_is_proposed_anew_in_its_place() -> None:
    suite = reviewed(as_it_is)
    frame = rows().with_columns(b=pl.Series(np.random.default_rng(1).choice(["x", "z", "w"], ROWS)))

    found = again(suite, frame)

    assert [(one.type, one.column) for one, _ in found.changed] == [("expect_column_values_to_be_in_set", "b")]
    before, after = found.changed[0]
    assert (before.kwargs["value_set"], after.kwargs["value_set"]) == (["x", "z"], ["w", "x", "z"])
    assert [one.type for one in found.suite.expectations] == [one.type for one in suite.expectations]


def test_what_a_person_has_changed_stays_though_the_rows_break_it() -> None:
    def tighter(one: Expectation) -> Expectation:
        if (one.type, one.column) != ("expect_column_values_to_be_between", "a"):
            return one
        return msgspec.structs.replace(one, kwargs={**one.kwargs, "max_value": 100}, severity="warning")

    suite = reviewed(tighter)
    found = again(suite, rows())

    assert [one.column for one, _ in found.contradicted] == ["a"]
    assert suite_json(found.suite) == suite_json(suite)


def test_a_reason_that_a_person_wrote_stays() -> None:
    def explained(one: Expectation) -> Expectation:
        return msgspec.structs.replace(one, meta={**one.meta, "reason": "as the contract says"})

    suite = reviewed(explained)
    frame = rows().with_columns(b=pl.lit("w"))

    assert suite_json(again(suite, frame).suite) == suite_json(suite)


def test_what_a_person_took_out_does_not_come_back() -> None:
    suite = reviewed(without("column_values_to_be_between", "a"))

    found = again(suite, rows())

    assert not found.added
    assert found.declined == 1
    assert ("column_values_to_be_between", "a") not in types(found.suite.expectations)


def test_what_a_person_took_out_does_not_come_back_with_the_next_difference_either() -> None:
    suite = reviewed(without("column_values_to_be_between", "a"))
    frame = rows().with_columns(new=pl.col("a") / 3)

    once = again(suite, frame).suite
    twice = again(once, frame.with_columns(newer=pl.col("a") / 9)).suite

    assert ("column_values_to_be_between", "a") not in types(twice.expectations)
    assert ("column_values_to_be_between", "new") in types(twice.expectations)


def test_an_expectation_that_a_person_wrote_is_not_proposed_beside_it() -> None:
    mine = Expectation("expect_column_values_to_be_between", {"column": "a", "min_value": -5}, {"reason": "mine"})
    suite = Suite("rows", (mine,))

    found = again(suite, rows())

    assert only(found.suite.expectations, "column_values_to_be_between", "a") is mine
    assert ("column_values_to_not_be_null", "a") in types(found.added)


def test_other_rows_of_the_same_kind_add_no_other_witnesses() -> None:
    """Which witnesses are the fewest changes from day to day: those that a person has seen will do."""
    random = np.random.default_rng(3)
    a = random.normal(size=3 * ROWS)
    frame = pl.DataFrame({"a": a, "b": a + random.normal(0, 0.3, len(a)), "c": -a + random.normal(0, 0.4, len(a))})
    frame = frame.with_columns(y=(pl.col("a") > 0).cast(pl.Int64))
    suite = first("rows", propose(spec(), frame[: 2 * ROWS])).suite

    assert not again(suite, frame).added
