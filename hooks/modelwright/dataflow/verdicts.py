"""What an evaluation says about the rows that something learned from."""

from typing import TYPE_CHECKING

from modelwright.dataflow.facts import Evaluation, RowSet, Touch
from modelwright.dataflow.rows import FOLD, SLICE, Rows, any_within, parting, within
from modelwright.dataflow.trace import Trace

if TYPE_CHECKING:
    from modelwright.sources import Code


def held_out(trace: Trace, one: Evaluation) -> RowSet:
    """The rows of an evaluation that its model has not learned from, and that are there to measure it."""
    if one.fitted and any_within(one.rows, one.fitted):
        return frozenset()
    if one.fitted:
        return one.rows
    return frozenset(rows for rows in one.rows if trace.role(rows) in {"test", "validation", "fold"})


def seen(trace: Trace, touch: Touch, one: Evaluation) -> int | None:
    """The line of the split whose test rows something learned from, before it; None where it saw none of them."""
    if one.how == "folds":
        return _seen_in_folds(trace, touch, one)
    alone = all(len(rows) == 1 and trace.role(rows) == "test" for rows in touch.rows)
    for rows in sorted(held_out(trace, one)):
        for learned in sorted(touch.rows):
            line = None
            if alone and rows != learned:
                continue  # a test set in a file of its own: what is divided afterwards is the training set
            if within(rows, learned) and rows != learned:
                line = _split_between(trace, learned, rows, one.fitted)
            elif rows == learned:
                line = _with_training(trace, touch, rows, one.fitted)
            if line is not None:
                return line
    return None


def _seen_in_folds(trace: Trace, touch: Touch, one: Evaluation) -> int | None:
    """Rows that are divided into folds, and were all learned from before.

    Where a holdout was set aside first, only what looks at the target or copies rows makes the folds useless.
    """
    for rows in one.rows:
        if trace.role(rows[:1]) == "test" and len(one.rows) > 1:
            continue
        if any(within(rows, learned) for learned in touch.rows):
            aside = any(part.side == "train" for part in rows[1:]) or trace.role(rows) == "train"
            if not aside or touch.kind in {"selected", "resampled"}:
                return one.node.lineno
    return None


def _split_between(trace: Trace, learned: Rows, rows: Rows, fitted: RowSet) -> int | None:
    """The line of the split that lies between: it parts the rows from those that the model was fitted on."""
    for other in sorted(fitted):
        index = parting(rows, other)
        if index >= len(learned):
            return trace.line(rows, index)
    if any(within(other, rows[:1]) for other in fitted):
        return None  # parted before, or in a way that is not known
    for index, part in enumerate(rows):
        divides = part.division.startswith(("split@", FOLD, "load@", SLICE, "sample@"))
        if index >= len(learned) and divides and part.side != "train":
            return trace.line(rows, index)
    return None


def _with_training(trace: Trace, touch: Touch, rows: Rows, fitted: RowSet) -> int | None:
    """The line of the split, where training and test rows were put together again to learn from both."""
    for other in sorted(fitted & touch.rows):
        index = parting(rows, other)
        if index:
            return trace.line(rows, index)
        if rows[0] != other[0] and trace.role(rows) == "test":
            return 0
    return None


def on_test_alone(trace: Trace, touch: Touch, one: Evaluation) -> Rows | None:
    """The test rows that something was fitted on anew."""
    for rows in sorted(held_out(trace, one)):
        if rows in touch.rows and trace.role(rows) in {"test", "validation", "fold"}:
            return rows
    return None


def shown_line(code: "Code", line: int) -> str:
    """` in line 3`, or ` in cell 2, line 3`; nothing where the line is not known."""
    if not line:
        return ""
    place = code.finding("", line)
    return f" in cell {place.cell}, line {place.line}" if place.cell else f" in line {place.line}"
