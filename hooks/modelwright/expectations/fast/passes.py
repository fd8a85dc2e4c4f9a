"""All expectations of a suite together: what several ask for is computed once, and each pass serves them all."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from modelwright.expectations.fast.steps import CannotRunError, Query, Steps
from modelwright.expectations.verdict import Verdict


def verdicts(steps: Sequence[Steps], rows: pl.LazyFrame) -> list[Verdict]:
    """The verdict of each expectation, in their order.

    Raises:
        NotKnownError: only Great Expectations knows how to run one of them on these columns.
    """
    found: dict[int, Verdict] = {}
    facts: dict[int, Mapping[str, Any] | None] = dict.fromkeys(range(len(steps)))
    while facts:
        wanted = {}
        for place, told in facts.items():
            try:
                # What no step has been told yet starts it.
                wanted[place] = steps[place].send(told)  # type: ignore[arg-type]
            except StopIteration as end:
                found[place] = end.value
            except CannotRunError as error:
                found[place] = Verdict(met=False, error=str(error))
        facts = dict(_answers(wanted, rows))
    return [found[place] for place in range(len(steps))]


def _answers(
    wanted: Mapping[int, Mapping[str, pl.Expr | Query]], rows: pl.LazyFrame
) -> Mapping[int, Mapping[str, Any]]:
    """One pass over the rows: what each expectation asked for."""
    aggregates: dict[bytes, pl.Expr] = {}
    queries: dict[tuple[object, ...], pl.LazyFrame] = {}
    keys: dict[tuple[int, str], object] = {}
    for place, asked in wanted.items():
        for name, one in asked.items():
            if isinstance(one, Query):
                keys[place, name] = one.key
                if one.key not in queries:
                    queries[one.key] = one.make(rows)
            else:
                key = one.meta.serialize()
                keys[place, name] = key
                aggregates.setdefault(key, one)
    plans = list(queries.values())
    if aggregates:
        plans.append(rows.select([one.alias(str(place)) for place, one in enumerate(aggregates.values())]))
    frames = pl.collect_all(plans, engine="streaming") if plans else []
    answers: dict[object, Any] = dict(zip(queries, frames, strict=False))
    if aggregates:
        answers.update(zip(aggregates, frames[-1].row(0), strict=True))
    return {place: {name: answers[keys[place, name]] for name in asked} for place, asked in wanted.items()}
