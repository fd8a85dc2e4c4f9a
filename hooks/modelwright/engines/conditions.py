"""Row conditions that are written as text, as conditions with types, which take rows alike on every engine."""

from typing import Any


def with_types(domain: dict[str, Any]) -> dict[str, Any]:
    """A domain whose row condition is not text.

    `col("x") != 1` takes the rows without an `x` on pandas, and leaves them out where the library writes it as SQL.
    """
    text = domain.get("row_condition")
    if not isinstance(text, str):
        return domain
    from great_expectations.expectations.legacy_row_conditions import parse_great_expectations_condition
    from great_expectations.expectations.row_conditions import Column

    parsed = parse_great_expectations_condition(text).as_dict()
    column = Column(parsed["column"])
    if "op" not in parsed:
        return {**domain, "row_condition": column.is_not_null()}
    value = parsed.get("condition_value")
    if value is None:
        value = _number(parsed["fnumber"])
    compared = {
        "==": column == value,
        "!=": column != value,
        "<": column < value,
        "<=": column <= value,
        ">": column > value,
        ">=": column >= value,
    }
    return {**domain, "row_condition": compared[parsed["op"]]}


def _number(text: str) -> float:
    try:
        return int(text)
    except ValueError:
        return float(text)
