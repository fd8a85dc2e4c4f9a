"""A column that leaks the target is a feature.

## What it does

Reports features of the spec that the spec itself lists under `data.leaking`: columns whose values are only known once
the outcome is.

## Why it matters

A model that sees the outcome looks perfect on every holdout and is useless in production, where the column is empty or
not there yet.

## How to fix it

Remove the column from `features`. If it is known at the time of prediction after all, remove it from `data.leaking`,
and write down why in `docs/decisions/`.

## Reference

S. Kaufman, S. Rosset, C. Perlich, O. Stitelman (2012). Leakage in data mining: formulation, detection, and avoidance.
ACM TKDD 6(4).
"""

from collections.abc import Iterator

from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.spec import SPEC_NAME
from modelwright.toml_lines import line_of

FAMILY = "leakage"
READS = (SPEC_NAME,)


def check(repo: Repo) -> Iterator[Finding]:
    """Each feature that is declared as leaking."""
    try:
        spec = repo.spec
    except InputError:
        return  # `spec-invalid` speaks of it
    text = (repo.root / SPEC_NAME).read_text(encoding="utf-8")
    for kind, columns in (("numeric", spec.features.numeric), ("categorical", spec.features.categorical)):
        for column in columns:
            if column in spec.data.leaking:
                line = line_of(text, ("features", kind)) or 1
                fact = f"features.{kind}: {column!r} is declared in data.leaking: it is only known once the outcome is"
                yield Finding(SPEC_NAME, line, fact)
