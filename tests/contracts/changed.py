"""Changes of a contract, each with what it does to whoever reads the data."""

from collections.abc import Callable
from typing import Any

Contract = dict[str, Any]
Edit = Callable[[Contract], object]


def contract() -> Contract:
    """A contract that promises something of every kind."""
    return {
        "kind": "DataContract",
        "apiVersion": "v3.2.0",
        "id": "rows",
        "version": "1.2.3",
        "status": "active",
        "description": {"purpose": "models", "usage": "risk only", "limitations": "no minors"},
        "servers": [{"server": "file", "type": "local", "path": "rows.parquet", "format": "parquet"}],
        "schema": [
            {
                "name": "rows",
                "physicalName": "marts.rows",
                "description": "customers",
                "properties": [
                    {
                        "name": "id",
                        "logicalType": "string",
                        "physicalType": "varchar(18)",
                        "primaryKey": True,
                        "primaryKeyPosition": 1,
                        "required": True,
                        "unique": True,
                        "relationships": [{"to": "customers.id"}],
                    },
                    {
                        "name": "age",
                        "logicalType": "integer",
                        "physicalType": "int",
                        "logicalTypeOptions": {"minimum": 18, "maximum": 100},
                        "tags": ["numeric"],
                        "quality": [
                            gx("expect_column_values_to_be_between", column="age", min_value=18, max_value=100),
                            {"metric": "nullValues", "mustBeLessOrEqualTo": 2, "unit": "percent"},
                            {"type": "sql", "query": "SELECT 1", "mustBe": 1, "description": "sound"},
                        ],
                    },
                    {
                        "name": "state",
                        "logicalType": "string",
                        "enum": [{"value": "on"}, {"value": "off"}],
                        "classification": "internal",
                        "quality": [
                            {"metric": "invalidValues", "arguments": {"validValues": ["on", "off"]}, "mustBe": 0},
                            gx("expect_column_values_to_not_be_in_set", value_set=["x", "y"]),
                            gx("expect_column_values_to_match_regex", regex="^o"),
                        ],
                    },
                ],
                "quality": [
                    {"metric": "rowCount", "mustBeBetween": [100, 200], "severity": "error", "description": "all"},
                    gx("expect_column_pair_values_a_to_be_greater_than_b", column_A="age", column_B="id"),
                ],
            }
        ],
        "slaProperties": [
            {"property": "frequency", "value": 1, "unit": "day"},
            {"property": "latency", "value": 2, "unit": "d", "element": "rows.age"},
            {"property": "retention", "value": 3, "unit": "y"},
            {"property": "availability", "value": 99.5, "unit": "percent"},
        ],
        "roles": [{"role": "reader", "access": "read"}],
        "support": [{"channel": "help"}],
        "team": {"name": "platform"},
        "customProperties": [{"property": "licence", "value": "CC-BY-4.0"}, {"property": "citation", "value": "x"}],
    }


def gx(kind: str, **kwargs: Any) -> Contract:
    held = {"type": kind, "kwargs": kwargs}
    return {"type": "custom", "engine": "greatExpectations", "severity": "error", "implementation": held}


def table(c: Contract) -> Contract:
    found: Contract = c["schema"][0]
    return found


def column(c: Contract, number: int) -> Contract:
    found: Contract = table(c)["properties"][number]
    return found


def rule(c: Contract, number: int, place: int) -> Contract:
    found: Contract = column(c, number)["quality"][place]
    return found


def kwargs(c: Contract, number: int, place: int) -> Contract:
    found: Contract = rule(c, number, place)["implementation"]["kwargs"]
    return found


NAMED = {"name": "more", "logicalType": "string"}
AGE = "schema.rows.age"
STATE = "schema.rows.state"
BETWEEN = f"{AGE}.quality.expect_column_values_to_be_between"
IN_SET = f"{STATE}.quality.expect_column_values_to_be_in_set"
COUNT = "schema.rows.quality.expect_table_row_count_to_be_between"
NOT_NULL = f"{AGE}.quality.expect_column_values_to_not_be_null"
NOT_IN_SET = f"{STATE}.quality.expect_column_values_to_not_be_in_set"
SEVERAL: list[tuple[str, Edit, str]] = [
    # Columns and their types.
    ("breaking", lambda c: table(c)["properties"].pop(1), f"{AGE}: a column -> nothing"),
    ("breaking", lambda c: column(c, 2).update(name="status"), f"{STATE}: state -> status (renamed)"),
    ("breaking", lambda c: column(c, 2).update(physicalName="status"), f"{STATE}: state -> status (renamed)"),
    ("addition", lambda c: table(c)["properties"].append(NAMED), "schema.rows.more: nothing -> a column"),
    ("addition", lambda c: table(c)["properties"].append(NAMED | {"required": True}), "schema.rows.more: nothing"),
    ("nothing", lambda c: table(c)["properties"].reverse(), ""),
    ("breaking", lambda c: column(c, 1).update(logicalType="number"), f"{AGE}.logicalType: integer -> number"),
    ("breaking", lambda c: column(c, 2).update(logicalType="object"), f"{STATE}.logicalType: string -> object"),
    ("breaking", lambda c: column(c, 1).update(physicalType="bigint"), f"{AGE}.physicalType: int -> bigint"),
    ("breaking", lambda c: column(c, 0).update(physicalType="varchar(19)"), "physicalType: varchar(18) -> varchar(19)"),
    ("addition", lambda c: column(c, 0).update(physicalType="varchar(12)"), "physicalType: varchar(18) -> varchar(12)"),
    ("nothing", lambda c: column(c, 0).update(physicalType="VARCHAR(18)"), ""),
    ("addition", lambda c: column(c, 2).update(physicalType="text"), f"{STATE}.physicalType: nothing -> text"),
    ("breaking", lambda c: column(c, 0).update(required=False), "schema.rows.id.required: true -> false"),
    ("addition", lambda c: column(c, 1).update(required=True), f"{AGE}.required: false -> true"),
    ("nothing", lambda c: column(c, 1).update(required=False), ""),
    ("breaking", lambda c: column(c, 0).pop("unique"), "schema.rows.id.unique: true -> false"),
    ("addition", lambda c: column(c, 1).update(unique=True), f"{AGE}.unique: false -> true"),
    ("breaking", lambda c: column(c, 0).pop("primaryKey"), "schema.rows.primaryKey: id -> nothing"),
    ("breaking", lambda c: column(c, 1).update(primaryKey=True), "schema.rows.primaryKey: id -> age, id"),
    ("breaking", lambda c: column(c, 0).pop("relationships"), "schema.rows.id.relationships: customers.id -> nothing"),
    ("addition", lambda c: column(c, 1).update(relationships=[{"to": "ages.age"}]), f"{AGE}.relationships: nothing"),
    ("addition", lambda c: column(c, 1).update(deprecated=True), f"{AGE}.deprecated: false -> true"),
    ("wording", lambda c: column(c, 1).update(description="in years"), f"{AGE}.description: nothing -> in years"),
    ("wording", lambda c: column(c, 1).update(tags=["x"]), f"{AGE}.tags: 1 values -> 1 values (new: x; gone: numeric)"),
    ("breaking", lambda c: column(c, 1).update(classification="personal"), "classification: nothing -> personal"),
    ("breaking", lambda c: column(c, 2).update(classification="personal"), "classification: internal -> personal"),
    ("addition", lambda c: column(c, 2).pop("classification"), f"{STATE}.classification: internal -> nothing"),
    ("addition", lambda c: column(c, 2).update(classification="public"), "classification: internal -> public"),
    # Options of types.
    ("breaking", lambda c: column(c, 1)["logicalTypeOptions"].update(minimum=16), "Options.minimum: 18 -> 16"),
    ("addition", lambda c: column(c, 1)["logicalTypeOptions"].update(minimum=21), "Options.minimum: 18 -> 21"),
    ("breaking", lambda c: column(c, 1)["logicalTypeOptions"].update(maximum=120), "Options.maximum: 100 -> 120"),
    ("breaking", lambda c: column(c, 1).pop("logicalTypeOptions"), "Options.maximum: 100 -> nothing"),
    ("addition", lambda c: column(c, 2).update(logicalTypeOptions={"maxLength": 3}), "Options.maxLength: nothing -> 3"),
    (
        "breaking",
        lambda c: column(c, 2)["enum"].append({"value": "idle"}),
        f"{STATE}.enum: 2 values -> 3 values (new: ",
    ),
    ("addition", lambda c: column(c, 2)["enum"].pop(), f"{STATE}.enum: 2 values -> 1 values (gone: off)"),
    # Rules.
    ("breaking", lambda c: kwargs(c, 1, 0).update(min_value=16), f"{BETWEEN}.min_value: 18 -> 16"),
    ("addition", lambda c: kwargs(c, 1, 0).update(min_value=21), f"{BETWEEN}.min_value: 18 -> 21"),
    ("breaking", lambda c: kwargs(c, 1, 0).update(max_value=120), f"{BETWEEN}.max_value: 100 -> 120"),
    ("addition", lambda c: kwargs(c, 1, 0).update(max_value=99.5), f"{BETWEEN}.max_value: 100 -> 99.5"),
    ("nothing", lambda c: kwargs(c, 1, 0).update(max_value=100.0), ""),
    ("breaking", lambda c: kwargs(c, 1, 0).pop("max_value"), f"{BETWEEN}.max_value: 100 -> nothing"),
    ("addition", lambda c: kwargs(c, 1, 0).update(strict_min=True), f"{BETWEEN}.strict_min: false -> true"),
    ("nothing", lambda c: kwargs(c, 1, 0).update(strict_min=False), ""),
    ("breaking", lambda c: kwargs(c, 1, 0).update(mostly=0.99), f"{BETWEEN}.mostly: 1 -> 0.99"),
    ("nothing", lambda c: kwargs(c, 1, 0).update(mostly=1), ""),
    ("breaking", lambda c: kwargs(c, 1, 0).update(row_condition="id>1"), f"{BETWEEN}: "),
    ("breaking", lambda c: rule(c, 1, 0).update(severity="warning"), f"{BETWEEN}.severity: critical -> warning"),
    ("addition", lambda c: rule(c, 1, 1).update(mustBeLessOrEqualTo=1), f"{NOT_NULL}.mostly: 0.98 -> 0.99"),
    ("breaking", lambda c: rule(c, 1, 1).update(mustBeLessOrEqualTo=5), f"{NOT_NULL}.mostly: 0.98 -> 0.95"),
    (
        "wording",
        lambda c: rule(c, 1, 1).update(description="few"),
        f"{NOT_NULL}.reason: the contract promises it -> few",
    ),
    ("breaking", lambda c: column(c, 1)["quality"].pop(1), f'{NOT_NULL}: {{"mostly":0.98}} -> nothing'),
    (
        "addition",
        lambda c: column(c, 2)["quality"].append({"metric": "nullValues", "mustBe": 0}),
        "nothing -> promised",
    ),
    ("breaking", lambda c: rule(c, 1, 2).update(query="SELECT 2"), f"{AGE}.quality.sql rule: SELECT 1 -> nothing"),
    ("nothing", lambda c: rule(c, 1, 2).update(description="very sound"), ""),
    (
        "breaking",
        lambda c: rule(c, 2, 0)["arguments"]["validValues"].append("idle"),
        f"{IN_SET}.value_set: 2 values -> 3",
    ),
    (
        "addition",
        lambda c: rule(c, 2, 0)["arguments"]["validValues"].pop(),
        f"{IN_SET}.value_set: 2 values -> 1 values",
    ),
    ("nothing", lambda c: rule(c, 2, 0)["arguments"]["validValues"].reverse(), ""),
    (
        "breaking",
        lambda c: kwargs(c, 2, 1)["value_set"].pop(),
        f"{NOT_IN_SET}.value_set: 2 values -> 1 values (gone: y)",
    ),
    ("addition", lambda c: kwargs(c, 2, 1)["value_set"].append("z"), f"{NOT_IN_SET}.value_set: 2 values -> 3 values"),
    (
        "breaking",
        lambda c: kwargs(c, 2, 2).update(regex="^o|i"),
        "expect_column_values_to_match_regex.regex: ^o -> ^o|i",
    ),
    ("breaking", lambda c: table(c)["quality"][0].update(mustBeBetween=[90, 200]), f"{COUNT}.min_value: 100 -> 90"),
    ("addition", lambda c: table(c)["quality"][0].update(mustBeBetween=[100, 190]), f"{COUNT}.max_value: 200 -> 190"),
    ("wording", lambda c: table(c)["quality"][0].update(description="whole"), f"{COUNT}.reason: all -> whole"),
    ("nothing", lambda c: table(c)["quality"].reverse(), ""),
    # The table, and where it lies.
    ("breaking", lambda c: table(c).update(physicalName="marts.people"), "schema.rows.physicalName: marts.rows -> "),
    ("breaking", lambda c: table(c).update(name="people"), "schema.rows: rows -> people (renamed)"),
    ("wording", lambda c: table(c).update(description="people"), "schema.rows.description: customers -> people"),
    ("breaking", lambda c: c["schema"].clear(), "schema.rows: a table -> nothing"),
    ("addition", lambda c: c["schema"].append({"name": "more"}), "schema.more: nothing -> a table"),
    ("breaking", lambda c: c["servers"][0].update(path="x.parquet"), "servers.file.path: rows.parquet -> x.parquet"),
    ("breaking", lambda c: c.pop("servers"), "servers.file: file -> nothing"),
    ("wording", lambda c: c["servers"][0].update(description="a file"), "servers.file.description: nothing -> a file"),
    (
        "addition",
        lambda c: c["servers"].append({"server": "two", "type": "local", "path": "x", "format": "csv"}),
        "servers.two: nothing -> two",
    ),
    # Service levels, uses and licences.
    ("breaking", lambda c: c["slaProperties"][0].update(unit="week"), "slaProperties.frequency: 1 day -> 1 week"),
    ("addition", lambda c: c["slaProperties"][0].update(unit="hour"), "slaProperties.frequency: 1 day -> 1 hour"),
    ("breaking", lambda c: c["slaProperties"][0].update(value="irregular"), "frequency: 1 day -> irregular"),
    ("breaking", lambda c: c["slaProperties"][1].update(value=3), "slaProperties.latency: 2 d -> 3 d"),
    ("addition", lambda c: c["slaProperties"][1].update(value=36, unit="hours"), "latency: 2 d -> 36 hours"),
    ("breaking", lambda c: c["slaProperties"][1].update(element="rows.id"), "latency.element: rows.age -> rows.id"),
    ("breaking", lambda c: c["slaProperties"][2].update(value=2), "slaProperties.retention: 3 y -> 2 y"),
    ("addition", lambda c: c["slaProperties"][2].update(value=4), "slaProperties.retention: 3 y -> 4 y"),
    ("breaking", lambda c: c["slaProperties"][3].update(value=99), "slaProperties.availability: 99.5 percent -> 99 "),
    (
        "addition",
        lambda c: c["slaProperties"][3].update(value=99.9),
        "slaProperties.availability: 99.5 percent -> 99.9",
    ),
    ("breaking", lambda c: c["slaProperties"].pop(2), "slaProperties.retention: 3 y -> nothing"),
    (
        "addition",
        lambda c: c["slaProperties"].append({"property": "timeToRepair", "value": 4, "unit": "h"}),
        "slaProperties.timeToRepair: nothing -> 4 h",
    ),
    ("breaking", lambda c: c["description"].update(usage="marketing"), "description.usage: risk only -> marketing"),
    ("breaking", lambda c: c["description"].pop("usage"), "description.usage: risk only -> nothing"),
    ("breaking", lambda c: c["description"].update(limitations="none"), "limitations: no minors -> none"),
    ("addition", lambda c: c["description"].pop("limitations"), "description.limitations: no minors -> nothing"),
    ("wording", lambda c: c["description"].update(purpose="more"), "description.purpose: models -> more"),
    ("breaking", lambda c: c["customProperties"][0].update(value="internal"), "licence: CC-BY-4.0 -> internal"),
    ("wording", lambda c: c["customProperties"][1].update(value="y"), "customProperties.citation: x -> y"),
    ("breaking", lambda c: c.update(status="deprecated"), "status: active -> deprecated"),
    ("breaking", lambda c: c["roles"].clear(), "roles.reader: reader -> nothing"),
    ("breaking", lambda c: c.update(price={"priceAmount": 9.95}), "price: nothing -> "),
    ("wording", lambda c: c["team"].update(name="core"), "team: "),
    ("wording", lambda c: c["support"].clear(), "support: "),
    ("nothing", lambda c: c.update(version="1.2.4"), ""),
]
