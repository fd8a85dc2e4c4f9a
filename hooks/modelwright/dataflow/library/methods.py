"""Methods of values of the ecosystem: of estimators, of data, and of what may be either."""

from modelwright.dataflow.facts import NO_ROWS, Choice
from modelwright.dataflow.library import estimators, splits, tables
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.values import Estimator, Function, Value, flat

_TUNERS = {"optimize", "minimize"}
_GROWS = {"append", "add", "extend"}


def call(request: Request, receiver: Value) -> Value:
    """What a method gives."""
    name = request.method
    thing = receiver.thing
    if isinstance(thing, Estimator):
        return estimators.method(request, thing, receiver)
    if name == "backward":
        return _trained(request, receiver)
    if name in estimators.METHODS - {"transform", "apply", "learn"} and _is_model(request, receiver):
        return estimators.method(request, estimators.adopted(request, receiver), receiver)
    if name == "split" and any(flat(one).rows for one in request.args):
        return splits.folds(request)
    if name in _TUNERS:
        return _tuned(request)
    known = not receiver.plain or receiver.elements() or receiver.mode or receiver.columns is not None
    return tables.method(request, receiver) if known or name in _GROWS else unknown(request)


def _is_model(request: Request, receiver: Value) -> bool:
    """Whether the receiver can be an estimator: it is given data, and is none itself that is known to be read."""
    if receiver.columns is not None or receiver.predictions:
        return False
    given = (*request.args, *request.keywords.values())
    return any(flat(one).rows for one in given) or request.method in {"fit", "fit_transform"}


def _trained(request: Request, receiver: Value) -> Value:
    """`loss.backward()`: what predicted has learned from the rows that it predicted."""
    for made in receiver.predictions:
        estimator = request.m.models.get(made.model)
        if estimator is not None:
            estimator.fitted |= made.rows
            estimator.node = request.node
    return Value(NO_ROWS)


def _tuned(request: Request) -> Value:
    """`study.optimize(objective)`: the best of what a function gives."""
    for one in request.args:
        if isinstance(one.thing, Function):
            result = request.m.call(one.thing, [Value() for _ in one.thing.node.args.args], {})
            for score in flat(result).scores if result is not None else ():
                request.record(Choice(request.node, score.rows, how="best"))
    return Value()
