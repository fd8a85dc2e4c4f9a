"""A suite held against rows: by the fast path where it knows every expectation, else by Great Expectations, whole."""

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from modelwright.engines.source import Source
from modelwright.errors import InputError
from modelwright.expectations import fast, reference
from modelwright.expectations.columns import columns_of
from modelwright.expectations.soundness import named, refuse_slips
from modelwright.expectations.suite import Expectation, Suite
from modelwright.expectations.verdict import Verdict

Way = Literal["fast", "great-expectations"]
# They say that a column is there, so that it is not is an answer and no obstacle.
_OF_THE_HEAD = {
    "expect_column_to_exist": "column",
    "expect_table_columns_to_match_set": "column_set",
    "expect_table_columns_to_match_ordered_list": "column_list",
}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_LONGEST = 200


class Held(NamedTuple):
    """What came of a suite.

    Args:
        verdicts: one for each expectation, in the order of the suite.
        way: who held the rows against it.
        why: why it was not the fast path; empty where it was.
    """

    verdicts: Sequence[Verdict]
    way: Way
    why: str


def hold(suite: Suite, source: Source, shown: Path, *, columns: Collection[str], known: Collection[str]) -> Held:
    """Hold the rows of a source against a suite.

    Args:
        suite: with its parameters filled in.
        source: where the rows lie.
        shown: the suite as messages name it.
        columns: the columns that the rows have.
        known: the columns that the spec names. One of them that the rows lack is missing from the data; a name that
            neither the rows, nor the spec, nor the suite's own list of columns know is a slip in the suite.

    Raises:
        InputError: the suite is wrong, whatever the rows are: it names an expectation, an argument or a column that
            there is not.
    """
    refuse_slips(suite, shown)
    _refuse_unknown_columns(suite, shown, {*columns, *known, *_declared(suite)})
    rows = source.scan()
    reasons = [_elsewhere(source)] if rows is None else fast.unknown(suite, rows)
    if rows is not None and not reasons:
        found = fast.run(suite, rows)
    else:
        with _quiet(), source.batch() as batch:
            found = [*reference.run(suite, batch, shown)]
    verdicts = [_told(*both, columns) for both in zip(suite.expectations, found, strict=True)]
    return Held(verdicts, "great-expectations", reasons[0]) if reasons else Held(verdicts, "fast", "")


def _elsewhere(source: Source) -> str:
    if source.engine == "pandas":
        return "the frame has columns or names that polars has no like of"
    return f"the rows stay in {source.engine}"


@contextmanager
def _quiet() -> Iterator[None]:
    """The library logs a traceback for an expectation that it does not know; one line of ours says so."""
    log = logging.getLogger("great_expectations")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _declared(suite: Suite) -> Iterator[str]:
    """The columns that the suite itself says must be there."""
    for one in suite.expectations:
        key = _OF_THE_HEAD.get(one.type)
        named = one.kwargs.get(key) if key else None
        yield from [named] if isinstance(named, str) else [name for name in named or () if isinstance(name, str)]


def _refuse_unknown_columns(suite: Suite, shown: Path, known: Collection[str]) -> None:
    for place, one in enumerate(suite.expectations):
        for column in sorted(columns_of(one)):
            if column not in known and one.type not in _OF_THE_HEAD:
                fact = f"cannot run: neither the data nor model.toml has a column {column!r}"
                raise InputError(shown, f"{named(place, one)}: {fact}")


def _told(expectation: Expectation, verdict: Verdict, columns: Collection[str]) -> Verdict:
    """A verdict whose error says what is wrong with the data, and shows none of them."""
    lacking = sorted(columns_of(expectation) - {*columns})
    if lacking and expectation.type not in _OF_THE_HEAD:
        return Verdict(met=False, error=f"the data have no column {', '.join(map(repr, lacking))}")
    if verdict.error is None:
        return verdict
    return msgspec.structs.replace(verdict, met=False, error=_without_values(verdict.error, {*columns}))


def _without_values(message: str, columns: Collection[str]) -> str:
    """An engine's message without what it quotes, which may be a value of a row; names of columns stay."""
    shown = _QUOTED.sub(lambda found: found[0] if found[0][1:-1] in columns else "...", message)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} ..."
