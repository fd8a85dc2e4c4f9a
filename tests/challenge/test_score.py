"""The mutation score says what a suite would notice, and no more."""

import re
from typing import Any

import msgspec
import polars as pl
import pytest

from modelwright.challenge.advice import Adviser, in_one_line
from modelwright.challenge.ground import Limits, ground_of
from modelwright.challenge.guards import run_fast
from modelwright.challenge.mutants import Mutant, mutants
from modelwright.challenge.score import Outcome, challenge_suite, mean_over_kinds, tallies
from modelwright.evidence import Corruption
from modelwright.expectations import fast
from modelwright.expectations.suite import Expectation, Suite
from tests.challenge.small import expect, small_rows, small_spec, suite

STRICT = (
    expect("column_values_to_not_be_null", column="a"),
    expect("column_values_to_be_between", column="a", min_value=0, max_value=100),
    expect("column_mean_to_be_between", column="a", min_value=48, max_value=52),
)


def outcome(*expectations: Expectation, **options: Any) -> Outcome:
    return challenge_suite(small_spec(), suite(*expectations), small_rows().lazy(), **options)


def noticed(found: Outcome) -> set[tuple[str, str | None]]:
    return {(one.kind, one.column) for one in found.corruptions if one.noticed}


@pytest.fixture(scope="module")
def empty() -> Outcome:
    return outcome()


def test_an_empty_suite_notices_nothing(empty: Outcome) -> None:
    assert noticed(empty) == set()
    assert mean_over_kinds(empty.corruptions) == 0
    assert len(empty.corruptions) > 80


def test_a_suite_of_one_line_about_nulls_notices_nulls_and_that_the_column_is_gone() -> None:
    found = outcome(expect("column_values_to_not_be_null", column="a"))

    gone = {"some-missing", "half-missing", "all-missing", "column-renamed", "column-dropped"}
    assert noticed(found) == {(kind, "a") for kind in gone}
    assert all(one.by == ("expect_column_values_to_not_be_null",) for one in found.corruptions if one.noticed)


def test_a_suite_that_is_gutted_loses_score() -> None:
    gutted = expect("column_values_to_be_between", column="a", min_value=-1e12, max_value=1e12)

    strict, loose = noticed(outcome(*STRICT)), noticed(outcome(STRICT[0], gutted, STRICT[2]))

    assert loose < strict
    assert ("above-range", "a") in strict - loose


def test_an_expectation_that_only_informs_notices_nothing(empty: Outcome) -> None:
    told = expect("column_values_to_not_be_null", "info", column="a")
    warned = expect("column_values_to_not_be_null", "warning", column="a")

    assert noticed(outcome(told)) == noticed(empty)
    assert ("some-missing", "a") in noticed(outcome(warned))


def test_an_expectation_that_clean_rows_break_notices_nothing() -> None:
    """It would be broken by every corruption, and by none of them."""
    assert noticed(outcome(expect("column_values_to_be_between", column="a", min_value=1000))) == set()


def test_what_is_advised_holds_on_clean_rows_and_notices_what_was_not_noticed(empty: Outcome) -> None:
    rows = small_rows()
    ground = ground_of(small_spec(), rows.lazy())
    adviser = Adviser(ground, run_fast)
    tried = [one for one in mutants(ground) if isinstance(one, Mutant)]
    assert len(tried) == len(empty.corruptions)

    advised = 0
    for mutant, told in zip(tried, empty.corruptions, strict=True):
        found = adviser.advise(mutant)
        assert told.advice == (in_one_line(found, ground.of_persons) if found else None)
        if found is None:
            continue
        advised += 1
        [clean], [corrupted] = (fast.run(Suite("one", (found,)), one) for one in (rows.lazy(), mutant.rows))
        assert clean.met, told
        assert not corrupted.met, told
    assert advised > 0.95 * len(tried)


def test_a_suite_that_follows_the_advice_notices_what_it_was_for() -> None:
    ground = ground_of(small_spec(), small_rows().lazy())
    adviser = Adviser(ground, run_fast)
    advice = [adviser.advise(one) for one in mutants(ground) if isinstance(one, Mutant)]
    followed = {in_one_line(one): one for one in advice if one}

    found = outcome(*followed.values())

    assert all(one.noticed for one, told in zip(found.corruptions, advice, strict=True) if told)


def test_the_same_rows_and_suite_give_the_same_outcome(empty: Outcome) -> None:
    assert outcome() == empty


# What a column's values look like in evidence: of the ages and rates of persons, and of their group.
VALUES = {"age": re.compile(r"70\d\d\b"), "rate": re.compile(r"0\.0+9\d"), "group": re.compile("Zyx")}


def rows_of_persons() -> pl.DataFrame:
    """Small rows in which what persons are like goes with everything else."""
    a = pl.col("a")
    return small_rows().with_columns(
        age=(7040 + (a - 50) / 2).round().cast(pl.Int64),
        rate=0.00095 + a / 10_000_000,
        group=pl.when(a < 50).then(pl.lit("Zyxa")).otherwise(pl.lit("Zyxb")),
    )


def advice_on_persons(**declared: list[str]) -> str:
    """All that is advised, where a spec declares columns of persons."""
    spec = small_spec(**declared)
    features = msgspec.structs.replace(spec.features, numeric=("a", "b", "age", "rate"), categorical=("c", "group"))
    found = challenge_suite(msgspec.structs.replace(spec, features=features), suite(), rows_of_persons().lazy())
    return "\n".join(one.advice or "" for one in found.corruptions)


@pytest.mark.parametrize("role", ["personal", "protected", "quasi_identifiers"])
def test_of_columns_of_persons_no_value_is_advised_whatever_they_are_declared_as(role: str) -> None:
    advice = advice_on_persons(**{role: [*VALUES]})

    for column, value in VALUES.items():
        assert not value.search(advice), column
        assert f'expect_column_values_to_not_be_null(column="{column}")' in advice
        assert re.search(rf'^expect_\w+\(column="{column}", \.\.\.\)$', advice, re.MULTILINE)
        lines = [line for line in advice.splitlines() if f'"{column}"' in line and "column_list" not in line]
        assert {*re.findall(r"(\w+)=", "\n".join(lines))} <= {"column", "column_A", "column_B", "type_list"}


def test_of_a_column_that_is_not_declared_bounds_and_categories_are_advised() -> None:
    advice = advice_on_persons()

    assert [column for column, value in VALUES.items() if not value.search(advice)] == []


def test_a_condition_on_a_column_of_persons_is_not_shown_and_neither_is_what_follows_from_it() -> None:
    given = {"type": "comparison", "column": {"name": "group"}, "operator": "==", "parameter": "Zyxa"}
    mean = expect("column_mean_to_be_between", column="b", min_value=90, row_condition=given)

    assert in_one_line(mean, {"group"}) == 'expect_column_mean_to_be_between(column="b", ...)'
    assert "Zyxa" in in_one_line(mean, {"a"})


def test_of_a_personal_column_no_value_is_shown(empty: Outcome) -> None:
    of_name = [one for one in empty.corruptions if one.column == "name"]
    text = "\n".join(str(one) for one in empty.corruptions)

    assert {one.kind for one in of_name} >= {"some-missing", "case-changed", "column-dropped"}
    assert not any(value in text for value in small_rows()["name"])
    assert not any(re.search(r"Person|value_set|row_condition|regex=", one.advice or "") for one in of_name)


def test_an_expectation_that_the_fast_path_does_not_know_is_left_out_and_said() -> None:
    found = outcome(expect("column_values_to_be_json_parseable_or_so", column="name"), STRICT[0])

    [reason] = found.left_out
    assert "json_parseable_or_so" in reason
    assert ("some-missing", "a") in noticed(found)


def test_freshness_is_judged_as_on_the_day_of_the_newest_row() -> None:
    fresh = expect("column_max_to_be_between", column="day", min_value={"$PARAMETER": "fresh_since"})
    found = challenge_suite(small_spec(max_age_days=7), suite(fresh), small_rows().lazy())

    assert ("year-stale", "day") in noticed(found)


def test_rows_that_are_gone_are_noticed_in_a_sample_too() -> None:
    counted = expect("table_row_count_to_be_between", min_value=900, max_value=1100)
    rows = small_rows(1000).lazy()

    found = challenge_suite(small_spec(), suite(counted, *STRICT), rows, limits=Limits(rows=300))

    assert (found.rows, found.sampled) == (1000, 250)
    assert {("file-truncated", None), ("file-repeated", None), ("some-missing", "a")} <= noticed(found)


def test_each_kind_counts_once_in_the_mean_however_many_columns_it_has() -> None:
    many = [Corruption("some-missing", f"c{number}", noticed=True) for number in range(99)]
    one = [Corruption("file-truncated", None, noticed=False)]

    assert tallies([*many, *one]) == {"file-truncated": (0, 1), "some-missing": (99, 99)}
    assert mean_over_kinds([*many, *one]) == 0.5


def test_strange_names_of_columns_are_no_obstacle() -> None:
    """With quotes, blanks and signs, and such as polars takes for patterns."""
    names = {"a": 'a "quoted" one', "b": "b; DROP TABLE", "c": "\U0001f600", "id": "^i.*$", "name": "*"}
    spec = small_spec(keys=[names["id"]], personal=["*"])
    spec = msgspec.structs.replace(
        spec,
        features=msgspec.structs.replace(spec.features, numeric=(names["a"], names["b"]), categorical=(names["c"],)),
    )

    found = challenge_suite(spec, suite(), small_rows().rename(names).lazy())

    assert {one.column for one in found.corruptions} >= set(names.values())


def test_rows_of_one_kind_or_none_at_all_are_no_obstacle() -> None:
    one = small_rows(1)
    two = pl.concat([one, one])

    for rows in (one, two, one.clear().with_columns(pl.all())):
        challenge_suite(small_spec(), suite(*STRICT), rows.lazy())


def test_of_many_columns_some_are_corrupted_and_it_is_said_how_many() -> None:
    names = [f"f{number}" for number in range(200)]
    rows = small_rows(50).select("id", "day", "y", "name", *(pl.col("a").alias(name) for name in names))
    spec = small_spec()
    features = msgspec.structs.replace(spec.features, numeric=tuple(names), categorical=())

    found = challenge_suite(
        msgspec.structs.replace(spec, features=features), suite(), rows.lazy(), limits=Limits(columns=10)
    )

    assert found.left_out == ("191 of 204 columns, evenly spread: of so many, some are corrupted",)
    assert {one.column for one in found.corruptions} >= {"id", "day", "y", "f20", "f188", None}


def test_advice_asks_nothing_of_a_key_though_a_sorted_file_goes_with_it() -> None:
    """That the first rows are of one class is so by the order of the file alone."""
    frame = small_rows().sort("a").with_columns(id=pl.int_range(pl.len()))
    ground = ground_of(small_spec(), frame.lazy())
    assert any(other == "id" for other, _ in ground.ties["a"])

    found = challenge_suite(small_spec(), suite(), frame.lazy())

    of_others = [one.advice or "" for one in found.corruptions if one.column not in {None, "id"}]
    assert sum(map(len, of_others)) > 0
    assert not [one for one in of_others if '"id"' in one]
