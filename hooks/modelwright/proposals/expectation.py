"""An expectation as it is proposed: with its reason, and with a mark that says when a person has changed it."""

import hashlib
from typing import Any

import msgspec

from modelwright.expectations.parameters import asks_for_parameters
from modelwright.expectations.suite import Expectation, Severity

# The key of `meta` that holds the mark.
MARK = "proposed"
_MOMENTS = {"column_mean_to_be_between", "column_stdev_to_be_between", "column_quantile_values_to_be_between"}
_SHARES = {
    "column_values_to_be_between",
    "column_values_to_be_in_set",
    "column_pair_values_a_to_be_greater_than_b",
}
_SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.-:/+")


def expectation(severity: Severity, kind: str, reason: str, **kwargs: Any) -> Expectation:
    """An expectation of the type `expect_KIND`, with its mark. Arguments that are None are left out."""
    given = {key: value for key, value in kwargs.items() if value is not None}
    return marked(Expectation(f"expect_{kind}", given, {"reason": reason}, severity))


def marked(one: Expectation) -> Expectation:
    """With a digest of what was proposed."""
    return msgspec.structs.replace(one, meta={**one.meta, MARK: _digest(one)})


def is_as_proposed(one: Expectation) -> bool:
    """Whether no person has changed it since it was proposed; False for what a person wrote."""
    return one.meta.get(MARK) == _digest(one)


def _digest(one: Expectation) -> str:
    content = msgspec.json.encode((one.type, one.kwargs, one.reason, one.severity, one.notes), order="sorted")
    # Digits alone: a spell checker takes the letters of a hexadecimal number for words.
    return f"{int.from_bytes(hashlib.sha256(content).digest()[:4]) % 10**7:07}"


def identity(one: Expectation) -> str:
    """What an expectation is about, whatever its bounds: two of one identity are one promise, said twice."""
    return f"{about(one)}: {promise(one)}"


def promise(one: Expectation) -> str:
    """What is expected of the column that it is about, without bounds; `~` before what moves."""
    if one.type.startswith("expect_table_"):
        return one.type.removeprefix("expect_")
    said = [
        ("~" if is_movable(one) else "") + one.type.removeprefix("expect_"),
        *(one.columns[1:] if about(one) else one.columns),
    ]
    condition = one.kwargs.get("row_condition")
    if condition is not None:
        said.append(f"where {_condition_identity(condition)}")
    if asks_for_parameters(one.kwargs):
        said.append("parameter")
    if one.type.endswith("values_to_be_between") and (condition is not None or is_movable(one)):
        said.append("from" if "min_value" in one.kwargs else "up to")
    return " ".join(said)


def about(one: Expectation) -> str:
    """The first column that it names; empty where it names a list of them, or none."""
    return "" if "column_list" in one.kwargs or not one.columns else one.columns[0]


def is_movable(one: Expectation) -> bool:
    """Whether it is of the distribution, of which other expectations would say the same."""
    kind = one.type.removeprefix("expect_")
    if kind in _MOMENTS or _is_variety(one):
        return True
    is_share = one.mostly < 1 and kind in _SHARES
    is_range = kind == "column_values_to_be_between" and {"min_value", "max_value"} <= one.kwargs.keys()
    is_set = kind == "column_values_to_be_in_set" and len(one.kwargs.get("value_set", ())) > 1
    return is_share and ("row_condition" in one.kwargs or not (is_range or is_set))


def _is_variety(one: Expectation) -> bool:
    """Whether it says how many different values there are at least."""
    return one.type.endswith("unique_value_count_to_be_between") and "min_value" in one.kwargs


def _condition_identity(condition: Any) -> str:
    """Without its number where it is a threshold, which moves with the data."""
    if isinstance(condition, dict):
        return msgspec.json.encode(condition, order="sorted").decode()
    column, operator, value = _parts(str(condition))
    return f"{column} {operator}" if operator in {"<=", ">=", "<", ">"} else f"{column} {operator} {value}"


def _parts(condition: str) -> tuple[str, str, str]:
    column, _, rest = condition.rpartition(") ")
    operator, _, value = rest.partition(" ")
    return f"{column})", operator, value


def where(column: str, operator: str, value: object) -> dict[str, Any]:
    """The arguments that confine an expectation to some rows."""
    plain = isinstance(value, int | float) or (isinstance(value, str) and value and set(value) <= _SAFE)
    if plain and '"' not in column:
        shown = f'"{value}"' if isinstance(value, str) else repr(value)
        return {"row_condition": f'col("{column}") {operator} {shown}', "condition_parser": "great_expectations"}
    condition = {"type": "comparison", "column": {"name": column}, "operator": operator, "parameter": value}
    return {"row_condition": condition}
