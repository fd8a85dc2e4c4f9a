"""`modelwright validate --propose`: a suite from the rows and the spec, for review."""

import json
from typing import TYPE_CHECKING

from modelwright.expectations import fast
from modelwright.expectations.parameters import filled, parameters
from modelwright.expectations.suite import Expectation, Suite, read_suite, write_suite
from modelwright.expectations.words import in_words
from modelwright.progress import Stage, say
from modelwright.proposals import said
from modelwright.proposals.difference import Difference, difference, first
from modelwright.proposals.proposed import proposed
from modelwright.proposals.rows import Read, read_rows

if TYPE_CHECKING:
    import polars as pl

    from modelwright.expectations.verdict import Verdict
    from modelwright.repo import Repo


def propose(repo: "Repo", now: Stage) -> None:
    """Write what is expected of the rows, or what that changes in the suite that there is, line by line.

    Raises:
        InputError: there are no rows, or the suite is not one.
    """
    read = read_rows(repo)
    if read.every > 1:
        say(f"{'note':<9} looked at one row in {read.every}")
    for name in _empty(read.frame):
        say(f"{'note':<9} {name}: no row has a value: nothing is proposed")
    proposals = sound(repo, read)
    shown = repo.shown(repo.spec.data.expectations)
    if repo.suite_path.is_file():
        suite = read_suite(repo.suite_path, shown)
        found = difference(suite, _verdicts(repo, suite, read.frame), proposals)
    else:
        found = first(repo.suite_path.stem, proposals)
    _say(found)
    if not found.added and not found.changed:
        now.done(f"nothing new: {shown} stays as it is{_left(found)}")
        return
    write_suite(repo.suite_path, found.suite)
    now.done(f"{shown}: {len(found.added)} added, {len(found.changed)} changed{_left(found)}: review the diff")


def sound(repo: "Repo", read: Read) -> list[Expectation]:
    """The proposals that the rows themselves meet: each is tried before it is made."""
    made = proposed(repo.spec, read.frame, rows=read.rows, every=read.every)
    verdicts = _verdicts(repo, Suite("proposed", tuple(made)), read.frame)
    of_all = {"expect_table_row_count_to_be_between"}  # of all rows, not of those that were read
    return [
        one
        for one, verdict in zip(made, verdicts, strict=True)
        if verdict is None or verdict.met or one.type in of_all or _is_of_the_spec(one)
    ]


def _is_of_the_spec(one: Expectation) -> bool:
    """What the spec says itself, such as how old the newest row may be: true, whatever the rows are."""
    return any(isinstance(value, dict) and "$PARAMETER" in value for value in one.kwargs.values())


def _verdicts(repo: "Repo", suite: Suite, frame: "pl.DataFrame") -> "list[Verdict | None]":
    """How the rows meet each expectation; None where the fast path does not know it."""
    whole = filled(suite, parameters(repo.spec), repo.shown(repo.spec.data.expectations))
    rows = frame.lazy()
    every = not fast.unknown(whole, rows)
    known = [every or not fast.unknown(Suite("one", (one,)), rows) for one in whole.expectations]
    held = Suite("known", tuple(one for one, is_known in zip(whole.expectations, known, strict=True) if is_known))
    found = iter(fast.run(held, rows) if held.expectations else [])
    return [next(found) if is_known else None for is_known in known]


def _empty(frame: "pl.DataFrame") -> list[str]:
    return [name for name in frame.columns if frame[name].null_count() == frame.height]


def _say(found: Difference) -> None:
    for one in found.added:
        say(f"+ {_told(one)}: {one.reason}")
    for before, after in found.changed:
        say(f"~ {_told(after)}: {_changes(before, after)}: {after.reason}")
    for one, verdict in found.contradicted:
        count = (
            f"{verdict.unexpected:,} of {verdict.rows:,} rows break it" if verdict.unexpected and verdict.rows else ""
        )
        say(f"! {_told(one)}: {verdict.error or count or 'the data break it'}: {one.reason or 'no reason given'}")


def _told(one: Expectation) -> str:
    return f"{', '.join(one.columns) or 'the table'}: {in_words(one.type, one.kwargs)} [{one.severity}]"


def _changes(before: Expectation, after: Expectation) -> str:
    """Which arguments change, from what to what."""
    parts = []
    for key in dict.fromkeys([*before.kwargs, *after.kwargs]):
        was, is_ = before.kwargs.get(key), after.kwargs.get(key)
        if was != is_:
            parts.append(f"{key} {_short(was, is_)} -> {_short(is_, was)}")
    if before.severity != after.severity:
        parts.append(f"severity {before.severity} -> {after.severity}")
    return ", ".join(parts)


def _short(value: object, other: object) -> str:
    """A value; of a list, what the other one does not have."""
    if isinstance(value, list) and isinstance(other, list):
        value = [one for one in value if one not in other]
    return json.dumps(value, ensure_ascii=False, default=str)


def _left(found: Difference) -> str:
    parts = []
    if found.contradicted:
        parts.append(f"{said.count(len(found.contradicted), 'expectation')} that the data break stay")
    if found.declined:
        parts.append(f"{said.count(found.declined, 'proposal')} declined before")
    return f"; {', '.join(parts)}" if parts else ""
