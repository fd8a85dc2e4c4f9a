"""Contracts for tests, written by hand, and model repos that they are about."""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator

from modelwright.contracts.columns import Column
from modelwright.contracts.documents import Document, document_bytes, document_of
from modelwright.contracts.exporting import contract_of
from modelwright.contracts.importing import Taken, taken
from modelwright.expectations.suite import Expectation, Suite, write_suite
from modelwright.repo import Repo
from modelwright.spec import Spec
from tests.repos import ROOT
from tests.specs import spec

EXAMPLES = Path(__file__).parent / "examples"
SUITES = ROOT / "template" / "expectations"
COLUMNS = [Column("a", "Int64"), Column("b", "Float64"), Column("c", "String"), Column("y", "Int64")]


@cache
def validator() -> Draft201909Validator:
    """The standard's own JSON Schema."""
    raw = resources.files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
    return Draft201909Validator(json.loads(raw))


def schema_errors(content: dict[str, Any]) -> list[str]:
    """What the standard says against a document."""
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(content)]


def repo_of(root: Path, of: Spec | None = None, suite: Suite | None = None) -> Repo:
    """A model repo that has a spec, and a suite where one is given."""
    repo = Repo(root)
    repo.__dict__["spec"] = of or spec()
    if suite is not None:
        write_suite(repo.suite_path, suite)
    return repo


def suite_of(*expectations: Expectation) -> Suite:
    """A suite of these."""
    return Suite(name="rows", expectations=expectations)


def expected(kind: str, reason: str = "because", **kwargs: Any) -> Expectation:
    """An expectation: `expected("column_values_to_be_between", column="a", min_value=0)`."""
    return Expectation(type=f"expect_{kind}", kwargs=kwargs, meta={"reason": reason})


def exported(suite: Suite, of: Spec | None = None, columns: list[Column] | None = None) -> Document:
    """The contract of a suite, as whoever reads the file reads it."""
    content = contract_of(of or spec(), suite, columns or COLUMNS)
    return document_of(Repo("."), document_bytes(content).decode(), "contract")


def imported(root: Path, document: Document, of: Spec | None = None, suite: Suite | None = None) -> Taken:
    """What came of a contract in a repository that has this suite, or none."""
    return taken(repo_of(root, of, suite), document)
