"""A split that tears groups apart.

## What it does

Where the spec names `split.group`, reports what divides rows without regard to it: `train_test_split` of rows,
`KFold`, `StratifiedKFold`, `ShuffleSplit` and their like, `random_split`, and a cross-validation with a plain number
of folds. A split of the groups' own list, such as `train_test_split(df["patient"].unique())`, is right.

## Why it matters

Rows of one patient, customer or machine resemble each other. With the same group on both sides, the model is tested on
somebody it knows. In production it meets others.

## How to fix it

Use `GroupShuffleSplit`, `GroupKFold` or `StratifiedGroupKFold` and pass `groups`, or split the list of groups and
select the rows of each side.

## Reference

C. Yang, R. A. Brower-Sinning, G. A. Lewis, C. Kästner (2022). Data Leakage in Notebooks: Static Detection and Better
Processes. ASE 2022, overlap leakage.
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, flow
from modelwright.dataflow.facts import Division
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
__all__ = ["FAMILY", "MENTIONS", "check"]


def check(code: Code) -> Iterator[Finding]:
    """Each division that knows nothing of groups."""
    spec = code.repo.spec_with("group")
    group = spec.split.group if spec is not None else None
    if group is None:
        return
    seen = set()
    for one in flow(code).of(Division):
        if not one.grouped and one.node not in seen:
            seen.add(one.node)
            yield code.finding_at(one.node, f"{one.name} may put rows of one {group!r} on both sides")
