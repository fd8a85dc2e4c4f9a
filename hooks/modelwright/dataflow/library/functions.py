"""Functions that are reached through an import, and Python's own."""

import ast
from collections.abc import Callable

from modelwright.dataflow.binding import element
from modelwright.dataflow.facts import Touch
from modelwright.dataflow.kinds import AGGREGATES, FITTING_FUNCTIONS, kind_of
from modelwright.dataflow.library import estimators, measures, picking, shaping, splits, stopping, tables
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.values import Estimator, Function, Value, combined, flat, mixed

_READS = ("read_", "scan_", "fetch_", "load_", "make_", "genfromtxt", "loadtxt")
_PLAIN = {
    "len",
    "print",
    "range",
    "isinstance",
    "type",
    "str",
    "repr",
    "id",
    "hasattr",
    "open",
    "input",
    "format",
    "Path",
}
_PLAIN |= {"get_dataset_names", "shape", "ndim", "unique_labels", "ParameterGrid", "dict_keys", "bool", "issubclass"}
_SAME = {"list", "tuple", "array", "asarray", "copy", "deepcopy", "check_array", "csr_matrix", "csc_matrix", "tensor"}
_SAME |= {"from_numpy", "FloatTensor", "Tensor", "LongTensor", "ascontiguousarray", "nan_to_num", "iter", "reversed"}
_SAME |= {
    "clone",
    "tqdm",
    "trange",
    "squeeze",
    "ravel",
    "reshape",
    "expand_dims",
    "as_tensor",
    "as_float_array",
    "next",
}
_SAME |= {"log", "log1p", "exp", "expm1", "sqrt", "abs", "float", "int", "to_categorical", "to_datetime", "to_numeric"}
_BOOSTER_TRAINS = {"xgboost.train", "lightgbm.train", "catboost.train"}
_STACKS = {"concat", "vstack", "concatenate", "append", "row_stack", "cat", "r_"}


def call(request: Request) -> Value:
    """What a function gives."""
    name, full = request.method, request.full
    handler = _FUNCTIONS.get(full) or _FUNCTIONS.get(name)
    if handler is not None:
        return handler(request)
    kind = kind_of(full)
    if kind == "splitter":
        splits.splitter(request)
    if kind:
        made = estimators.make(request, kind)
        if kind == "splitter" and request.args:
            made.items = splits.folds(request).items  # scikit-learn before 0.20: `for train, test in KFold(n):`
        return made
    return _by_pattern(request, name, full)


def _by_pattern(request: Request, name: str, full: str) -> Value:
    """What a function does whose name follows a pattern: the first that fits."""
    takes_data = _takes_data(request)
    makes = name.startswith(("make_", "load_"))
    patterns: tuple[tuple[bool, Callable[[Request], Value]], ...] = (
        (name in measures.FOLDING, measures.folding),
        (name in measures.CURVES or measures.measures(full), measures.metric),
        (full in FITTING_FUNCTIONS, _fitting),
        (name in {"from_estimator", "from_predictions"}, measures.display),
        (full in _BOOSTER_TRAINS, _booster),
        (name in AGGREGATES and bool(request.args) and "." in full, _aggregate),
        (name in {"max", "min", "sum", "sorted"}, _aggregate),
        (name == "load_data", splits.loaded),
        (name.startswith(_READS) and not (makes and takes_data), splits.read),
        (name in _STACKS and "." in full, picking.stacked),
        (name in stopping.STOPPERS, _callback),
        (name[:1].isupper() and not takes_data and not any(one.thing for one in request.args), _object),
    )
    return next((handler for fits, handler in patterns if fits), _unknown)(request)


def _callback(request: Request) -> Value:
    return Value(constant=f"callback {request.method}")


def _object(request: Request) -> Value:
    """An object of a class that nobody knows: a callback, perhaps, or a loader."""
    if "train" in request.keywords or "split" in request.keywords:  # torchvision's data sets
        return splits.read(request)
    return _callback(request)


def _takes_data(request: Request) -> bool:
    return any(flat(one).rows for one in (*request.args, *request.keywords.values()))


def _unknown(request: Request) -> Value:
    for one in request.args:  # what is handed a function will call it
        if isinstance(one.thing, Function) and request.method in {"map", "filter", "minimize", "fmin", "gp_minimize"}:
            result = request.m.call(one.thing, [Value() for _ in one.thing.node.args.args], {})
            if result is not None:
                return mixed([result, unknown(request)])
    return unknown(request)


def _same(request: Request) -> Value:
    if not request.args:
        return Value()
    one = request.args[0]
    if isinstance(one.thing, Estimator) and request.method in {"clone", "deepcopy", "copy"}:
        old = one.thing
        new = request.m.instance(old.name, old.kind, old.steps)
        new.early, new.touches = old.early, frozenset(t for t in old.touches if t.kind == "tuned")
        return Value(thing=new)
    if request.method == "next":
        return element(one)
    return one.copy() if one.items is None or request.method in {"list", "tuple", "iter", "tqdm"} else flat(one).copy()


def _zip(request: Request) -> Value:
    new = Value()
    lengths = {len(one.items) for one in request.args if one.items is not None}
    if len(lengths) == 1 and all(one.items is not None for one in request.args):
        new.items = []
        for index in range(next(iter(lengths))):
            row = Value()
            row.items = [one.items[index] for one in request.args if one.items is not None]
            new.items.append(row)
        return new
    pair = Value()
    pair.items = [element(one) for one in request.args]
    new.items = [pair]
    return new


def _enumerate(request: Request) -> Value:
    new = Value()
    over = request.args[0] if request.args else Value()
    new.items = []
    for one in over.items or [element(over)]:
        pair = Value()
        pair.items = [Value(), one]
        new.items.append(pair)
    return new


def _is_row_by_row(request: Request) -> bool:
    """Whether several values are put together for each row: `sum(frame[c] for c in names)`, `max(a, b)`."""
    first = request.args[0] if request.args else Value()
    if first.items is None:
        return "." not in request.full and len(request.args) > 1
    return request.constant("axis", 1) == 0 or (
        request.method == "sum" and isinstance(request.node.args[0], ast.GeneratorExp)
    )


def _aggregate(request: Request) -> Value:
    data = mixed(request.every())
    if not data.scores and not data.predictions and _is_row_by_row(request):
        return unknown(request)
    data.mode = next((one.mode for one in request.args if one.mode), "")
    best = measures.best_of(request, data) if request.method in {"max", "min", "amax", "amin", "sorted"} else None
    if best is not None and request.method != "sorted":
        return best
    if request.method == "sorted":
        new = flat(request.args[0]).copy() if request.args else Value()
        new.mode = "ranked" if new.scores else ""
        return new
    return tables.aggregate(request, data)


def _best(request: Request) -> Value:
    data = mixed(request.every())
    found = measures.best_of(request, data)
    if found is not None:
        return found
    return mixed([data])


def _fitting(request: Request) -> Value:
    data = flat(request.args[0]) if request.args else Value()
    new = combined([data])
    if data.rows and request.constant("axis") != 1:
        new.touches |= {Touch(request.method, request.node, data.rows, "scaled")}
    new.pure = data.pure
    return new


def _booster(request: Request) -> Value:
    """`xgb.train(params, data, evals=[...], early_stopping_rounds=10)`."""
    data = request.arg(1, "dtrain", "train_set", "pool")
    value = flat(data) if data is not None else Value()
    estimator = request.m.instance(request.full, "model")
    estimator.picks = True  # the matrix holds features and target apart
    rest = Request(request.m, request.node, request.scope, request.full, None, [value], request.keywords)
    estimators.fit(rest, estimator)
    return Value(thing=estimator)


_FUNCTIONS: dict[str, Callable[[Request], Value]] = {
    **picking.FUNCTIONS,
    "train_test_split": splits.train_test_split,
    "random_split": splits.random_split,
    "zip": _zip,
    "enumerate": _enumerate,
    "argmax": _best,
    "argmin": _best,
    "nanargmax": _best,
    "nanargmin": _best,
    "pandas.merge": shaping.merged,
    "polars.col": lambda _: Value(),
    "xgboost.cv": measures.scorer,
    "lightgbm.cv": measures.scorer,
    "catboost.cv": measures.scorer,
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(_PLAIN, lambda _: Value()),
}
