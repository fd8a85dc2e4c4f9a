"""A metric is computed on the rows that the model was fitted on.

## What it does

Reports a score or a metric on rows that the model learned from, where the file measures nothing on any other rows:
`model.fit(X, y)` followed by `model.score(X, y)`. A file that also scores a test set, or folds, only compares, and is
not reported; nor is a number that the code itself calls a training score, nor what a `fit` of the file computes while
it learns. A metric on test rows is reported where the model had learned from them.

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
from collections.abc import Iterator

from modelwright.dataflow import MENTIONS, Trace, flow
from modelwright.dataflow.facts import Evaluation
from modelwright.dataflow.rows import any_within
from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Code

FAMILY = "leakage"
_TRAINING = compiled(r"(?i)train|in.sample|goodness of fit|fitted")
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
        if _is_part_of_learning(code, one.node) or not (on_test or _is_sure(trace, one)):
            continue
        if on_test or not (honest or _says_so(code, one.node)):
            seen.add(one.node)
            rows = "test rows" if on_test else "rows"
            yield code.finding_at(one.node, f"{one.name} is measured on {rows} that it was fitted on")


def _remembers(one: Evaluation) -> bool:
    return one.how != "folds" and bool(one.fitted) and any_within(one.rows, one.fitted)


def _is_sure(trace: Trace, one: Evaluation) -> bool:
    """Whether no name says that these are other rows than those of the fit, divided in a way that is not known."""
    return not any(
        trace.is_ambiguous(rows) or (len(rows) == 1 and trace.role(rows) in {"validation", "test"}) for rows in one.rows
    )


def _is_part_of_learning(code: Code, node: ast.expr) -> bool:
    """Whether it stands in a `fit` of the file: what a model minimises is no report of how good it is."""
    return any(
        one.name.lstrip("_").startswith(("fit", "boost", "partial_fit")) and _holds(one, node)
        for one in code.nodes(ast.FunctionDef)
    )


def _says_so(code: Code, node: ast.expr) -> bool:
    """Whether the code calls the number what it is: `print("training score", ...)`.

    A statement says so where the number is computed, where its name is shown, or where the function around is called.
    """
    names: set[str] = set()
    for statement in _statements(code):
        if _holds(statement, node):
            if _speaks_of_training(statement):
                return True
            names |= {ast.unparse(target) for target in getattr(statement, "targets", ())}
    around = {one.name for one in code.nodes(ast.FunctionDef) if _holds(one, node)}
    return any(
        _speaks_of_training(one)
        for one in _statements(code)
        if any(isinstance(part, ast.Name) and part.id in names | around for part in ast.walk(one))
    )


def _statements(code: Code) -> Iterator[ast.stmt]:
    for kind in (ast.Assign, ast.Expr, ast.AugAssign):
        yield from code.nodes(kind)


def _holds(statement: ast.stmt, node: ast.expr) -> bool:
    return statement.lineno <= node.lineno and (node.end_lineno or node.lineno) <= (statement.end_lineno or 0)


def _speaks_of_training(statement: ast.stmt) -> bool:
    words = [part.value for part in ast.walk(statement) if isinstance(part, ast.Constant)]
    words += [ast.unparse(target) for target in getattr(statement, "targets", ())]
    return any(_TRAINING.search(word) for word in words if isinstance(word, str))


def _on_test(trace: Trace, one: Evaluation) -> bool:
    """Rows of a split's test side, with a model that was fitted on both sides."""
    return all(trace.role(rows) == "test" and len(rows) > 1 for rows in one.rows) and not one.rows & one.fitted
