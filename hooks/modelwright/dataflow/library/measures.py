"""What measures predictions, and what divides rows into folds to do so."""

from modelwright.dataflow.facts import NO_ROWS, Choice, Evaluation, RowSet, Score
from modelwright.dataflow.library import estimators, splits
from modelwright.dataflow.request import Request, lifted
from modelwright.dataflow.values import Estimator, Value, flat, mixed

FOLDING = {"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"}
FOLDING |= {"permutation_test_score"}
CURVES = {"roc_curve", "precision_recall_curve", "det_curve", "calibration_curve"}
_ENDINGS = ("_score", "_error", "_loss", "_deviance", "_report", "_matrix", "_metrics")
_NAMES = {"auc", "rmse", "mse", "mae", "rmsle", "mape", "smape", "accuracy", "r2", "f1", "classification_report"}
_NOT = {"make_scorer", "get_scorer", "silhouette_score", "plot_confusion_matrix_", "calinski_harabasz_score"}
_NOT |= {"davies_bouldin_score", "adjusted_rand_score", "homogeneity_score", "completeness_score", "v_measure_score"}
_NOT |= {"pairwise_distances", "permutation_test_score", "cross_val_score", "consensus_score", "rand_score"}


def measures(full: str) -> bool:
    """Whether a function says how good predictions are."""
    last = full.rpartition(".")[2]
    if last in _NOT or last.startswith(("make_", "pairwise")):
        return False
    if last.lower() in _NAMES or last in CURVES:
        return True
    return (
        last.islower()
        and last.endswith(_ENDINGS)
        and (full.startswith("sklearn.metrics") or "." not in full or "metrics" in full)
    )


def measured(request: Request, value: Value, *, curve: bool = False, how: str = "metric") -> Value:
    """How good the predictions in a value are."""
    new = Value()
    new.chosen = value.chosen
    scores = set()
    for made in value.predictions:
        event = Evaluation(
            made.model, made.name, how, made.rows, made.fitted, made.touches, request.node, made.supervised
        )
        request.record(event)
        scores.add(Score(made.rows, made.fitted, made.model, curve=curve or made.staged))
    if not value.predictions:
        request.m.trace.unclear = True
    used = value.chosen & frozenset(rows for score in scores for rows in score.rows)
    if used:
        request.record(Choice(request.node, frozenset(used), how="used"))
    new.scores = frozenset(scores)
    return new


def metric(request: Request) -> Value:
    """A metric of scikit-learn, or of the same name."""
    curve = request.method in CURVES
    new = measured(request, mixed(request.every()), curve=curve)
    if curve:  # `fpr, tpr, thresholds`
        both = Value()
        both.items = [new.copy() for _ in range(2 if request.method == "calibration_curve" else 3)]
        return both
    return new


def display(request: Request) -> Value:
    """`RocCurveDisplay.from_estimator(model, X, y)` and `.from_predictions(y, p)`."""
    if request.method == "from_predictions":
        return measured(request, mixed(request.every()), how="shown")
    model = request.arg(0, "estimator")
    if model is not None and isinstance(model.thing, Estimator) and "metrics" in request.full:
        rest = Request(request.m, request.node, request.scope, request.full, model, request.args[1:], request.keywords)
        estimators.shown(rest, model.thing)
    return Value()


def folding(request: Request) -> Value:
    """`cross_val_score(model, X, y)` and its like."""
    model, data = request.arg(0, "estimator"), request.arg(1, "X")
    estimator = model.thing if model is not None and isinstance(model.thing, Estimator) else None
    value = lifted(request, data) if data is not None else Value()
    if value.rows:
        estimators.folds(request, estimator, value)
        splits.plain_folds(request, request.method, value.rows)
    return Value(value.rows if request.method == "cross_val_predict" else NO_ROWS)


def scorer(request: Request) -> Value:
    """Booster's own: `xgb.cv(params, data)`."""
    found = request.arg(1, "dtrain", "train_set", "pool")
    if found is not None and flat(found).rows:
        estimators.folds(request, None, flat(found))
    return Value()


def best_of(request: Request, value: Value) -> Value | None:
    """The best of scores, or where it stands; None where there are no scores."""
    if not value.scores:
        return None
    new = mixed([value])
    new.mode = "best"
    rows: RowSet = frozenset(rows for score in value.scores for rows in score.rows)
    places = request.method in {"argmax", "argmin", "idxmax", "idxmin", "nanargmax", "nanargmin", "index"}
    if places or "key" in request.keywords:
        for score in value.scores:
            request.record(Choice(request.node, score.rows, curve=score.curve, how="best"))
        new.chosen |= rows
        new.mode = ""
    return new
