"""Estimators: what they learn from, what they change, and what they are asked."""

import ast
from collections.abc import Callable

from modelwright.dataflow.facts import (
    NO_ROWS,
    Choice,
    Columns,
    Evaluation,
    Fit,
    Prediction,
    RowSet,
    Score,
    Stopping,
    Touch,
    Touches,
)
from modelwright.dataflow.kinds import WRAPPERS
from modelwright.dataflow.library import splits, stopping
from modelwright.dataflow.request import Request, lifted, unknown
from modelwright.dataflow.values import Estimator, Value, combined, mixed

FITS = {"fit", "partial_fit", "fit_generator", "train_on_batch", "fit_on_texts", "adapt", "learn", "fit_one_cycle"}
FIT_TRANSFORMS = {"fit_transform", "fit_predict", "fit_resample", "fit_sample", "fit_predict_proba"}
PREDICTS = {"predict", "predict_proba", "predict_log_proba", "decision_function", "predict_classes", "predict_on_batch"}
PREDICTS |= {"staged_predict", "staged_predict_proba", "staged_decision_function", "forecast"}
SCORES = {"score", "evaluate", "evaluate_generator"}
TRANSFORMS = {"transform", "texts_to_sequences", "texts_to_matrix", "score_samples", "apply", "kneighbors"}
METHODS = FITS | FIT_TRANSFORMS | PREDICTS | SCORES | TRANSFORMS
# Says what was learned, or gives the same object back.
_TELLS = {"get_support", "get_feature_names_out", "get_booster", "get_feature_importance"}
_SAME = {
    "add",
    "append",
    "set_params",
    "set_output",
    "to",
    "cuda",
    "cpu",
    "double",
    "half",
    "float",
    "apply",
    "compile",
}
UNSUPERVISED = {"cluster", "transformer", "stateless", "columns", "labels", "resampler", "selector"}
_CLASSES = {"make_pipeline": "Pipeline", "make_column_transformer": "ColumnTransformer", "make_union": "FeatureUnion"}


def make(request: Request, kind: str) -> Value:
    """A new estimator."""
    name = _CLASSES.get(request.method, request.method)
    given = [flat_estimators(one) for one in request.every()]
    steps = [one for found in given for one in found]
    if kind == "transformer" and (request.constant("strategy") == "constant" or _are_given(request)):
        kind = "stateless"
    keeps = kind in {"pipeline", "columns"} or name in WRAPPERS or kind == "search"
    estimator = request.m.instance(name, kind, steps if keeps else None)
    if kind == "search":
        splits.plain_folds(request, name, NO_ROWS)
    estimator.early = stopping.stops_early(request) or (
        name.startswith("CatBoost") and request.constant("use_best_model") is not False
    )
    settings = mixed(request.every())
    # Hyperparameters that were chosen on rows carry them along.
    estimator.touches = frozenset(t for t in settings.stats if t.kind == "tuned")
    value = Value(thing=estimator)
    value.chosen = settings.chosen
    if name in {"OLS", "Logit", "GLM", "WLS", "GLS", "Probit"} and settings.rows:
        value.rows = settings.rows
    return value


def _are_given(request: Request) -> bool:
    """Whether the code names the categories of an encoder, so that it learns none."""
    named = request.keywords.get("categories")
    return named is not None and named.constant != "auto"


def flat_estimators(value: Value, depth: int = 4) -> list[Estimator]:
    """The estimators in a value: those of the steps of a pipeline."""
    if isinstance(value.thing, Estimator):
        return [value.thing]
    return [one for item in value.elements() for one in flat_estimators(item, depth - 1)] if depth else []


def called(request: Request, estimator: Estimator) -> Value:
    """`model(x)`: what a network is asked."""
    data = mixed(request.args)
    if estimator.kind == "splitter":
        return Value(thing=estimator)
    if estimator.kind not in {"network", "model", "unknown"}:
        return _transformed(request, estimator, data)
    return _predicted(request, estimator, data) if data.rows else Value(thing=estimator)


def method(request: Request, estimator: Estimator, receiver: Value) -> Value:
    """A method of an estimator."""
    name = request.method
    if name in FITS:
        fit(request, estimator, add=name in {"partial_fit", "train_on_batch", "learn"})
        return receiver
    if name in FIT_TRANSFORMS:
        return _fit_and_apply(request, estimator)
    asked = next((answer for names, answer in _ANSWERS if name in names), None)
    if asked is not None:
        return asked(request, estimator, _features(request))
    if estimator.kind == "splitter" and name == "split":
        return splits.folds(request)
    return _other(request, estimator, receiver)


def _other(request: Request, estimator: Estimator, receiver: Value) -> Value:
    name = request.method
    if name in _TELLS:
        new = Value()
        if estimator.node is not None:
            kind = "selected" if estimator.kind in {"selector", "model"} else "scaled"
            new.stats = frozenset({Touch(estimator.name, estimator.node, estimator.fitted, kind)})
        return new
    if name in _SAME:
        estimator.touches |= {t for t in mixed(request.every()).stats if t.kind == "tuned"}
        return receiver
    return unknown(request)


def _features(request: Request) -> Value:
    found = request.arg(0, "X", "x", "data", "dataset", "pool", "test_data", "X_test", "raw_documents", "texts")
    return lifted(request, found) if found is not None else Value()


def fit_on(request: Request, estimator: Estimator, data: Value, target: Value | None, *, add: bool = False) -> None:
    """Remember what an estimator learned from."""
    estimator.fitted = estimator.fitted | data.rows if add else data.rows
    estimator.node = request.node
    tuned = frozenset(t for t in estimator.touches if t.kind == "tuned")
    estimator.touches = tuned | frozenset(t for t in data.touches if t.kind == "tuned")
    if not data.rows:
        return
    columns: Columns | None = None
    if not estimator.picks:
        columns = data.columns
    target_columns = target.sources if target is not None and target.pure else frozenset()
    event = Fit(estimator.number, estimator.name, estimator.kind, data.rows, columns, target_columns, request.node)
    request.record(event)


def fit(request: Request, estimator: Estimator, *, add: bool = False) -> None:
    """An estimator learns from what it is given; a search divides it into folds, and training may stop early."""
    data, target = _features(request), request.arg(1, "y", "Y", "target")
    if not data.rows and request.receiver is not None and request.receiver.rows:
        data = request.receiver  # the data were given when the model was made
    if data.rows and (estimator.kind == "search" or "validation_split" in request.keywords):
        folds(request, estimator, data)
    fit_on(request, estimator, data, target, add=add)
    early = estimator.early or stopping.stops_early(request)
    for value in stopping.held_out(request):
        if early and value.rows:
            request.record(Stopping(request.node, estimator.name, value.rows, estimator.number))


def folds(request: Request, estimator: Estimator | None, data: Value) -> None:
    """Rows are divided into folds, and each is scored by a model of the others."""
    name = estimator.name if estimator is not None else request.method
    supervised = estimator is None or _is_supervised(estimator)
    number = estimator.number if estimator is not None else 0
    request.record(
        Evaluation(number, name, "folds", data.rows, NO_ROWS, data.touches, request.node, supervised=supervised)
    )


def _is_supervised(estimator: Estimator) -> bool:
    last = estimator.steps[-1] if estimator.kind in {"pipeline", "search"} and estimator.steps else estimator
    return last.kind not in UNSUPERVISED


def _asked(request: Request, estimator: Estimator, data: Value, how: str) -> Prediction:
    """A model is asked about rows."""
    touches = data.touches | estimator.touches
    supervised = _is_supervised(estimator)
    staged = request.method.startswith("staged_")
    made = Prediction(estimator.number, estimator.name, data.rows, estimator.fitted, touches, supervised, staged)
    if data.rows:
        event = Evaluation(made.model, made.name, how, made.rows, made.fitted, touches, request.node, supervised)
        request.record(event)
    return made


def _predicted(request: Request, estimator: Estimator, data: Value) -> Value:
    new = Value(data.rows)
    new.pure = False
    new.chosen = data.chosen | (request.receiver.chosen if request.receiver is not None else NO_ROWS)
    new.touches = data.touches
    new.predictions = frozenset({_asked(request, estimator, data, "predict")})
    return new


def _scored(request: Request, estimator: Estimator, data: Value) -> Value:
    new = Value()
    if data.rows:
        made = _asked(request, estimator, data, "score")
        used = data.rows & (data.chosen | (request.receiver.chosen if request.receiver is not None else NO_ROWS))
        if used:
            request.record(Choice(request.node, used, how="used"))
        new.scores = frozenset({Score(made.rows, made.fitted, made.model)})
    else:
        request.m.trace.unclear = True
    return new


def shown(request: Request, estimator: Estimator) -> None:
    """A display draws how good a model is."""
    _asked(request, estimator, _features(request), "shown")


def touch_of(estimator: Estimator, node: ast.expr, rows: RowSet) -> Touches:
    """What a fitted estimator does to what it transforms."""
    if not estimator.learns or estimator.kind == "labels":
        return frozenset()
    kind = "selected" if estimator.kind == "selector" else "scaled"
    name = estimator.name
    if estimator.steps:
        learning = [step for step in estimator.steps if step.learns]
        name = learning[0].name if len(learning) == 1 else estimator.name
        kind = "selected" if any(step.kind == "selector" for step in estimator.steps) else kind
    return frozenset({Touch(name, node, rows, kind)})


def _transformed(request: Request, estimator: Estimator, data: Value) -> Value:
    new = combined([data])
    new.columns = None
    new.pure = data.pure and estimator.kind in {"labels", "transformer"}
    if estimator.kind == "network":
        return new
    node = estimator.node or request.node
    fitted = estimator.fitted if estimator.node is not None else NO_ROWS
    new.touches |= touch_of(estimator, node, fitted)
    return new


def _fit_and_apply(request: Request, estimator: Estimator) -> Value:
    data, target = _features(request), request.arg(1, "y")
    if estimator.kind == "resampler" or request.method in {"fit_resample", "fit_sample"}:
        return _resampled(request, estimator, data, target)
    fit_on(request, estimator, data, target)
    new = combined([data])
    new.touches |= touch_of(estimator, request.node, data.rows)
    new.pure = data.pure
    # A table that is scaled still holds its columns, in order.
    new.columns = data.columns if estimator.kind == "transformer" and not estimator.steps else None
    return new


def _resampled(request: Request, estimator: Estimator, data: Value, target: Value | None) -> Value:
    touch = Touch(estimator.name, request.node, data.rows, "resampled")
    estimator.fitted, estimator.node = data.rows, request.node
    new = Value()
    new.items = []
    for one in (data, target):
        copied = one.copy() if one is not None else Value()
        copied.touches |= {touch}
        new.items.append(copied)
    return new


def adopted(request: Request, receiver: Value) -> Estimator:
    """Something that has the methods of an estimator is one, whatever made it."""
    node = request.node.func
    holder = node.value if isinstance(node, ast.Attribute) else node
    name = ast.unparse(holder) if isinstance(holder, ast.Name | ast.Attribute) else "model"
    estimator = request.m.instance(name, "unknown")
    receiver.thing = estimator
    receiver.rows = NO_ROWS
    receiver.columns = None
    return estimator


_ANSWERS: tuple[tuple[set[str], Callable[[Request, Estimator, Value], Value]], ...] = (
    (SCORES, _scored),
    (PREDICTS, _predicted),
    (TRANSFORMS, _transformed),
)
