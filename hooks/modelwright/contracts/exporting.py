"""The contract that the spec, the suite and the columns make."""

import uuid
from pathlib import PurePosixPath
from typing import Any

from modelwright.contracts.columns import Column
from modelwright.contracts.odcs import WRITTEN
from modelwright.contracts.rules import rule_of
from modelwright.contracts.service import service_levels
from modelwright.expectations.suite import Expectation, Suite
from modelwright.spec import Spec

# Under this property a table says that its rules are a suite, the whole of it, and what the suite says of itself.
SUITE = "greatExpectationsSuite"
PERSONAL, QUASI = "personal", "quasi-identifier"
STEWARD = "data steward"


def contract_of(spec: Spec, suite: Suite, columns: list[Column]) -> dict[str, Any]:
    """The contract as an Open Data Contract Standard document.

    Args:
        spec: what the team says of the data, of itself, and of what the data are for.
        suite: what is expected of the rows; each expectation is one rule.
        columns: as the rows are stored.
    """
    data, table = spec.data, table_name(spec)
    return _said(
        apiVersion=WRITTEN,
        kind="DataContract",
        # The same for the same data of the same model, wherever and whenever it is written.
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:modelwright:{spec.model.name}:{table}")),
        name=f"{spec.model.name} data",
        version=data.version,
        status="active" if spec.model.status == "production" else "draft",
        description=_said(purpose=spec.use.purpose, usage=data.allowed_use),
        servers=[_server(spec)],
        schema=[_table(spec, suite, columns)],
        slaProperties=service_levels(data, table),
        team=_team(spec),
        support=[_support(spec.owner.contact)],
        customProperties=[
            {"property": name, "value": getattr(data, name)} for name in ("source", "licence", "citation")
        ],
    )


def table_name(spec: Spec) -> str:
    """What the contract calls the table: the last part of its name, or that of the file without its ending."""
    return spec.data.table.rpartition(".")[2] if spec.data.table else PurePosixPath(spec.data.path).stem


def _said(**keys: Any) -> dict[str, Any]:
    """The keys that have a value, in the order given."""
    return {key: value for key, value in keys.items() if value not in (None, [], {})}


def _server(spec: Spec) -> dict[str, Any]:
    data = spec.data
    if data.connection is not None:
        # The name of the variable, in the standard's own way of writing one: what it holds is never read here.
        about = f"A database. The environment variable {data.connection} holds its SQLAlchemy URL."
        return {"server": "database", "type": "custom", "description": about, "location": f"${{{data.connection}}}"}
    path = PurePosixPath(data.path)
    return {"server": "file", "type": "local", "path": data.path, "format": path.suffix.lstrip(".") or "parquet"}


def _table(spec: Spec, suite: Suite, columns: list[Column]) -> dict[str, Any]:
    of_columns: dict[str | None, list[Expectation]] = {column.name: [] for column in columns}
    of_table: list[Expectation] = []
    for one in suite.expectations:
        of_columns.get(one.column, of_table).append(one)
    return _said(
        name=table_name(spec),
        physicalName=spec.data.table or spec.data.path,
        physicalType="table" if spec.data.table else "file",
        description=f"{spec.use.unit[:1].upper()}{spec.use.unit[1:]}, from {spec.data.source}",
        dataGranularityDescription=f"one row for each of the {spec.use.unit}",
        properties=[_column(spec, of_columns[one.name], one) for one in columns],
        quality=[rule_of(one) for one in of_table],
        customProperties=[
            {
                "property": SUITE,
                "value": _said(name=suite.name, meta=suite.meta, id=suite.id, notes=suite.notes),
                "description": "The rules of this table and of its columns are this suite, and all of it.",
            }
        ],
    )


def _column(spec: Spec, expected: list[Expectation], column: Column) -> dict[str, Any]:
    data, name = spec.data, column.name
    return _said(
        name=name,
        logicalType=column.logical,
        physicalType=column.physical,
        primaryKey=True if name in data.keys else None,
        primaryKeyPosition=data.keys.index(name) + 1 if name in data.keys else None,
        required=True if _is_promised(expected, "expect_column_values_to_not_be_null") else None,
        unique=True if _is_promised(expected, "expect_column_values_to_be_unique") else None,
        classification=PERSONAL if name in data.personal else QUASI if name in data.quasi_identifiers else None,
        tags=list(_roles(spec, name)),
        quality=[rule_of(one) for one in expected],
    )


def _is_promised(expected: list[Expectation], kind: str) -> bool:
    """Whether no row may be without it: no share of them, and no condition."""
    return any(one.type == kind and one.severity == "critical" and {*one.kwargs} == {"column"} for one in expected)


def _roles(spec: Spec, name: str) -> list[str]:
    data = spec.data
    roles = {
        "target": (data.target,),
        "key": data.keys,
        "numeric-feature": spec.features.numeric,
        "categorical-feature": spec.features.categorical,
        "leaking": data.leaking,
        "protected": data.protected,
        "time": (data.time,),
        "group": (spec.split.group,),
    }
    return [role for role, names in roles.items() if name in names]


def _team(spec: Spec) -> dict[str, Any]:
    members = [{"username": spec.owner.contact, "name": spec.owner.team, "role": "consumer"}]
    if spec.data.steward:
        members.append({"username": spec.data.steward, "role": STEWARD})
    return {"name": spec.owner.team, "members": members}


def _support(contact: str) -> dict[str, Any]:
    if "://" in contact:
        return {"channel": "web", "url": contact}
    if "@" in contact:
        return {"channel": "e-mail", "tool": "email", "url": f"mailto:{contact}"}
    return {"channel": contact}
