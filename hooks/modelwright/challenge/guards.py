"""The expectations that may notice a corruption."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from modelwright.challenge.rows import exactly
from modelwright.expectations.columns import condition_columns
from modelwright.expectations.suite import Expectation, Suite

if TYPE_CHECKING:
    import polars as pl

    from modelwright.challenge.mutants import Mutant
    from modelwright.expectations.verdict import Verdict

# Holds expectations against rows; where the verdict is None, the fast path does not know how, on these rows.
Run = Callable[[Sequence[Expectation], "pl.LazyFrame"], Sequence["Verdict | None"]]


def run_fast(expectations: Sequence[Expectation], rows: "pl.LazyFrame") -> Sequence["Verdict | None"]:
    """Hold rows against expectations on the fast path.

    Great Expectations would take minutes for what is done here in seconds, so it is not asked.
    """
    from modelwright.expectations.fast import run, unknown

    try:
        return run(_suite(expectations), rows) if expectations else []
    except ValueError:  # corrupted columns may be of a type of which not every expectation is known
        known = [not unknown(_suite([one]), rows) for one in expectations]
        verdicts = iter(run(_suite([one for one, is_known in zip(expectations, known, strict=True) if is_known]), rows))
        return [next(verdicts) if is_known else None for is_known in known]


class Guard(NamedTuple):
    """An expectation that clean rows meet, so that a corruption can break it."""

    expectation: Expectation
    # Every column whose values it looks at; empty where that is not known.
    columns: frozenset[str]

    @property
    def is_of_the_table(self) -> bool:
        """Whether it looks at names and counts, and at no value."""
        return self.expectation.type.startswith("expect_table_")

    def concerns(self, mutant: "Mutant") -> bool:
        """Whether it could see another thing than in the clean rows."""
        if not mutant.touched:
            return True
        if self.is_of_the_table:
            return not mutant.same_columns
        return not self.columns or not self.columns.isdisjoint(mutant.touched)


def guards_of(expectations: Sequence[Expectation], rows: "pl.LazyFrame", run: Run) -> list[Guard]:
    """Those expectations that the rows meet."""
    guards = [Guard(one, _looked_at(one)) for one in expectations]
    verdicts = run(expectations, _narrowed(guards, rows, rows.collect_schema().names()))
    return [one for one, verdict in zip(guards, verdicts, strict=True) if verdict is not None and verdict.met]


def noticed_by(guards: Sequence[Guard], mutant: "Mutant", run: Run) -> list[Expectation]:
    """The expectations that a corruption breaks, or that cannot be run on it.

    Those that look at one column come first, and where one of them is broken the others are not asked: they cost more.
    """
    concerned = [one for one in guards if one.concerns(mutant)]
    plain = [one for one in concerned if len(one.columns) == 1]
    others = [one for one in concerned if len(one.columns) != 1]
    return _broken(plain, mutant, run) or _broken(others, mutant, run)


def _broken(guards: Sequence[Guard], mutant: "Mutant", run: Run) -> list[Expectation]:
    expectations = [one.expectation for one in guards]
    verdicts = run(expectations, _narrowed(guards, mutant.rows, mutant.names))
    return [one for one, verdict in zip(expectations, verdicts, strict=True) if verdict is not None and not verdict.met]


def _narrowed(guards: Sequence[Guard], rows: "pl.LazyFrame", names: Sequence[str]) -> "pl.LazyFrame":
    """The rows with the columns that are looked at, where that is known: a plan of few columns is made faster."""
    if any(one.is_of_the_table or not one.columns for one in guards):
        return rows
    wanted = {name for one in guards for name in one.columns}
    return rows.select(exactly(*(name for name in names if name in wanted)))


def _suite(expectations: Sequence[Expectation]) -> Suite:
    return Suite("challenge", tuple(expectations))


def _looked_at(expectation: Expectation) -> frozenset[str]:
    """The columns that it names, and those of its condition; none where the condition cannot be read here."""
    condition = expectation.kwargs.get("row_condition")
    named = frozenset(condition_columns(condition))
    return named.union(expectation.columns) if named or condition is None else frozenset()
