"""The mutation score of a suite: which corruptions it notices, and what would notice the others."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelwright.challenge.advice import Adviser
from modelwright.challenge.ground import LIMITS, Ground, Limits, ground_of
from modelwright.challenge.guards import Guard, Run, guards_of, noticed_by, run_fast
from modelwright.challenge.mutants import Mutant, Twin, mutants
from modelwright.evidence import Challenge, Corruption
from modelwright.expectations.parameters import filled, parameters
from modelwright.expectations.suite import Expectation, Suite

if TYPE_CHECKING:
    import polars as pl

    from modelwright.repo import Repo
    from modelwright.spec import Spec


# So many of the expectations that notice a corruption are named.
_NAMED = 3


class Outcome(NamedTuple):
    """What a suite notices.

    Args:
        corruptions: each that was tried, by column and then by kind.
        excluded: how many changed nothing, or the same as another one; they are not tried.
        left_out: what was left out, one line each: expectations that were not asked, and columns where there are many.
        rows: how many rows there are.
        sampled: in how many of them columns were corrupted.
    """

    corruptions: tuple[Corruption, ...]
    excluded: int
    left_out: tuple[str, ...]
    rows: int
    sampled: int


def challenge_repo(repo: "Repo") -> Challenge:
    """Challenge the suite of a model repo with the rows that its spec names.

    Raises:
        InputError: there are no rows, they cannot be read, or the suite cannot.
    """
    from modelwright.challenge.reading import read_rows
    from modelwright.expectations.suite import read_suite
    from modelwright.fingerprints import about_rows, file_digest, fingerprints

    suite = read_suite(repo.suite_path, repo.shown(repo.spec.data.expectations))
    found = challenge_suite(repo.spec, suite, read_rows(repo))
    return Challenge(
        commit=repo.commit,
        fingerprints=about_rows(fingerprints(repo), repo.spec),
        suite=suite.name,
        suite_digest=file_digest(repo.suite_path),
        tried=len(found.corruptions),
        noticed=sum(one.noticed for one in found.corruptions),
        corruptions=found.corruptions,
        by_kind=mean_over_kinds(found.corruptions),
        excluded=found.excluded,
        left_out=found.left_out,
        rows=found.rows,
        sampled=found.sampled,
    )


def challenge_suite(
    spec: "Spec", suite: Suite, rows: "pl.LazyFrame", *, run: Run = run_fast, limits: Limits = LIMITS
) -> Outcome:
    """Corrupt rows in every way that there is, and see what a suite notices.

    A corruption is noticed when an expectation at `critical` or `warning` that clean rows meet is broken, or cannot be
    run any more. An expectation that the clean rows break notices nothing.

    Args:
        spec: says which columns matter, and as what.
        suite: the suite.
        rows: clean rows.
        run: holds rows against expectations; by default the fast path.
        limits: how much is corrupted.
    """
    ground = ground_of(spec, rows, limits)
    asked, left_out = _asked(spec, suite, ground)
    of_rows = guards_of(asked, ground.rows.rows, run)
    of_columns = guards_of(asked, ground.frame.lazy(), run) if ground.is_sampled else of_rows
    adviser = Adviser(ground, run)
    found: list[Corruption] = []
    excluded = 0
    for one in mutants(ground):
        if isinstance(one, Twin):
            excluded += 1
        else:
            found.append(_tried(one, of_columns if one.column else of_rows, adviser, run))
    return Outcome(tuple(found), excluded, (*left_out, *_spared(ground)), ground.rows.height, ground.frame.height)


def tallies(corruptions: Sequence[Corruption]) -> dict[str, tuple[int, int]]:
    """Of each kind, how often it was noticed and how often it was tried; by name."""
    found: dict[str, tuple[int, int]] = {}
    for one in sorted(corruptions, key=lambda one: one.kind):
        noticed, tried = found.get(one.kind, (0, 0))
        found[one.kind] = (noticed + one.noticed, tried + 1)
    return found


def mean_over_kinds(corruptions: Sequence[Corruption]) -> float:
    """The mean over kinds of the share of columns in which each is noticed; 0 where nothing was tried."""
    shares = [noticed / tried for noticed, tried in tallies(corruptions).values()]
    return sum(shares) / len(shares) if shares else 0.0


def _tried(mutant: "Mutant", guards: Sequence[Guard], adviser: Adviser, run: Run) -> Corruption:
    by = noticed_by(guards, mutant, run)
    if by:
        named = tuple(dict.fromkeys(one.type for one in by))[:_NAMED]
        return Corruption(mutant.kind.name, mutant.column, noticed=True, by=named)
    return Corruption(mutant.kind.name, mutant.column, noticed=False, advice=adviser.advise_in_words(mutant))


def _asked(spec: "Spec", suite: Suite, ground: "Ground") -> tuple[list[Expectation], tuple[str, ...]]:
    """The expectations that can notice something, and those that would need Great Expectations for each corruption.

    What depends on the day is filled in as on the day of the newest row, so that the score does not depend on it.
    """
    from modelwright.expectations.fast import unknown

    whole = filled(suite, parameters(spec, _newest(ground)), Path(spec.data.expectations))
    asked = [one for one in whole.expectations if one.severity != "info"]
    left_out = unknown(Suite(suite.name, tuple(asked)), ground.rows.rows)
    if left_out:
        asked = [one for one in asked if not unknown(Suite(suite.name, (one,)), ground.rows.rows)]
    return asked, tuple(left_out)


def _spared(ground: Ground) -> Iterator[str]:
    spared = ground.named - len(ground.columns)
    if spared:
        yield f"{spared:,} of {ground.named:,} columns, evenly spread: of so many, some are corrupted"


def _newest(ground: "Ground") -> datetime | None:
    from modelwright.challenge.clock import newest

    times = next((one.values for one in ground.columns if one.name == ground.rows.time), None)
    found = None if times is None else newest(times)
    return found.replace(tzinfo=UTC) if found else None
