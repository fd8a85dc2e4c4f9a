"""A quality rule of a contract as expectations."""

import re
from typing import Any

import msgspec

from modelwright.contracts.documents import value_in
from modelwright.contracts.metrics import Unturned, measured
from modelwright.errors import InputError
from modelwright.expectations.suite import Expectation, Severity

GREAT_EXPECTATIONS = "greatExpectations"
# The standard leaves the words open; these three are those of its examples.
SEVERITIES: dict[Severity, str] = {"critical": "error", "warning": "warning", "info": "info"}
_SEVERITY_OF: dict[str, Severity] = {
    **dict.fromkeys(("error", "critical", "blocker", "fatal", "high"), "critical"),
    **dict.fromkeys(("warning", "warn", "major", "medium"), "warning"),
    **dict.fromkeys(("info", "information", "minor", "low"), "info"),
}
_UNSAID = "the contract promises it"


def turned(rule: dict[str, Any], column: str | None) -> list[Expectation]:
    """The expectations that say what a rule says.

    Args:
        rule: an item of `quality`, as the schema of the standard allows it.
        column: the column at which it stands; None for a rule about the table.

    Raises:
        Unturned: there is none.
    """
    kind = rule.get("type") or ("library" if "metric" in rule or "rule" in rule else "text")
    if kind == "library":
        return [
            Expectation(type=name, kwargs=kwargs, meta={"reason": reason_of(rule)}, severity=severity_of(rule))
            for name, kwargs in measured(rule, column)
        ]
    if kind == "custom":
        return _own(rule, column)
    said = str(rule.get("query") or rule.get("description") or rule.get("name") or "")
    raise Unturned(f"a rule of type {kind} is for a person to turn" + (f": {said}" if said else ""))


def reason_of(rule: dict[str, Any]) -> str:
    """Why it is promised, in the words of the contract."""
    found = [rule.get(key) for key in ("description", "name", "businessImpact")]
    return next((one for one in found if isinstance(one, str) and one.strip()), _UNSAID)


def severity_of(rule: dict[str, Any]) -> Severity:
    """How bad it is when it is broken; a promise of which nothing is said stops the run."""
    return _SEVERITY_OF.get(str(rule.get("severity", "")).lower(), "critical")


def _own(rule: dict[str, Any], column: str | None) -> list[Expectation]:
    """What a rule holds for Great Expectations itself, as text or as values."""
    engine = str(rule.get("engine", ""))
    if re.sub(r"[^a-z]", "", engine.lower()) not in {"greatexpectations", "greatexpectation", "gx"}:
        raise Unturned(f"is written for {engine}")
    held = rule.get("implementation")
    try:
        held = value_in(held) if isinstance(held, str) else held
    except InputError as error:
        raise Unturned("its implementation is not YAML") from error
    if isinstance(held, dict):
        held = held.get("expectations", [held])
    if not isinstance(held, list) or not held or not all(isinstance(one, dict) for one in held):
        raise Unturned("its implementation is not an expectation")
    return [_expectation(one, rule, column) for one in held]


def _expectation(held: dict[str, Any], rule: dict[str, Any], column: str | None) -> Expectation:
    plain = {"meta": {"reason": reason_of(rule)}, "severity": severity_of(rule), **held}
    plain.setdefault("type", plain.pop("expectation_type", None))
    kwargs = plain.get("kwargs") or {}
    if not isinstance(plain["type"], str) or not isinstance(kwargs, dict):
        raise Unturned("its implementation names no type of expectation")
    kwargs = {_snake(key): value for key, value in kwargs.items()}
    if column is not None and plain["type"].startswith("expect_column_") and not {*kwargs} & _COLUMN_KEYS:
        kwargs = {"column": column, **kwargs}
    try:
        return msgspec.convert({**plain, "kwargs": kwargs}, Expectation)
    except msgspec.ValidationError as error:
        raise Unturned(f"its implementation is not an expectation: {error}") from error


_COLUMN_KEYS = {"column", "column_A", "column_B", "column_list", "column_set"}


def _snake(key: str) -> str:
    """`minValue`, as the standard's own example has it, in the words of Great Expectations."""
    return key if "_" in key else re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"_{found[1].lower()}", key)
