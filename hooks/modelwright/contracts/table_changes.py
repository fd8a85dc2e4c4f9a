"""What differs between two versions of a table: its columns, their types and options, and its keys."""

import re
from collections.abc import Container, Iterator
from typing import Any

from modelwright.contracts.changes import (
    Change,
    Weaker,
    always,
    change,
    larger,
    limited,
    promised,
    smaller,
    wider,
    worded,
)
from modelwright.contracts.rule_changes import meanings, rule_changes
from modelwright.contracts.tables import Table

_WORDS = (
    *("name", "businessName", "description", "tags", "examples", "synonyms", "customProperties"),
    *("authoritativeDefinitions", "semanticType", "criticalDataElement", "transformLogic", "transformDescription"),
    *("transformSourceObjects", "encryptedName", "partitioned", "partitionKeyPosition", "dataGranularityDescription"),
)
_BOUNDS: dict[str, Weaker] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), smaller),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), larger),
}
_SIZED = re.compile(r"([a-z ]+)\((\d+)\)")
_RENAMED = ("name", "physicalName", *_WORDS, "quality", "primaryKeyPosition")


def table_changes(before: Table, after: Table) -> Iterator[Change]:
    """What differs between two versions of a table."""
    path = f"schema.{before.name}"
    if before.name != after.name:
        yield change("breaking", path, before.name, f"{after.name} (renamed)")
    for key in ("physicalName", "physicalType"):
        yield from promised(f"{path}.{key}", before.content.get(key), after.content.get(key), always)
    for key in _WORDS[1:]:
        yield from worded(f"{path}.{key}", before.content.get(key), after.content.get(key))
    yield from promised(f"{path}.primaryKey", _keys(before), _keys(after), always)
    yield from relations(f"{path}.relationships", before.content, after.content)
    renamed = _renamed(before, after)
    first, second = before.columns, after.columns
    for name, (_, column) in first.items():
        other = second.get(renamed.get(name, name))
        here = f"{path}.{name}"
        if other is None:
            yield change("breaking", here, "a column", None)
        elif name in renamed:
            yield change("breaking", here, name, f"{renamed[name]} (renamed)")
        else:
            yield from _column_changes(here, column, other[1])
    for name in second:
        if name not in first and name not in renamed.values():
            yield change("addition", f"{path}.{name}", None, "a column")
    yield from rule_changes(path, before, after)


def _keys(table: Table) -> str | None:
    return ", ".join(table.keys) or None


def relations(path: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """Foreign keys: each is a promise."""
    first, second = before.get("relationships") or [], after.get("relationships") or []
    for one in first:
        if one not in second:
            yield change("breaking", path, one.get("to"), None)
    for one in second:
        if one not in first:
            yield change("addition", path, None, one.get("to"))


def _column_changes(path: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    yield from promised(f"{path}.logicalType", before.get("logicalType"), after.get("logicalType"), always)
    yield from promised(f"{path}.physicalType", _stored_type(before), _stored_type(after), _may_be_longer)
    for key in ("required", "unique"):
        yield from promised(f"{path}.{key}", bool(before.get(key)), bool(after.get(key)), lambda was, _: was)
    yield from _classified(f"{path}.classification", before.get("classification"), after.get("classification"))
    first, second = (one.get("logicalTypeOptions") or {} for one in (before, after))
    for option in sorted({*first, *second}):
        where = f"{path}.logicalTypeOptions.{option}"
        yield from promised(where, first.get(option), second.get(option), _BOUNDS.get(option, always))
    was, now = ([one["value"] for one in side["enum"]] if side.get("enum") else None for side in (before, after))
    yield from promised(f"{path}.enum", was, now, wider)
    if bool(before.get("deprecated")) != bool(after.get("deprecated")):
        yield change("addition", f"{path}.deprecated", bool(before.get("deprecated")), bool(after.get("deprecated")))
    for key in ("properties", "items", "map"):
        yield from promised(f"{path}.{key}", before.get(key), after.get(key), always)
    yield from relations(f"{path}.relationships", before, after)
    for key in _WORDS:
        yield from worded(f"{path}.{key}", before.get(key), after.get(key))


def _classified(path: str, before: str | None, after: str | None) -> Iterator[Change]:
    """Data that are personal now ask more of whoever reads them. The words are everybody's own; one is free for all."""
    if str(after).lower() == "public":
        yield from promised(path, before, after, lambda *_: False)
    else:
        yield from limited(path, before, after)


def _stored_type(column: dict[str, Any]) -> str | None:
    """No database tells `VARCHAR` from `varchar`."""
    said = column.get("physicalType")
    return None if said is None else str(said).lower()


def _may_be_longer(before: str, after: str) -> bool:
    """Whether a stored type may hold what it could not: every change of one, but for text that is shorter."""
    was, now = _SIZED.fullmatch(before), _SIZED.fullmatch(after)
    is_text = was is not None and now is not None and was[1] == now[1] and "char" in was[1]
    return not (was and now and is_text and int(now[2]) <= int(was[2]))


def _renamed(before: Table, after: Table) -> dict[str, str]:
    """The columns that are gone and stand there under another name, with the same types and rules."""
    first, second = before.columns, after.columns
    gone = {name: _content(first[name][1], rules) for name, rules in _missing(before, second)}
    new = {name: _content(second[name][1], rules) for name, rules in _missing(after, first)}
    found: dict[str, str] = {}
    for name, content in gone.items():
        twins = [other for other, candidate in new.items() if candidate == content and other not in found.values()]
        # One of several twins would be a guess.
        if len(twins) == 1 and sum(content == one for one in gone.values()) == 1:
            found[name] = twins[0]
    return found


def _missing(table: Table, others: Container[str]) -> Iterator[tuple[str, list[bytes]]]:
    """The columns of a table that are not among others, with what their rules mean."""
    names = [name for name in table.columns if name not in others]
    return zip(names, meanings(table, names), strict=True) if names else iter(())


def _content(column: dict[str, Any], rules: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    return {key: value for key, value in column.items() if key not in _RENAMED}, rules
