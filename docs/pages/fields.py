"""The fields of a msgspec type, in words: the spec and the evidence are both made of such types."""

from typing import Any, get_args

import msgspec
from msgspec import inspect

from modelwright.spec import Metric

_PLAIN = {
    inspect.StrType: "text",
    inspect.IntType: "whole number",
    inspect.FloatType: "number",
    inspect.BoolType: "true or false",
    inspect.AnyType: "any value",
    inspect.NoneType: "nothing",
    inspect.DateType: "date",
}
# Ten names in a cell would hide the rest of the table; the page of the spec lists them once.
METRICS = set(get_args(Metric))
_BOUNDS = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}


def fields(kind: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    """The fields of a struct."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)  # noqa: S101 - tells the type checker what a struct is
    return described.fields


def bare(described: inspect.Type) -> inspect.Type:
    """A type without the notes around it."""
    return described.type if isinstance(described, inspect.Metadata) else described


def description(field: inspect.Field) -> str:
    """What the type itself says of a field; empty where it says nothing."""
    notes = field.type.extra_json_schema if isinstance(field.type, inspect.Metadata) else None
    return str((notes or {}).get("description", ""))


def table_of(described: inspect.Type) -> type[msgspec.Struct] | None:
    """The struct that a field holds, or that each entry of it holds."""
    match bare(described):
        case inspect.StructType(cls=found):
            return found
        case inspect.DictType(value_type=inner) | inspect.VarTupleType(item_type=inner):
            return table_of(inner)
        case inspect.UnionType(types=types):
            return next((table for one in types if (table := table_of(one)) is not None), None)
    return None


def type_in_words(described: inspect.Type) -> str:  # noqa: PLR0911 - one for each kind of type
    """Such as `list of text`, or the names that may stand there."""
    match bare(described):
        case inspect.LiteralType(values=values):
            return "a metric" if set(values) == METRICS else "one of " + ", ".join(f"`{value}`" for value in values)
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return f"list of {type_in_words(item)}"
        case inspect.TupleType(item_types=items):
            return f"list of {len(items)}: {', '.join(type_in_words(one) for one in items)}"
        case inspect.DictType(key_type=key, value_type=value):
            return (
                f"{type_in_words(value)} for each {'name' if _is_text(key) else type_in_words(key).removeprefix('a ')}"
            )
        case inspect.UnionType(types=types):
            return " or ".join(type_in_words(one) for one in types if not isinstance(one, inspect.NoneType))
        case inspect.StructType():
            return "table"
        case plain:
            return _PLAIN[type(plain)]


def _is_text(described: inspect.Type) -> bool:
    return isinstance(bare(described), inspect.StrType)


def bounds(described: inspect.Type) -> str:
    """Such as `more than 0, less than 0.9`; empty where anything goes."""
    plain = bare(described)
    if isinstance(plain, inspect.VarTupleType):
        inner = bounds(plain.item_type)
        return f"each {inner}" if inner else ""
    words = [
        f"{word} {getattr(plain, name):g}" for name, word in _BOUNDS.items() if getattr(plain, name, None) is not None
    ]
    if getattr(plain, "min_length", None):
        words.append("not empty")
    if pattern := getattr(plain, "pattern", None):
        words.append(f"matches `{pattern}`")
    return ", ".join(words)


def default(field: inspect.Field) -> str:
    """The default as TOML and JSON write it; `required` where there is none."""
    value: Any = field.default
    if value is msgspec.NODEFAULT:
        return "*required*" if field.default_factory is msgspec.NODEFAULT else "none"
    if value is None:
        return "none"
    if isinstance(value, msgspec.Struct):
        return ", ".join(f"`{key} = {inner}`" for key, inner in msgspec.structs.asdict(value).items())
    return f"`{'[]' if value == () else value}`"
