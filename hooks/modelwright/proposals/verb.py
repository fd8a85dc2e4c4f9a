"""`modelwright validate --propose`: a suite from the rows and the spec, for review."""

import json
from typing import TYPE_CHECKING

from modelwright.expectations.suite import Expectation, Suite, read_suite, write_suite
from modelwright.expectations.words import in_words
from modelwright.progress import Stage, say
from modelwright.proposals import near, said
from modelwright.proposals.difference import Difference, difference, first
from modelwright.proposals.proposed import proposed
from modelwright.proposals.rows import Read, read_rows
from modelwright.proposals.tried import of_its_types, verdicts

if TYPE_CHECKING:
    import polars as pl

    from modelwright.repo import Repo


def propose(repo: "Repo", now: Stage) -> None:
    """Write what is expected of the rows, or what that changes in the suite that there is, line by line.

    Raises:
        InputError: there are no rows, or the suite is not one.
    """
    read = read_rows(repo)
    if read.told:
        say(f"{'validate':<9} proposed from {read.told}")
    for name in _empty(read.frame):
        say(f"{'note':<9} {name}: no row{' of these' if read.every > 1 else ''} has a value: nothing is proposed")
    if left := near.note(read.frame.width):
        say(f"{'note':<9} {left}")
    proposals = sound(repo, read)
    shown = repo.shown(repo.spec.data.expectations)
    if repo.suite_path.is_file():
        suite = read_suite(repo.suite_path, shown)
        found = difference(suite, verdicts(repo, suite, read), proposals)
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
    made = [*of_its_types(proposed(repo.spec, read.frame, rows=read.rows, every=read.every), read.types)]
    of_all = {"expect_table_row_count_to_be_between"}  # of all rows, not of those that were read
    found = [
        one
        for one, verdict in zip(made, verdicts(repo, Suite("proposed", tuple(made)), read), strict=True)
        if verdict is None or verdict.met or one.type in of_all or _is_of_the_spec(one)
    ]
    if read.whole is not None and len(found) < len(made):
        say(f"{'note':<9} {said.count(len(made) - len(found), 'proposal')} left out: other rows of the table break it")
    return found


def _is_of_the_spec(one: Expectation) -> bool:
    """What the spec says itself, such as how old the newest row may be: true, whatever the rows are."""
    return any(isinstance(value, dict) and "$PARAMETER" in value for value in one.kwargs.values())


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
