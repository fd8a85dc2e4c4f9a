"""A contract of another team becomes expectations, and lines for a person; nothing of ours is lost."""

from pathlib import Path
from typing import Any

import pytest

from modelwright.contracts.documents import read_document
from modelwright.contracts.importing import Taken
from modelwright.contracts.odcs import require_valid
from modelwright.errors import InputError
from modelwright.expectations.suite import Expectation, Suite, suite_json
from modelwright.repo import Repo
from modelwright.spec import Spec
from modelwright.toml_lines import parsed
from tests.contracts.contracts import EXAMPLES, expected, imported, suite_of
from tests.specs import spec

LOANS = spec(data={"engine": "sql", "connection": "WAREHOUSE_URL", "table": "marts.fct_loan"})


def of_example(name: str, root: Path, of: Spec | None = None, suite: Suite | None = None) -> Taken:
    document = read_document(Repo("."), EXAMPLES / f"{name}.odcs.yaml")
    require_valid(document)
    return imported(root, document, of, suite)


def told(some: tuple[Expectation, ...]) -> list[tuple[str, dict[str, Any]]]:
    """Types and arguments, but for columns that exist and types, of which there are many."""
    return [
        (one.type.removeprefix("expect_").removeprefix("column_"), one.kwargs)
        for one in some
        if one.type not in {"expect_column_to_exist", "expect_column_values_to_be_in_type_list"}
    ]


def test_the_rules_of_a_contract_of_3_0_are_taken_over(tmp_path: Path) -> None:
    found = of_example("loans-3.0", tmp_path, LOANS)

    assert told(found.merged.added) == [
        ("table_row_count_to_be_between", {"min_value": 100, "max_value": 120000}),
        ("table_column_count_to_be_between", {"min_value": 5, "max_value": 9}),
        ("values_to_be_unique", {"column": "loan_id"}),
        ("values_to_not_be_null", {"column": "booked_on"}),
        ("values_to_be_in_set", {"column": "currency", "value_set": ["EUR", "NOK", "SEK"]}),
        ("values_to_be_in_set", {"column": "country", "value_set": ["NO", "SE", "FI"]}),
        ("values_to_not_be_null", {"column": "loan_id"}),
        ("values_to_be_between", {"column": "amount", "min_value": 0, "strict_min": True, "max_value": 5000000}),
    ]
    assert all(one.reason for one in found.merged.added)


def test_what_no_expectation_says_is_named_with_its_line(tmp_path: Path) -> None:
    found = of_example("loans-3.0", tmp_path, LOANS)

    column, person = "schema[1].properties[4].quality", "is for a person to turn"
    query = "SELECT COUNT(*) FROM ${object} WHERE ${property} % 1 <> 0"
    assert [line.partition("loans-3.0.odcs.yaml")[2] for line in found.untold] == [
        f":103: schema[1].quality[2]: a rule of type text {person}: Loans of the day are there at six in the morning",
        f":78: {column}[0]: is written for soda",
        f":83: {column}[1]: a rule of type sql {person}: {query}",
        f":87: {column}[2]: the metric minCheck is not known",
    ]


def test_what_the_spec_says_otherwise_is_shown_as_lines_of_toml(tmp_path: Path) -> None:
    found = of_example("loans-3.0", tmp_path, LOANS)

    lines = [one.line for one in found.differences]
    assert lines[0] == 'version = "2.4.0"  # now "1.0.0"'
    assert lines[3] == 'keys = ["loan_id"]  # not there yet'
    data = parsed("\n".join(lines))
    assert data == {
        "version": "2.4.0",
        "licence": "internal",
        "allowed_use": "Reporting, and models of risk",
        "keys": ["loan_id"],
        "steward": "second@example.com",
        "cadence": "daily",
        "retention": "7 y",
        "time": "booked_on",
        "max_age_days": 1.5,
    }
    spec(data={**data, "engine": "sql", "connection": "WAREHOUSE_URL", "table": "marts.fct_loan"})


def test_a_spec_that_agrees_has_no_line(tmp_path: Path) -> None:
    first = of_example("payments-3.1", tmp_path)
    agreed = {one.key: list(one.theirs) if isinstance(one.theirs, tuple) else one.theirs for one in first.differences}

    assert agreed["personal"] == ["payer_name", "iban"]
    assert agreed["quasi_identifiers"] == ["postcode"]
    assert of_example("payments-3.1", tmp_path, spec(data=agreed)).differences == []


def test_the_rules_of_a_contract_of_3_1_are_taken_over(tmp_path: Path) -> None:
    found = of_example("payments-3.1", tmp_path)

    assert told(found.merged.added) == [
        ("expect_compound_columns_to_be_unique"[7:], {"column_list": ["payer_name", "payment"]}),
        ("table_row_count_to_be_between", {"min_value": 1}),
        ("values_to_not_be_null", {"column": "payer_name"}),
        ("values_to_not_be_in_set", {"column": "payer_name", "value_set": ["", "n/a"]}),
        ("proportion_of_unique_values_to_be_between", {"column": "payer_name", "min_value": 0.95}),
        (
            "values_to_match_regex",
            {"column": "iban", "regex": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", "mostly": 0.995},
        ),
        ("values_to_not_be_null", {"column": "postcode", "mostly": 0.98}),
        ("value_lengths_to_equal", {"column": "postcode", "value": 5}),
        ("values_to_not_be_null", {"column": "payment"}),
        ("values_to_be_unique", {"column": "payment"}),
    ]
    assert [line.rpartition(": ")[2] for line in found.untold] == [
        "no expectation says mustNotBe",
        "say it in percent",
        "Great Expectations knows no expect_amounts_to_be_nice",
    ]


def test_a_schema_alone_is_expected_too(tmp_path: Path) -> None:
    found = of_example("plain-3.2", tmp_path)

    assert told(found.merged.added) == [
        ("values_to_not_be_null", {"column": "meter"}),
        ("value_lengths_to_be_between", {"column": "meter", "min_value": 8, "max_value": 12}),
        ("values_to_match_regex", {"column": "meter", "regex": "^M[0-9]+$"}),
        ("values_to_not_be_null", {"column": "day"}),
        ("values_to_be_in_set", {"column": "state", "value_set": ["open", "closed"]}),
        ("values_to_be_between", {"column": "kilowatts", "min_value": 0, "strict_min": True, "max_value": 99.5}),
        ("values_to_not_be_null", {"column": "seen_at"}),
        ("expect_compound_columns_to_be_unique"[7:], {"column_list": ["day", "meter"]}),
    ]
    kinds = {one.column: one.kwargs["type_list"] for one in found.merged.added if "type_list" in one.kwargs}
    assert [*kinds] == ["meter", "day", "state", "kilowatts", "seen_at", "is_read"]
    assert {"BIGINT", "DOUBLE PRECISION", "float64"} <= {*kinds["kilowatts"]}
    assert len(found.untold) == 3


def test_a_day_in_a_text_file_is_not_expected_to_be_one(tmp_path: Path) -> None:
    found = of_example("plain-3.2", tmp_path, spec(data={"path": "data/readings.csv"}))

    assert "day" not in {one.column for one in found.merged.added if "type_list" in one.kwargs}


def test_what_is_there_stays_and_only_what_is_missing_is_added(tmp_path: Path) -> None:
    ours = suite_of(
        expected("column_values_to_be_in_set", "our own words", column="state", value_set=["closed", "open"]),
        expected("column_values_to_be_between", column="kilowatts", min_value=1, max_value=90),
        expected("column_mean_to_be_between", column="kilowatts", min_value=10),
    )

    found = of_example("plain-3.2", tmp_path, suite=ours).merged

    assert found.suite.expectations[:3] == ours.expectations
    assert [one.column for one in found.added].count("state") == 2  # that it exists, and its type
    [(mine, theirs)] = found.beside
    assert (mine.kwargs["min_value"], theirs.kwargs["min_value"]) == (1, 0)


def test_a_contract_that_is_taken_over_twice_adds_nothing_twice(tmp_path: Path) -> None:
    once = of_example("loans-3.0", tmp_path, LOANS).merged

    again = of_example("loans-3.0", tmp_path / "again", LOANS, once.suite).merged

    assert again.added == ()
    assert again.known == len(once.suite.expectations)
    assert suite_json(again.suite) == suite_json(once.suite)


def test_of_several_tables_ours_is_found_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"describes 2 tables .branches, loans., and none is called data/rows.parquet"):
        of_example("loans-3.0", tmp_path)

    by_file = of_example("loans-3.0", tmp_path, spec(data={"path": "data/loans.parquet"}))
    assert by_file.merged.added == of_example("loans-3.0", tmp_path, LOANS).merged.added
