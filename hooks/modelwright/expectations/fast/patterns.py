"""Python's regular expressions as polars runs them, where both mean the same."""

import re
import re._constants as sre  # type: ignore[import-not-found] # Python's only description of what a pattern means
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

import polars as pl

_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}


class _OtherwiseError(Exception):
    """Means something else in the other engine, or nothing."""


def translated(pattern: str) -> str | None:
    """A pattern that finds the same texts in polars; None where there is none, as for what looks around.

    Raises:
        re.error: it is no pattern.
    """
    parsed = parser.parse(pattern)
    try:
        found = _sequence(list(parsed), parsed.state.flags, last=True)
        pl.Series([""]).str.contains(found)
    except (_OtherwiseError, pl.exceptions.ComputeError):
        return None
    return found


def _sequence(nodes: list[Any], flags: int, *, last: bool = False) -> str:
    if flags & ~(re.UNICODE | re.DOTALL):
        raise _OtherwiseError
    return "".join(
        _node(operator, argument, flags, last=last and place == len(nodes) - 1)
        for place, (operator, argument) in enumerate(nodes)
    )


def _node(operator: Any, argument: Any, flags: int, *, last: bool) -> str:  # noqa: PLR0911 - one line for each kind
    if operator is sre.LITERAL:
        return _character(argument)
    if operator is sre.NOT_LITERAL:
        return f"[^{_character(argument)}]"
    if operator is sre.ANY:
        return "(?s:.)" if flags & re.DOTALL else "."
    if operator is sre.IN:
        return _set(argument)
    if operator is sre.AT:
        return _place(argument, last=last)
    if operator is sre.BRANCH:
        return "(?:" + "|".join(_sequence(list(one), flags) for one in argument[1]) + ")"
    if operator is sre.SUBPATTERN and not argument[1] and not argument[2]:
        return f"(?:{_sequence(list(argument[3]), flags)})"
    if operator in _REPEATS:
        low, high, repeated = argument
        most = "" if high is sre.MAXREPEAT else str(high)
        return f"(?:{_sequence(list(repeated), flags)}){{{low},{most}}}"
    raise _OtherwiseError


def _set(parts: Iterable[Any]) -> str:
    made = []
    for operator, argument in parts:
        if operator is sre.NEGATE:
            made.append("^")
        elif operator is sre.LITERAL:
            made.append(_character(argument))
        elif operator is sre.RANGE:
            made.append(f"{_character(argument[0])}-{_character(argument[1])}")
        # Word characters and white space differ between the engines in rare letters; digits do not.
        elif operator is sre.CATEGORY and argument in {sre.CATEGORY_DIGIT, sre.CATEGORY_NOT_DIGIT}:
            made.append(r"\p{Decimal_Number}" if argument is sre.CATEGORY_DIGIT else r"\P{Decimal_Number}")
        else:
            raise _OtherwiseError
    return f"[{''.join(made)}]"


def _place(place: Any, *, last: bool) -> str:
    if place in {sre.AT_BEGINNING, sre.AT_BEGINNING_STRING}:
        return r"\A"
    if place is sre.AT_END_STRING:
        return r"\z"
    # To Python, the end is also before a last line break. Only at the end of a pattern can that be written.
    if place is sre.AT_END and last:
        return r"\n?\z"
    raise _OtherwiseError


def _character(code: int) -> str:
    return f"\\x{{{code:X}}}"
