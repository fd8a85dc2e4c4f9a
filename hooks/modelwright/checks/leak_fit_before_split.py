"""Something is fitted on rows that later reach the test set.

## What it does

Follows rows through scripts and notebooks: across assignments, functions of the same file, pipelines and columns.
Reports a scaler, imputer, encoder, vectoriser, decomposition or feature selection that is fitted on rows which a
split, or the folds of a cross-validation, hold out later. The finding stands at the fit and names the line of the
split. A statistic that is computed by hand counts too: `df.fillna(df.mean())`, `(X - X.mean()) / X.std()`, the mean of
the target for each category.

What learns nothing from rows is not reported: `Normalizer`, `HashingVectorizer`, logarithms, renamed columns,
`pd.get_dummies` and `LabelEncoder` (they learn names, not numbers). Neither is a whole pipeline in a cross-validation,
nor a fit whose rows are never evaluated.

## Why it matters

The test rows have a say in the features, so they are no longer unseen: the measured quality is too good, and
production does not reach it. With feature selection or an encoding of the target, random numbers look like a good
model.

## How to fix it

Split first, and fit on the training rows only. Simplest is a pipeline: `make_pipeline(StandardScaler(), model)` fits
everything on the training rows of each split and fold by itself.

## Reference

C. Yang, R. A. Brower-Sinning, G. A. Lewis, C. Kästner (2022). Data Leakage in Notebooks: Static Detection and Better
Processes. ASE 2022.
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, Trace, flow
from modelwright.dataflow.facts import Evaluation, Touch
from modelwright.dataflow.kinds import AGGREGATES
from modelwright.dataflow.verdicts import on_test_alone, seen, shown_line
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
__all__ = ["FAMILY", "MENTIONS", "check"]

_KINDS = {"scaled", "selected", "statistic"}


def check(code: Code) -> Iterator[Finding]:
    """Each fit on rows that a later split holds out."""
    trace = flow(code)
    facts: dict[Touch, str] = {}
    for one in trace.of(Evaluation):
        if not one.supervised:
            continue
        for touch in one.touches:
            if touch.kind in _KINDS and touch not in facts:
                fact = _fact(code, trace, touch, one)
                if fact:
                    facts[touch] = fact
    shown = {(touch.node.lineno, touch.node.col_offset, touch.name): (touch, fact) for touch, fact in facts.items()}
    for _, (touch, fact) in sorted(shown.items(), key=lambda entry: entry[0]):
        yield code.finding_at(touch.node, fact)


def _fact(code: Code, trace: Trace, touch: Touch, one: Evaluation) -> str:
    line = seen(trace, touch, one)
    verb = "is computed from" if touch.kind == "statistic" or touch.name in AGGREGATES else "is fitted on"
    if line is not None:
        where = shown_line(code, line)
        if one.how == "folds":
            return f"{touch.name} {verb} rows that the folds{where} hold out"
        return f"{touch.name} {verb} rows that the split{where} holds out"
    if touch.kind == "scaled" and one.how != "folds" and on_test_alone(trace, touch, one) is not None:
        anew = "anew on the" if touch.rows <= one.rows else "on"
        return f"{touch.name} is fitted {anew} rows that it is tested on"
    return ""
