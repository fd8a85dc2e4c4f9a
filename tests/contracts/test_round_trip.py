"""A suite that goes out as a contract comes back as it was."""

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from modelwright.contracts.columns import Column
from modelwright.contracts.odcs import require_valid
from modelwright.contracts.rules import identity
from modelwright.expectations.suite import Expectation, Suite, read_suite, suite_json
from tests.contracts.contracts import COLUMNS, SUITES, expected, exported, imported, schema_errors, suite_of

NAMES = [column.name for column in COLUMNS]
# What YAML takes for something else, or for the end of a line; and what is none of it.
AWKWARD = [
    *("NO", "1e5", "0o17", "12:30:00", "2020-01-01", "~", "=", "<<"),
    *("é\u2028\x85\ufeff", "a: b # c", " x ", "\t\n", "'\"", "😀"),
]
TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12))
NUMBER = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False))
VALUE = st.one_of(TEXT, NUMBER, st.booleans())
SHARE = st.floats(0, 1).map(lambda one: round(one, 4))
KNOWN = st.sampled_from(
    [
        "expect_column_values_to_not_be_null",
        "expect_column_values_to_be_unique",
        "expect_column_values_to_be_in_set",
        "expect_column_values_to_match_regex",
        "expect_column_values_to_be_between",
        "expect_compound_columns_to_be_unique",
        "expect_table_row_count_to_be_between",
        "expect_table_row_count_to_equal",
    ]
)
ARGUMENTS = {
    "column": st.sampled_from([*NAMES, "not there"]),
    "value_set": st.lists(VALUE, max_size=4),
    "regex": TEXT,
    "min_value": st.one_of(st.none(), VALUE),
    "max_value": st.one_of(st.none(), VALUE),
    "value": NUMBER,
    "mostly": st.one_of(SHARE, VALUE),
    "column_list": st.lists(st.sampled_from(NAMES), max_size=3),
    "row_condition": TEXT,
}


@st.composite
def expectations(draw: st.DrawFn) -> Expectation:
    """An expectation of a known type and of any arguments: most are odd, and none may be lost."""
    keys = draw(st.sets(st.sampled_from([*ARGUMENTS]), max_size=4))
    return Expectation(
        type=draw(KNOWN),
        kwargs={key: draw(ARGUMENTS[key]) for key in sorted(keys)},
        meta=draw(st.one_of(st.just({}), st.fixed_dictionaries({"reason": TEXT}, optional={"seen": VALUE}))),
        severity=draw(st.sampled_from(["critical", "warning", "info"])),
        id=draw(st.one_of(st.none(), st.text(string.hexdigits, min_size=1, max_size=4))),
        description=draw(st.one_of(st.none(), TEXT)),
    )


def told(suite: Suite) -> list[bytes]:
    """What a suite expects, whatever the order in which it is listed: a contract lists it by column."""
    return sorted(identity(one) for one in suite.expectations)


@given(st.lists(expectations(), min_size=1, max_size=6))
@example([expected("column_values_to_not_be_null", column="a", mostly=0.9731)])
@example([expected("table_row_count_to_be_between", min_value=5, max_value=5)])
@example([expected("column_values_to_be_in_set", column="c", value_set=[True, 1, 1.0, "1", "NO"])])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_suite_comes_back_from_its_contract(some: list[Expectation]) -> None:
    suite = suite_of(*some)
    document = exported(suite)

    found = imported(Path("nowhere"), document).merged.suite

    assert told(found) == told(suite)
    assert found.name == suite.name


@given(st.lists(expectations(), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_the_contract_of_any_suite_is_valid(some: list[Expectation]) -> None:
    document = exported(suite_of(*some))

    require_valid(document)
    assert schema_errors(document.content) == []


@pytest.mark.parametrize("name", ["bike_sharing_hourly", "credit_default", "dry_bean"])
def test_a_shipped_suite_comes_back_and_changes_nothing_where_it_was(name: str, tmp_path: Path) -> None:
    suite = read_suite(SUITES / f"{name}.json", Path(name))
    columns = [Column(one, "Int64") for one in dict.fromkeys(one.column for one in suite.expectations) if one]
    document = exported(suite, columns=columns)

    anew = imported(tmp_path / "anew", document)
    again = imported(tmp_path / "again", document, suite=suite)

    assert schema_errors(document.content) == []
    assert told(anew.merged.suite) == told(suite)
    assert suite_json(again.merged.suite) == suite_json(suite)
    assert again.merged.known == len(suite.expectations)
    assert not anew.untold + again.untold


def test_a_rule_that_a_steward_strikes_out_does_not_come_back() -> None:
    """The negative control of the tests above: what a suite gets, it gets from the contract."""
    of_both = (expected("column_values_to_not_be_null", column="a"), expected("column_to_exist", column="b"))
    document = exported(suite_of(*of_both))
    [of_a, of_b] = (column for column in document.content["schema"][0]["properties"] if "quality" in column)
    del of_b["quality"]

    found = imported(Path("nowhere"), document).merged.suite

    assert [one.column for one in found.expectations] == [of_a["name"]]


def test_what_a_steward_requires_comes_back_with_the_suite() -> None:
    document = exported(suite_of(expected("column_values_to_be_between", column="a", min_value=0)))
    document.content["schema"][0]["properties"][1]["required"] = True

    found = imported(Path("nowhere"), document).merged.suite

    assert [(one.type, one.column) for one in found.expectations] == [
        ("expect_column_values_to_be_between", "a"),
        ("expect_column_values_to_not_be_null", "b"),
    ]


def test_the_same_inputs_give_the_same_bytes() -> None:
    from modelwright.contracts.documents import document_bytes
    from modelwright.contracts.exporting import contract_of
    from tests.specs import spec

    suite = read_suite(SUITES / "credit_default.json", Path("x"))
    made: list[Any] = [document_bytes(contract_of(spec(), suite, COLUMNS)) for _ in range(2)]

    assert made[0] == made[1]
    assert b"&" not in made[0].replace(b"& ", b"")
