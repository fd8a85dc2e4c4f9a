"""What cannot be held against rows on every engine, and is refused there: never another verdict without a word."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from modelwright.engines.patterns import unportable as unportable_pattern

_ORDER = "a table has no order of its rows"
_PYTHON = "only Python can read the values like this"
_SQL = frozenset({"sqlite", "postgresql", "duckdb"})
# By the end of the name of an expectation: where it cannot be held, and why.
_REFUSED: tuple[tuple[tuple[str, ...], frozenset[str], str], ...] = (
    (("_be_increasing", "_be_decreasing"), _SQL | {"spark"}, _ORDER),
    (("_be_dateutil_parseable",), _SQL | {"spark"}, _PYTHON),
    (("_match_strftime_format", "_be_json_parseable", "_match_json_schema"), _SQL, _PYTHON),
    (("_like_pattern", "_like_pattern_list"), frozenset({"spark"}), "it has no LIKE: write a regular expression"),
)


class Expected(Protocol):
    """An expectation, of whichever suite."""

    @property
    def type(self) -> str:
        """Its name."""

    @property
    def kwargs(self) -> dict[str, Any]:
        """Its arguments."""


def unportable(expectations: Iterable[Expected], engine: str) -> list[str]:
    """Why expectations cannot be held on an engine: one line for each that cannot.

    Args:
        expectations: of a suite.
        engine: `pandas`, `sqlite`, `postgresql`, `duckdb` or `spark`.
    """
    return [f"{one.type}: not on {engine}: {why}" for one in expectations for why in _reasons(one, engine)]


def _reasons(one: Expected, engine: str) -> Iterator[str]:
    for ends, engines, why in _REFUSED:
        if one.type.endswith(ends) and engine in engines:
            yield why
    if engine in _SQL | {"spark"}:
        for regex in _patterns(one.kwargs):
            if what := unportable_pattern(regex):
                yield f"a pattern with {what} means something else elsewhere"
    if engine != "pandas" and one.kwargs.get("condition_parser") in {"pandas", "spark"}:
        yield "the row condition is in the words of another engine: write it for the parser `great_expectations`"


def _patterns(kwargs: Mapping[str, Any]) -> Iterator[str]:
    for key in ("regex", "regex_list"):
        found = kwargs.get(key)
        yield from [found] if isinstance(found, str) else [one for one in found or () if isinstance(one, str)]
