"""What a contract states of a column outside its rules, as expectations: types, options, keys, and what is required."""

from collections.abc import Iterator
from typing import Any

from modelwright.contracts.columns import FAMILY_OF, logical_type
from modelwright.contracts.documents import Place
from modelwright.contracts.tables import Table
from modelwright.engines.types import type_list
from modelwright.expectations.suite import Expectation

Kwargs = dict[str, Any]
# A rule that no expectation says, where it stands, and why.
Untold = tuple[Place, str]

_OTHER_OPTIONS = ("multipleOf", "format", "minItems", "maxItems", "uniqueItems", "timezone")


def stated(table: Table, *, is_suite: bool, dates_are_text: bool) -> Iterator[Expectation | Untold]:
    """The expectations that the columns of a table state, and what states none.

    Args:
        table: of a contract.
        is_suite: its rules are a whole suite: what types and keys are is said there, if it is to be expected.
        dates_are_text: the rows lie in a file that knows no dates.
    """
    keys = table.keys
    for name, (place, column) in table.columns.items():
        if not is_suite:
            yield _expectation("expect_column_to_exist", {"column": name}, "a column of the contract", column)
            yield from _type(name, column, dates_are_text=dates_are_text)
        is_key = name in keys and not is_suite
        if column.get("required") or is_key:
            said = "the contract requires it" if column.get("required") else "a key of the contract"
            yield _expectation("expect_column_values_to_not_be_null", {"column": name}, said, column)
        if column.get("unique") or (is_key and len(keys) == 1):
            said = "the contract says that it is unique" if column.get("unique") else "the key of the contract"
            yield _expectation("expect_column_values_to_be_unique", {"column": name}, said, column)
        yield from _options(name, column, place)
        if column.get("enum"):
            kwargs = {"column": name, "value_set": [one["value"] for one in column["enum"]]}
            yield _expectation("expect_column_values_to_be_in_set", kwargs, "the contract lists the values", column)
        if any(column.get(inner) for inner in ("properties", "items", "map")):
            yield place, "what is inside a column is for a person to expect"
    if len(keys) > 1 and not is_suite:
        kwargs = {"column_list": list(keys)}
        yield _expectation("expect_compound_columns_to_be_unique", kwargs, "the key of the contract", {})


def _expectation(kind: str, kwargs: Kwargs, said: str, column: dict[str, Any]) -> Expectation:
    about = str(column.get("description") or "").strip()
    return Expectation(type=kind, kwargs=kwargs, meta={"reason": f"{said}: {about}" if about else said})


def _type(name: str, column: dict[str, Any], *, dates_are_text: bool) -> Iterator[Expectation]:
    logical = column.get("logicalType")
    if logical == "date" and logical_type(str(column.get("physicalType", ""))) == "timestamp":
        logical = "timestamp"  # version 3.0 knew no other word
    family = FAMILY_OF.get(str(logical))
    if family is None or (dates_are_text and family in {"date", "timestamp"}):
        return
    kwargs = {"column": name, "type_list": type_list(family)}
    yield _expectation("expect_column_values_to_be_in_type_list", kwargs, f"the contract says {logical}", column)


def _options(name: str, column: dict[str, Any], place: Place) -> Iterator[Expectation | Untold]:
    options: dict[str, Any] = column.get("logicalTypeOptions") or {}
    ends = _ends(options)
    if any(isinstance(end, str) for end in ends.values()):
        yield [*place, "logicalTypeOptions"], "bounds of a day or a time are for a person to expect"
    elif ends:
        kwargs = {"column": name, **ends}
        yield _expectation("expect_column_values_to_be_between", kwargs, "the contract bounds it", column)
    lengths = {
        key: options[option]
        for key, option in (("min_value", "minLength"), ("max_value", "maxLength"))
        if option in options
    }
    if lengths:
        kwargs = {"column": name, **lengths}
        yield _expectation("expect_column_value_lengths_to_be_between", kwargs, "the contract bounds it", column)
    if "pattern" in options:
        kwargs = {"column": name, "regex": options["pattern"]}
        yield _expectation("expect_column_values_to_match_regex", kwargs, "the contract has a pattern for it", column)
    for option in _OTHER_OPTIONS:
        if option in options and not (option == "format" and column.get("logicalType") in {"integer", "number"}):
            yield [*place, "logicalTypeOptions", option], f"no expectation says {option}"


def _ends(options: dict[str, Any]) -> Kwargs:
    """The bounds, in the words of an expectation. Version 3.0 said with true or false whether one is strict."""
    found: Kwargs = {}
    for key, bound, strict in (("min", "minimum", "exclusiveMinimum"), ("max", "maximum", "exclusiveMaximum")):
        beyond = options.get(strict)
        if bound in options:
            found[f"{key}_value"] = options[bound]
            if beyond is True:
                found[f"strict_{key}"] = True
        elif beyond is not None and not isinstance(beyond, bool):
            found |= {f"{key}_value": beyond, f"strict_{key}": True}
    return found
