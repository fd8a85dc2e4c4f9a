"""The test set is used to choose.

## What it does

Reports test rows that decide something and then give the reported score: hyperparameters searched on them, a loop that
keeps the model with the best test score, early stopping on them (`eval_set`, or `validation_data` with a stopping
callback), a threshold that is best on them, features selected on them. The finding stands where the choice is made.

Several metrics of one model on the test set, and models compared in a table, are not reported: nothing is chosen.
Neither is a validation set, which is there to be chosen on.

## Why it matters

The best of many scores on the same rows is the luckiest one. The test set becomes part of the training, and the number
that is reported can no longer be reached.

## How to fix it

Choose on a validation set or by cross-validation on the training rows, and use the test set once, at the end. For
early stopping, split the training rows again.

## Reference

C. Yang, R. A. Brower-Sinning, G. A. Lewis, C. Kästner (2022). Data Leakage in Notebooks: Static Detection and Better
Processes. ASE 2022, multi-test leakage.
"""

from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, Trace, flow
from modelwright.dataflow.facts import Choice, Evaluation, Fit, RowSet, Stopping
from modelwright.dataflow.rows import any_within
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
__all__ = ["FAMILY", "MENTIONS", "check"]


def check(code: Code) -> Iterator[Finding]:
    """Each choice that is made on test rows."""
    trace = flow(code)
    found = [*_searches(code, trace), *_stoppings(code, trace), *_choices(code, trace), *_tuned(code, trace)]
    lines: set[int] = set()
    for one in sorted(found):
        if one.line not in lines or one.cell:
            lines.add(one.line)
            yield one


def _is_test(trace: Trace, rows: RowSet) -> bool:
    return bool(rows) and all(trace.role(one) == "test" for one in rows)


def _searches(code: Code, trace: Trace) -> Iterator[Finding]:
    for one in trace.of(Fit):
        if one.kind == "search" and _is_test(trace, one.rows):
            yield code.finding_at(one.node, f"{one.name} searches hyperparameters on the test rows")
        elif one.kind == "selector" and _is_test(trace, one.rows):
            yield code.finding_at(one.node, f"{one.name} selects features on the test rows")


def _stoppings(code: Code, trace: Trace) -> Iterator[Finding]:
    for index, event in enumerate(trace.events):
        if not isinstance(event, Stopping) or not _is_test(trace, event.rows):
            continue
        if any(_measures(later, event.rows, event.model) for later in trace.events[index + 1 :]):
            yield code.finding_at(
                event.node, f"the training of {event.name} stops early on the test rows that it is measured on"
            )


def _measures(event: object, rows: RowSet, model: int) -> bool:
    return isinstance(event, Evaluation) and event.model == model and bool(event.rows & rows)


def _choices(code: Code, trace: Trace) -> Iterator[Finding]:
    choices = list(trace.of(Choice))
    used = frozenset(rows for one in choices if one.how == "used" for rows in one.rows)
    for index, one in enumerate(trace.events):
        if not isinstance(one, Choice) or one.how == "used" or not _is_test(trace, one.rows):
            continue
        if one.curve:
            if one.rows & used:
                yield code.finding_at(one.node, "what is best on the test rows is chosen, and measured on them")
        elif not _measured_elsewhere(trace, one.rows, index):
            yield code.finding_at(one.node, "the best of several scores on the test rows is chosen")


def _measured_elsewhere(trace: Trace, rows: RowSet, index: int) -> bool:
    """Whether other test rows measure what was chosen."""
    return any(
        isinstance(event, Evaluation) and _is_test(trace, event.rows) and not event.rows & rows
        for event in trace.events[index + 1 :]
    )


def _tuned(code: Code, trace: Trace) -> Iterator[Finding]:
    """A search over all rows, whose hyperparameters a model is tested with on some of them."""
    for one in trace.of(Evaluation):
        if one.how == "folds" or (one.fitted and any_within(one.rows, one.fitted)):
            continue
        for touch in one.touches:
            if touch.kind == "tuned" and _is_test(trace, one.rows) and any_within(one.rows, touch.rows):
                yield code.finding_at(
                    touch.node, f"{touch.name} searches hyperparameters on rows that are tested on later"
                )
