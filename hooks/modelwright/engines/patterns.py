"""Patterns in SQL: what each database calls the search that Python's `re.search` and SQL's `LIKE` do.

Suites are written in Python's dialect. What has another name elsewhere is translated; what not every engine can do is
refused everywhere but on pandas: see `unportable`.
"""

import re
from collections.abc import Sequence
from typing import Any

_WORD, _NOT_WORD = r"[\p{L}\p{N}_]", r"[^\p{L}\p{N}_]"
# Classes of characters beyond ASCII, as in Python.
_TRANSLATED: dict[str, dict[str, str]] = {
    "duckdb": {r"\d": r"\p{Nd}", r"\D": r"\P{Nd}", r"\w": _WORD, r"\W": _NOT_WORD},
}
_CLASS_ONLY = {r"\w": r"\p{L}\p{N}_"}
_PART = re.compile(r"\\.|\[\^?\]?|\]|.", re.DOTALL)
_UNPORTABLE = (
    (re.compile(r"\(\?(?!:|i\))"), "groups with (?, other than (?: and a leading (?i),"),
    (re.compile(r"(?<!^)\(\?i\)"), "(?i) anywhere but at the start"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]"), "references to groups"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[AZz]"), r"\A and \Z"),
    (re.compile(r"(?<!\\)(?:\\\\)*[*+?}]\+"), "possessive quantifiers"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[bB]"), r"borders of words (\b)"),
    (re.compile(r"\[[^\]]*(?<!\\)(?:\\\\)*\\[WDS]"), r"\W, \D and \S within brackets"),
)


def unportable(regex: str) -> str | None:
    """What in a pattern not every engine can do, or none: RE2, of DuckDB, can do the least."""
    return next((what for wrong, what in _UNPORTABLE if wrong.search(regex)), None)


def translated(regex: str, dialect: str) -> str:
    """A pattern of Python's as another engine writes it."""
    known = _TRANSLATED.get(dialect, {})
    within, parts = False, []
    for part in _PART.findall(regex):
        if part.startswith("[") and not within:
            within = True
        elif part == "]":
            within = False
        parts.append((_CLASS_ONLY.get(part) if within and part in known else None) or known.get(part, part))
    made = "".join(parts)
    if dialect == "postgresql":
        # Partial newline-sensitive matching: a dot is no line break, as elsewhere.
        return f"(?pi){made[4:]}" if made.startswith("(?i)") else f"(?p){made}"
    return f"(?U){made}" if dialect == "spark" else made


def found(column: Any, regex: str, dialect: str) -> Any:
    """Whether a pattern is found anywhere in a text.

    Raises:
        ValueError: the pattern means something else on other engines.
    """
    import sqlalchemy as sa

    if what := unportable(regex):
        msg = f"a pattern with {what} cannot be used on every engine"
        raise ValueError(msg)
    written = sa.literal(translated(regex, dialect))
    if dialect == "postgresql":
        return column.op("~", is_comparison=True)(written)
    return sa.func.regexp_matches(column, written) if dialect == "duckdb" else column.regexp_match(written)


def _dialect(given: dict[str, Any]) -> str:
    return str(given["_execution_engine"].dialect_name)


def matches(_cls: Any, column: Any, regex: str, **given: Any) -> Any:
    return found(column, regex, _dialect(given))


def matches_not(_cls: Any, column: Any, regex: str, **given: Any) -> Any:
    import sqlalchemy as sa

    return sa.not_(found(column, regex, _dialect(given)))


def matches_list(_cls: Any, column: Any, regex_list: Sequence[str], match_on: str | None = None, **given: Any) -> Any:
    import sqlalchemy as sa

    every = [found(column, regex, _dialect(given)) for regex in regex_list]
    return sa.and_(sa.true(), *every) if match_on == "all" else sa.or_(sa.false(), *every)


def matches_none(_cls: Any, column: Any, regex_list: Sequence[str], **given: Any) -> Any:
    import sqlalchemy as sa

    return sa.not_(sa.or_(sa.false(), *[found(column, regex, _dialect(given)) for regex in regex_list]))


def is_like(_cls: Any, column: Any, like_pattern: str, escape: str | None = None, **_: Any) -> Any:
    import sqlalchemy as sa

    return column.like(sa.literal(like_pattern), escape=escape)


def is_not_like(_cls: Any, column: Any, like_pattern: str, escape: str | None = None, **_: Any) -> Any:
    import sqlalchemy as sa

    return sa.not_(is_like(_cls, column, like_pattern, escape))


def is_like_list(
    _cls: Any, column: Any, like_pattern_list: Sequence[str], match_on: str | None = None, **_: Any
) -> Any:
    import sqlalchemy as sa

    every = [column.like(sa.literal(one)) for one in like_pattern_list]
    return sa.and_(sa.true(), *every) if match_on == "all" else sa.or_(sa.false(), *every)


def is_like_none(_cls: Any, column: Any, like_pattern_list: Sequence[str], **_: Any) -> Any:
    import sqlalchemy as sa

    return sa.not_(sa.or_(sa.false(), *[column.like(sa.literal(one)) for one in like_pattern_list]))
