"""The contract says what the spec and the suite say, in the words of the standard."""

from typing import Any

import pytest

from modelwright.contracts.columns import Column, logical_type
from modelwright.spec import Spec
from tests.contracts.contracts import COLUMNS, expected, exported, schema_errors, suite_of
from tests.specs import spec

NOT_NULL = expected("column_values_to_not_be_null", column="a")


def told(of: Spec, *expectations: Any, columns: list[Column] | None = None) -> dict[str, Any]:
    document = exported(suite_of(*expectations or (NOT_NULL,)), of, columns)
    assert schema_errors(document.content) == []
    return document.content


def properties(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in content["schema"][0]["properties"]}


def test_a_spec_that_says_little_makes_a_contract_that_says_little() -> None:
    content = told(spec())

    assert [*content] == [
        *("apiVersion", "kind", "id", "name", "version", "status", "description", "servers", "schema", "team"),
        *("support", "customProperties"),
    ]
    assert content["description"] == {"purpose": "p"}
    assert content["status"] == "draft"
    assert content["servers"] == [{"server": "file", "type": "local", "path": "data/rows.parquet", "format": "parquet"}]
    assert content["customProperties"] == [
        {"property": "source", "value": "s"},
        {"property": "licence", "value": "l"},
        {"property": "citation", "value": "c"},
    ]


def test_a_contract_says_what_was_agreed_about_the_data() -> None:
    data = {
        "keys": ["c", "a"],
        "time": "b",
        "cadence": "quarterly",
        "max_age_days": 1.5,
        "retention": "3 years, then deleted",
        "allowed_use": "models of credit risk",
        "steward": "steward@example.com",
        "personal": ["c"],
        "quasi_identifiers": ["a"],
        "version": "2.1.0",
    }
    content = told(spec(data=data, model={"status": "production"}, owner={"contact": "https://chat.example.com/risk"}))

    assert content["version"] == "2.1.0"
    assert content["status"] == "active"
    assert content["description"]["usage"] == "models of credit risk"
    assert content["slaProperties"] == [
        {"property": "frequency", "value": 3, "unit": "month", "element": "rows.b"},
        {"property": "latency", "value": 1.5, "unit": "day", "element": "rows.b"},
        {"property": "retention", "value": 3, "unit": "years", "description": "3 years, then deleted"},
    ]
    assert content["team"]["members"][1] == {"username": "steward@example.com", "role": "data steward"}
    assert content["support"] == [{"channel": "web", "url": "https://chat.example.com/risk"}]
    columns = properties(content)
    assert [columns[name].get("primaryKeyPosition") for name in "abcy"] == [2, None, 1, None]
    assert [columns[name].get("classification") for name in "abcy"] == ["quasi-identifier", None, "personal", None]
    assert [columns[name]["tags"] for name in "abcy"] == [
        ["key", "numeric-feature"],
        ["numeric-feature", "time"],
        ["key", "categorical-feature"],
        ["target"],
    ]


def test_a_retention_without_a_number_is_said_as_it_is() -> None:
    [level] = told(spec(data={"retention": "until the loan ends"}))["slaProperties"]

    assert level == {"property": "retention", "value": "until the loan ends", "description": "until the loan ends"}


@pytest.mark.parametrize(("cadence", "said"), [("daily", (1, "day")), ("once", ("once", None))])
def test_a_cadence_is_a_frequency(cadence: str, said: tuple[object, str | None]) -> None:
    [level] = told(spec(data={"cadence": cadence}))["slaProperties"]

    assert (level["value"], level.get("unit")) == said


def test_a_database_is_named_by_its_variable_and_never_by_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    host = "hunter2@db.example.com"
    monkeypatch.setenv("WAREHOUSE_URL", f"postgresql://reader:{host}/risk")
    content = told(spec(data={"engine": "sql", "connection": "WAREHOUSE_URL", "table": "risk.customers"}))

    [server] = content["servers"]
    assert (server["type"], server["location"]) == ("custom", "${WAREHOUSE_URL}")
    assert "hunter2" not in str(content)
    assert "example.com/risk" not in str(content)
    table = content["schema"][0]
    assert (table["name"], table["physicalName"], table["physicalType"]) == ("customers", "risk.customers", "table")


def test_a_metric_of_the_standard_is_used_where_there_is_one() -> None:
    content = told(
        spec(),
        expected("table_row_count_to_be_between", min_value=100, max_value=200),
        expected("compound_columns_to_be_unique", column_list=["a", "b"]),
        expected("column_values_to_not_be_null", column="a"),
        expected("column_values_to_not_be_null", column="b", mostly=0.98),
        expected("column_values_to_be_unique", column="a"),
        expected("column_values_to_be_in_set", column="c", value_set=["x", "y"]),
        expected("column_values_to_match_regex", column="c", regex="^[xy]$"),
        expected("column_values_to_be_between", column="b", min_value=0),
    )

    said = {"description": "because", "severity": "error"}
    table, columns = content["schema"][0], properties(content)
    assert table["quality"] == [
        {"metric": "rowCount", "mustBeBetween": [100, 200], "dimension": "completeness", **said},
        {
            "metric": "duplicateValues",
            "arguments": {"properties": ["a", "b"]},
            "mustBe": 0,
            "dimension": "uniqueness",
            **said,
        },
    ]
    assert columns["a"]["quality"] == [
        {"metric": "nullValues", "mustBe": 0, "dimension": "completeness", **said},
        {"metric": "duplicateValues", "mustBe": 0, "dimension": "uniqueness", **said},
    ]
    [share, between] = columns["b"]["quality"]
    assert share == {
        "metric": "nullValues",
        "mustBeLessOrEqualTo": 2,
        "unit": "percent",
        "dimension": "completeness",
        **said,
    }
    assert between["engine"] == "greatExpectations"
    assert between["implementation"] == {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "b", "min_value": 0},
    }
    assert [one["arguments"] for one in columns["c"]["quality"]] == [
        {"validValues": ["x", "y"]},
        {"pattern": "^[xy]$"},
    ]


def test_only_what_holds_for_every_row_is_required_or_unique() -> None:
    content = told(
        spec(),
        expected("column_values_to_not_be_null", column="a"),
        expected("column_values_to_not_be_null", column="b", mostly=0.9),
        expected("column_values_to_be_unique", column="c", row_condition="a > 1"),
    )

    columns = properties(content)
    assert [columns[name].get("required") for name in "abc"] == [True, None, None]
    assert [columns[name].get("unique") for name in "abc"] == [None, None, None]


def test_a_contract_has_the_same_id_for_the_same_data_of_the_same_model() -> None:
    assert told(spec())["id"] == told(spec(use={"purpose": "another"}), expected("column_to_exist", column="a"))["id"]
    assert told(spec())["id"] != told(spec(model={"name": "other"}))["id"]


def test_names_of_any_kind_are_kept() -> None:
    names = ["a: b", "'\"", "😀", "NO", "drop table rows; --", "a\nb", "default.payment.next.month", " "]
    of = [expected("column_values_to_not_be_null", column=name) for name in names]
    content = told(spec(), *of, columns=[Column(name, "Int64") for name in names])

    assert [*properties(content)] == names


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        *(
            ("Int64", "integer"),
            ("UInt8", "integer"),
            ("BIGINT", "integer"),
            ("serial", "integer"),
            ("long", "integer"),
        ),
        *(("Float64", "number"), ("DOUBLE PRECISION", "number"), ("NUMERIC(10, 2)", "number"), ("REAL", "number")),
        *(("String", "string"), ("VARCHAR(18)", "string"), ("TEXT", "string"), ("UUID", "string"), ("CHAR", "string")),
        *(("Boolean", "boolean"), ("BOOLEAN", "boolean")),
        *(("Date", "date"), ("DATE", "date")),
        *(("Datetime(time_unit='us', time_zone=None)", "timestamp"), ("TIMESTAMP WITH TIME ZONE", "timestamp")),
        *(("timestamp_ntz", "timestamp"), ("DATETIME", "timestamp"), ("Time", "time")),
        *(("List(Int64)", "array"), ("INTEGER[]", "array"), ("Struct({'a': Int64})", "object"), ("JSONB", "object")),
        *(("Categorical", "string"), ("Enum(categories=['a'])", "string"), ("Decimal(precision=9, scale=2)", "number")),
        *(("INTERVAL", None), ("Binary", None), ("BYTEA", None), ("point", None), ("Null", None)),
    ],
)
def test_a_type_has_the_name_of_the_standard(physical: str, logical: str | None) -> None:
    assert logical_type(physical) == logical


def test_a_type_without_a_name_in_the_standard_is_an_object() -> None:
    assert properties(told(spec(), columns=[*COLUMNS, Column("blob", "BYTEA")]))["blob"]["logicalType"] == "object"
