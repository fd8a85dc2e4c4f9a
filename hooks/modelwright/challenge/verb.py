"""`modelwright validate --challenge`: corrupts the rows, and says what the suite notices."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.challenge.score import challenge_repo, tallies
from modelwright.evidence import Challenge, Corruption, write_evidence
from modelwright.progress import Stage, say

if TYPE_CHECKING:
    from modelwright.repo import Repo


def challenge(repo: "Repo", now: Stage) -> None:
    """Corrupt the rows in every way that production does, and write what the suite notices as evidence.

    A low score is no error here: the gate judges it.

    Raises:
        InputError: there are no rows, or there is no suite.
    """
    found = challenge_repo(repo)
    write_evidence(repo.evidence_path("challenge"), found)
    for line in in_words(found):
        say(line)
    now.done(summary(found))


def summary(found: Challenge) -> str:
    """The score in one line."""
    kinds = len(tallies(found.corruptions))
    pairs = found.noticed / found.tried if found.tried else 0.0
    return (
        f"mutation score {found.score:.1%}: {found.noticed:,} of {found.tried:,} corruptions noticed ({pairs:.1%}), "
        f"{found.by_kind or 0:.1%} as a mean over {kinds} kinds"
    )


def in_words(found: Challenge) -> Iterator[str]:
    """What a person reads: the kinds, then each corruption that is not noticed, with what would notice it."""
    counted = tallies(found.corruptions)
    full = [kind for kind, (noticed, tried) in counted.items() if noticed == tried]
    if full:
        yield f"noticed   in every column: {', '.join(full)}"
    for kind, (noticed, tried) in counted.items():
        if kind not in full:
            yield f"noticed   {kind:<26} {noticed:>3} of {tried:>3}"
    for one in found.corruptions:
        if not one.noticed:
            yield f"unnoticed {_named(one)}; {_advised(one)}"
    if found.sampled < found.rows:
        yield f"sampled   columns are corrupted in {found.sampled:,} of {found.rows:,} rows"
    for reason in found.left_out:
        yield f"left out  {reason}"


def _named(one: Corruption) -> str:
    return f"{one.kind} of {one.column!r}" if one.column else one.kind


def _advised(one: Corruption) -> str:
    return f"this would: {one.advice}" if one.advice else "no expectation is known that would"
