"""A column that leaks the target is a feature.

## What it does

In the spec, reports features that the spec itself lists under `data.leaking`: columns whose values are only known once
the outcome is.

In code, follows columns to each `fit(X, y)` and reports where `X` still holds the target, where it holds a column that
was computed from the target, or the columns that the target was computed from, and where it holds a column of
`data.leaking`. A pipeline that picks its columns itself is not reported, and neither are lags: `df["y"].shift(1)`.

## Why it matters

A model that sees the outcome looks perfect on every holdout and is useless in production, where the column is empty or
not there yet.

## How to fix it

Remove the column from `features`, or from `X` before the split: `X = df.drop(columns=["y"])`. If it is known at the
time of prediction after all, remove it from `data.leaking`, and write down why in `docs/decisions/`.

## Reference

S. Kaufman, S. Rosset, C. Perlich, O. Stitelman (2012). Leakage in data mining: formulation, detection, and avoidance.
ACM TKDD 6(4).
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS as CODE_MENTIONS
from modelwright.dataflow import flow
from modelwright.dataflow.facts import Columns, Fit
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.sources import Code

FAMILY = "leakage"
MENTIONS = CODE_MENTIONS
READS = (SPEC_NAME,)


def check(source: Repo | Code) -> Iterator[Finding]:
    """Each feature that knows the outcome."""
    if isinstance(source, Repo):
        yield from _in_spec(source)
    else:
        yield from _in_code(source)


def _in_spec(repo: Repo) -> Iterator[Finding]:
    spec = repo.valid_spec
    if spec is None:
        return
    from modelwright.toml_lines import line_of

    for kind, columns in (("numeric", spec.features.numeric), ("categorical", spec.features.categorical)):
        for column in columns:
            if column in spec.data.leaking:
                line = line_of(repo.spec_text, ("features", kind)) or 1
                fact = f"features.{kind}: {column!r} is declared in data.leaking: it is only known once the outcome is"
                yield Finding(SPEC_NAME, line, fact)


def _in_code(code: Code) -> Iterator[Finding]:
    declared = _leaking(code.repo)
    seen: set[tuple[int, str]] = set()
    for fit in flow(code).of(Fit):
        if fit.features is None:
            continue
        for fact in (*_of_target(fit, fit.features), *_declared(fit, fit.features, declared)):
            if (fit.node.lineno, fact) not in seen:
                seen.add((fit.node.lineno, fact))
                yield code.finding_at(fit.node, fact)


def _leaking(repo: Repo) -> dict[str, str]:
    """The columns that the spec declares as leaking, each with the target."""
    spec = repo.spec_with("leaking")
    return dict.fromkeys(spec.data.leaking, spec.data.target) if spec is not None else {}


def _of_target(fit: Fit, features: Columns) -> Iterator[str]:
    targets = {name for table, name in fit.target if table == features.table}
    if len(targets) != 1 or len(fit.target) != 1:
        return
    [target] = targets
    if features.holds(target):
        yield f"{fit.name} is fitted on features that still hold the target {target!r}"
        return
    for name, sources in features.made if features.read else ():
        if name != target and target in sources and features.holds(name):
            yield f"{fit.name} is fitted on {name!r}, which is computed from the target {target!r}"
        elif name == target and all(features.holds(one) for one in sources):
            listed = ", ".join(repr(one) for one in sorted(sources))
            yield f"{fit.name} is fitted on {listed}, from which the target {target!r} is computed"


def _declared(fit: Fit, features: Columns, declared: dict[str, str]) -> Iterator[str]:
    """Columns of `data.leaking`: selected by name, or left in the table that the target comes from."""
    targets = {name for _, name in fit.target}
    for column, target in declared.items():
        selected = features.only is not None and column in features.only
        left = features.only is None and features.read and target in targets and features.holds(column)
        if selected or left:
            yield f"{fit.name} is fitted on {column!r}, which the spec declares in data.leaking"
