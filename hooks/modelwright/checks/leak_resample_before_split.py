"""Rows are resampled before the split.

## What it does

Reports over- and under-sampling (`SMOTE`, `RandomOverSampler`, `sklearn.utils.resample`, `df.sample(replace=True)`)
and tables stacked on their own rows, where a split or the folds of a cross-validation divide the result afterwards.
The finding stands at the resampling and names the line of the split.

## Why it matters

Copies of a row, and synthetic rows made from it, end up on both sides of the split: the model is tested on what it has
learned by heart. Under-sampling first gives a test set whose classes are balanced as no production data are.

## How to fix it

Split first and resample the training rows only. In a cross-validation, put the sampler into an imbalanced-learn
pipeline: `imblearn.pipeline.make_pipeline(SMOTE(), model)`. Often class weights serve as well.

## Reference

C. Yang, R. A. Brower-Sinning, G. A. Lewis, C. Kästner (2022). Data Leakage in Notebooks: Static Detection and Better
Processes. ASE 2022, overlap leakage.
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, Trace, flow
from modelwright.dataflow.facts import Evaluation, Touch
from modelwright.dataflow.verdicts import seen, shown_line
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
__all__ = ["FAMILY", "MENTIONS", "check"]


def check(code: Code) -> Iterator[Finding]:
    """Each resampling whose rows a later split divides."""
    trace = flow(code)
    found: dict[tuple[int, int], Finding] = {}
    for one in trace.of(Evaluation):
        for touch in one.touches:
            place = (touch.node.lineno, touch.node.col_offset)
            if touch.kind != "resampled" or place in found or _set_aside(trace, touch):
                continue
            line = seen(trace, touch, one)
            if line is not None:
                what = "copies rows" if touch.name == "concat" else "resamples rows"
                by = "folds" if one.how == "folds" else "split"
                verb = "divide" if one.how == "folds" else "divides"
                where = shown_line(code, line)
                found[place] = code.finding_at(
                    touch.node, f"{touch.name} {what} that the {by}{where} {verb} afterwards"
                )
    yield from (found[place] for place in sorted(found))


def _set_aside(trace: Trace, touch: Touch) -> bool:
    """Whether only rows of a test set of its own are copied: nothing is learned from them."""
    return all(len(rows) == 1 and trace.role(rows) in {"test", "validation"} for rows in touch.rows)
