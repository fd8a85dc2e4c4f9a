"""What a contract says otherwise than the table `[data]` of the spec."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from modelwright.contracts.exporting import PERSONAL, QUASI
from modelwright.contracts.service import cadence_of, hours, level_of
from modelwright.contracts.tables import Table, property_of
from modelwright.spec import Spec

_PERSONAL = {PERSONAL, "pii", "personal data", "personal-data", "personally identifiable"}
_QUASI = {QUASI, "quasi identifier", "quasi-identifying", "indirect identifier"}
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+")


class Difference(NamedTuple):
    """A key of `[data]` for which a contract has another value."""

    key: str
    theirs: Any
    ours: Any

    @property
    def line(self) -> str:
        """As it would stand in model.toml, with what stands there now."""
        now = "not there yet" if self.ours in (None, ()) else f"now {toml(self.ours)}"
        return f"{self.key} = {toml(self.theirs)}  # {now}"


def differing(content: dict[str, Any], table: Table, spec: Spec) -> list[Difference]:
    """The keys of `[data]` that a contract says otherwise. What it says nothing of differs in nothing."""
    found = []
    for key, theirs in _said(content, table, spec):
        ours = getattr(spec.data, key)
        if theirs not in (None, "", ()) and theirs != ours:
            found.append(Difference(key, theirs, ours))
    return found


def _said(content: dict[str, Any], table: Table, spec: Spec) -> Iterator[tuple[str, Any]]:
    version = str(content["version"])
    yield "version", version if _SEMANTIC.fullmatch(version) else None
    yield "source", property_of(content, "source")
    yield "licence", property_of(content, "licence") or property_of(content, "license")
    yield "citation", property_of(content, "citation")
    yield "allowed_use", (content.get("description") or {}).get("usage")
    yield "keys", spec.data.keys if {*table.keys} == {*spec.data.keys} else table.keys
    yield "personal", _with(spec.data.personal, _classified(table, _PERSONAL))
    yield "quasi_identifiers", _with(spec.data.quasi_identifiers, _classified(table, _QUASI))
    yield "steward", _steward(content, spec)
    frequency, latency, retention = (level_of(content, name) for name in ("frequency", "latency", "retention"))
    yield "cadence", cadence_of(frequency) if frequency else None
    if retention:
        value, unit = retention.get("value"), retention.get("unit")
        yield "retention", retention.get("description") or (f"{value} {unit}" if unit else str(value))
    if latency and (age := hours(latency)) and age > 0:
        yield "time", _time(latency, table)
        days = age / 24
        yield "max_age_days", float(days)


def _with(ours: tuple[str, ...], theirs: list[str]) -> tuple[str, ...]:
    """Ours, and what is new: that a contract does not call a column personal makes it no less so."""
    return (*ours, *(one for one in theirs if one not in ours))


def _classified(table: Table, words: set[str]) -> list[str]:
    found = []
    for name, (_, column) in table.columns.items():
        said = [column.get("classification"), *(column.get("tags") or [])]
        if any(isinstance(one, str) and one.lower() in words for one in said):
            found.append(name)
    return found


def _steward(content: dict[str, Any], spec: Spec) -> str | None:
    team = content.get("team") or {}
    members = team if isinstance(team, list) else team.get("members") or []
    there = [one for one in members if not one.get("dateOut")]
    for role in ("steward", "owner"):
        for member in there:
            if role in str(member.get("role", "")).lower():
                return str(member["username"])
    name = None if isinstance(team, list) else team.get("name")
    return None if name == spec.owner.team else name


def _time(latency: dict[str, Any], table: Table) -> str | None:
    element = str(latency.get("element", ""))
    return table.stored(element) or table.stored(element.removeprefix(f"{table.name}."))


def toml(value: Any) -> str:
    """A value as TOML writes it: text, numbers and lists of text look as in JSON, but for one character."""
    plain = list(value) if isinstance(value, tuple) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
