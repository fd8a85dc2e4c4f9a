"""A metric is computed on the rows that the model was fitted on.

## What it does

Reports a score or a metric on rows that the model learned from, where the file measures nothing on any other rows:
`model.fit(X, y)` followed by `model.score(X, y)`. A file that also scores a test set, or folds, only compares, and is
not reported; nor is a number that the code itself calls a training score. A metric on test rows is reported where the
model had learned from them.

## Why it matters

A model may know its training rows by heart. Their score says how well it remembers, not how well it predicts.

## How to fix it

Hold out rows before the fit with `train_test_split`, or use `cross_val_score`, and report the score of the rows that
the model has not seen.

## Reference

T. Hastie, R. Tibshirani, J. Friedman (2009). The Elements of Statistical Learning, 2nd edition, section 7.4: optimism
of the training error rate.
"""

import ast
import re
from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, Trace, flow
from modelwright.dataflow.facts import Evaluation
from modelwright.dataflow.rows import any_within
from modelwright.finding import Finding
from modelwright.sources import Code

FAMILY = "leakage"
_TRAINING = re.compile(r"(?i)train|in.sample|goodness of fit|fitted")
__all__ = ["FAMILY", "MENTIONS", "check"]


def check(code: Code) -> Iterator[Finding]:
    """Each metric on training rows, where there is no other one."""
    trace = flow(code)
    if not trace.complete or trace.unclear:
        return
    measured = [one for one in trace.of(Evaluation) if one.supervised and one.how != "predict"]
    honest = any(not _remembers(one) for one in measured)
    seen = set()
    for one in measured:
        if one.how not in {"score", "metric"} or not _remembers(one) or one.node in seen:
            continue
        on_test = _on_test(trace, one)
        if on_test or not (honest or _says_so(code, one.node)):
            seen.add(one.node)
            rows = "test rows" if on_test else "rows"
            yield code.finding_at(one.node, f"{one.name} is measured on {rows} that it was fitted on")


def _remembers(one: Evaluation) -> bool:
    return one.how != "folds" and bool(one.fitted) and any_within(one.rows, one.fitted)


def _says_so(code: Code, node: ast.expr) -> bool:
    """Whether the statement around it calls the number what it is: `print("training score", ...)`."""
    last = node.end_lineno or node.lineno
    for kind in (ast.Assign, ast.Expr, ast.AugAssign):
        for statement in code.nodes(kind):
            if statement.lineno <= node.lineno and last <= (statement.end_lineno or 0):
                words = [part.value for part in ast.walk(statement) if isinstance(part, ast.Constant)]
                words += [ast.unparse(target) for target in getattr(statement, "targets", ())]
                return any(_TRAINING.search(word) for word in words if isinstance(word, str))
    return False


def _on_test(trace: Trace, one: Evaluation) -> bool:
    """Rows of a split's test side, with a model that was fitted on both sides."""
    return all(trace.role(rows) == "test" and len(rows) > 1 for rows in one.rows) and not one.rows & one.fitted
