"""A document is held against the standard, and what breaks it is named with its place."""

from pathlib import Path
from typing import Any

import pytest

from modelwright.contracts.documents import document_bytes, document_of, read_document
from modelwright.contracts.odcs import READ, require_valid
from modelwright.errors import InputError
from modelwright.repo import Repo
from tests.contracts.contracts import EXAMPLES, schema_errors

REPO = Repo(".")
HEAD = {"kind": "DataContract", "apiVersion": "v3.1.0", "id": "x", "version": "1.0.0"}


def refusal(content: dict[str, Any]) -> str:
    with pytest.raises(InputError) as refused:
        require_valid(document_of(REPO, document_bytes(content).decode(), "x"))
    return str(refused.value)


def with_rule(rule: dict[str, Any], **head: Any) -> dict[str, Any]:
    column = {"name": "a", "logicalType": "string", "quality": [rule]}
    return {**HEAD, **head, "schema": [{"name": "rows", "properties": [column]}]}


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
def test_a_contract_of_another_team_is_valid(path: Path) -> None:
    require_valid(read_document(REPO, path))


@pytest.mark.parametrize("version", READ)
def test_every_version_from_3_0_on_is_read(version: str) -> None:
    require_valid(document_of(REPO, document_bytes({**HEAD, "apiVersion": version}).decode(), "x"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**HEAD, "kind": "DataProduct"}, "x:3: kind: not a data contract: `kind` must be DataContract"),
        ({}, "not a data contract"),
        ({**HEAD, "apiVersion": "v2.2.2"}, "x:4: apiVersion: v2.2.2 is not a version that is read: v3.0.0, v3.0.1"),
        ({**HEAD, "apiVersion": "v4.0.0"}, "apiVersion: v4.0.0 is not a version that is read"),
        ({key: value for key, value in HEAD.items() if key != "apiVersion"}, "apiVersion: None is not a version"),
        ({key: value for key, value in HEAD.items() if key != "id"}, "'id' is a required property"),
        ({**HEAD, "version": 1.5}, "x:6: version: must be string, not number"),
        ({**HEAD, "schema": {"rows": {}}}, "schema: must be array, not object"),
        ({**HEAD, "schema": [{}]}, "schema[0]: 'name' is a required property"),
        ({**HEAD, "schema": [{"name": "rows", "properties": [{}]}]}, "schema[0].properties[0]: 'name' is a required"),
        (
            {**HEAD, "schema": [{"name": "rows", "properties": [{"name": "a", "logicalType": "text"}]}]},
            "schema[0].properties[0].logicalType: 'text' is not one of ['string', 'date',",
        ),
        ({**HEAD, "owner": "me"}, "x:3: Additional properties are not allowed ('owner' was unexpected)"),
        ({**HEAD, "servers": [{"server": "s", "type": "postgres"}]}, "servers[0]: 'host' is a required property"),
        (with_rule({"metric": "nullCount", "mustBe": 0}), "quality[0].metric: 'nullCount' is not one of"),
        (with_rule({"metric": "nullValues"}), "quality[0]: needs one of mustBe, mustBeBetween,"),
        (
            with_rule({"metric": "nullValues", "mustBe": 0, "mustBeLessThan": 5}),
            "mustNotBeBetween, and has mustBe and mustBeLessThan",
        ),
        (with_rule({"type": "custom", "engine": "x"}), "quality[0]: 'implementation' is a required property"),
        (with_rule({"type": "text", "dimension": "beauty"}), "quality[0].dimension: 'beauty' is not one of"),
        (with_rule({"rule": "rowCount", "mustBe": 1}), "quality[0]: Unevaluated properties are not allowed"),
    ],
)
def test_a_document_that_breaks_the_standard_is_refused_in_one_line(content: dict[str, Any], said: str) -> None:
    found = refusal(content)

    assert said in found
    assert "\n" not in found
    assert len(found) < 300


def test_version_3_0_let_other_keys_and_rules_pass() -> None:
    document = with_rule({"rule": "rowCount", "mustBe": 1, "since": "May"}, apiVersion="v3.0.2")

    require_valid(document_of(REPO, document_bytes(document).decode(), "x"))
    assert "Unevaluated properties" in refusal({**document, "apiVersion": "v3.1.0"})


def test_a_column_that_says_no_type_is_no_map() -> None:
    """As it is shipped, the schema of 3.2 says that it is one; 3.1 does not."""
    column = {"name": "a", "physicalType": "bytea"}
    content = {**HEAD, "schema": [{"name": "rows", "properties": [column]}]}

    require_valid(document_of(REPO, document_bytes(content).decode(), "x"))
    assert schema_errors(content) == ["$.schema[0].properties[0]: 'map' is a required property"]
    column["logicalType"] = "map"
    assert "'map' is a required property" in refusal(content)
