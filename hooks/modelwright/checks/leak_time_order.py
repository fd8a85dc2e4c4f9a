"""A random split where the spec splits by time.

## What it does

Where `split.strategy` of the spec is `time`, reports what divides rows by chance: `train_test_split` without
`shuffle=False`, `KFold`, `ShuffleSplit` and their like, `random_split`, and a cross-validation with a plain number of
folds. Without a spec, nothing says that the order of the rows matters, and nothing is reported.

## Why it matters

A random split lets the model learn from days that come after those it is tested on. In production the future is not
there, so the measured quality is out of reach.

## How to fix it

Hold out the newest rows, and use `TimeSeriesSplit` for folds. If time does not matter after all, say so in the spec:
`strategy = "random"`.

## Reference

S. Kaufman, S. Rosset, C. Perlich, O. Stitelman (2012). Leakage in data mining: formulation, detection, and avoidance.
ACM TKDD 6(4), "no time machine".
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, flow
from modelwright.dataflow.facts import Division
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
__all__ = ["FAMILY", "MENTIONS", "check"]


def check(code: Code) -> Iterator[Finding]:
    """Each division that is not by time."""
    spec = code.repo.spec_with("time")
    if spec is None or spec.split.strategy != "time":
        return
    seen = set()
    for one in flow(code).of(Division):
        if one.ordered or (one.grouped and not one.shuffled) or one.node in seen:
            continue
        seen.add(one.node)
        how = "divides rows by chance" if one.shuffled else "tests folds on rows older than those it learns from"
        yield code.finding_at(one.node, f"{one.name} {how}, and the spec splits them by {spec.split.column!r}")
