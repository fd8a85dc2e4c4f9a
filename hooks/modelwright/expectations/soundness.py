"""What is wrong with an expectation whatever the rows are: a slip of the suite is no fault of the data."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from modelwright.errors import InputError
from modelwright.expectations.suite import Expectation, Suite

_PATTERNS = ("regex", "regex_list")
_CONDITIONS = "great_expectations"


def refuse_slips(suite: Suite, shown: Path) -> None:
    """Refuse a suite of which an expectation could never be held against any rows.

    Args:
        suite: with its parameters filled in.
        shown: the suite as messages name it.

    Raises:
        InputError: names the first such expectation, its argument and what is wrong.
    """
    for place, one in enumerate(suite.expectations):
        for fact in slips(one):
            raise InputError(shown, f"{named(place, one)}: {fact}")


def named(place: int, expectation: Expectation) -> str:
    """An expectation as messages name it: by its place in the list, its type and its column."""
    about = f" on {expectation.column!r}" if expectation.column else ""
    return f"expectations[{place}] {expectation.type}{about}"


def slips(expectation: Expectation) -> Iterator[str]:
    """What is wrong with the arguments, each with the name of the argument."""
    given = expectation.kwargs
    for name in _PATTERNS:
        patterns = given.get(name)
        for one in patterns if isinstance(patterns, list) else [patterns]:
            fact = _of_pattern(one)
            if fact:
                yield f"{name}: {one!r} is no regular expression: {fact}"
    yield from _of_bounds(given)
    yield from _of_condition(given)


def _of_pattern(pattern: Any) -> str | None:
    if not isinstance(pattern, str):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of POSIX's classes, which databases read
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return None


def _of_bounds(given: dict[str, Any]) -> Iterator[str]:
    low, high = given.get("min_value"), given.get("max_value")
    alike = all(isinstance(one, int | float) for one in (low, high)) or all(isinstance(one, str) for one in (low, high))
    if not alike or low is None or high is None:
        return
    if low > high:
        yield f"min_value: {low!r} is more than max_value, {high!r}"
    elif low == high and (given.get("strict_min") or given.get("strict_max")):
        yield f"min_value: nothing lies strictly between {low!r} and {high!r}"


def _of_condition(given: dict[str, Any]) -> Iterator[str]:
    condition = given.get("row_condition")
    if not isinstance(condition, str) or given.get("condition_parser") != _CONDITIONS:
        return
    from modelwright.expectations.fast.conditions import condition_of

    try:
        condition_of(condition, _CONDITIONS)
    except ValueError:
        yield f'row_condition: {condition!r} cannot be read; one is like col("age") >= 18'
