"""Functions that are reached through an import, and Python's own."""

from collections.abc import Callable

from modelwright.dataflow.binding import element, part_of
from modelwright.dataflow.facts import Columns, Touch
from modelwright.dataflow.kinds import AGGREGATES, FITTING_FUNCTIONS, SPLITTERS, kind_of
from modelwright.dataflow.library import estimators, measures, splits, tables
from modelwright.dataflow.request import Request, unknown
from modelwright.dataflow.rows import opposite
from modelwright.dataflow.subscripts import narrowed
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
    for known in (full, name):
        handler = _FUNCTIONS.get(known)
        if handler is not None:
            return handler(request)
    kind = kind_of(full)
    if kind == "splitter":
        splits.splitter(request)
    if kind:
        return estimators.make(request, kind)
    return _by_pattern(request, name, full)


def _by_pattern(request: Request, name: str, full: str) -> Value:
    if name in measures.FOLDING:
        return measures.folding(request)
    if name in measures.CURVES or measures.measures(full):
        return measures.metric(request)
    if full in FITTING_FUNCTIONS:
        return _fitting(request)
    if name in {"from_estimator", "from_predictions"}:
        return measures.display(request)
    if full in _BOOSTER_TRAINS:
        return _booster(request)
    if name in AGGREGATES and len(request.args) and "." in full or name in {"max", "min", "sum", "sorted"}:
        return _aggregate(request)
    if name == "load_data":
        return splits.loaded(request)
    if name.startswith(_READS) and not (name.startswith(("make_", "load_")) and _takes_data(request)):
        return splits.read(request)
    if name in _STACKS and "." in full:
        return stacked(request)
    if name in estimators.STOPPERS:
        return Value(constant=f"callback {name}")
    if name[:1].isupper() and not _takes_data(request) and not any(one.thing for one in request.args):
        return _object(request, full)
    return _unknown(request)


def _object(request: Request, full: str) -> Value:
    """An object of a class that nobody knows: a callback, perhaps, or a loader."""
    new = Value(constant=f"callback {request.method}")
    if "train" in request.keywords or "split" in request.keywords:  # torchvision's data sets
        return splits.read(request)
    del full
    return new


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
    for one in over.items if over.items else [element(over)]:
        pair = Value()
        pair.items = [Value(), one]
        new.items.append(pair)
    return new


def _aggregate(request: Request) -> Value:
    data = mixed(request.every())
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
    new = mixed([data])
    return new


def stacked(request: Request) -> Value:
    """Tables below each other; where one holds rows of another, rows are there twice."""
    first = request.args[0] if request.args else request.keywords.get("objs", Value())
    parts = first.items if first.items is not None else request.args
    axis = request.arg(1, "axis", "dim", "how")
    beside = axis is not None and axis.constant in {1, -1, "columns", "horizontal"}
    new = combined(parts)
    if beside or not parts:
        return new
    new.columns = next((one.columns for one in parts if one.columns is not None), None)
    seen: set[object] = set()
    for one in parts:
        if one.rows and one.columns is None and request.method != "concat":
            continue
        if one.rows & seen and not any(t.kind == "resampled" for t in new.touches):
            twice = frozenset(rows for rows in one.rows if rows in seen)
            new.touches |= {Touch("concat", request.node, twice, "resampled")}
        seen |= one.rows
    return new


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
    estimators.method_fit(rest, estimator)
    return Value(thing=estimator)


def _frame(request: Request) -> Value:
    new = combined(request.every())
    new.pure = False
    new.columns = Columns(request.m.number())
    return new


def _resample(request: Request) -> Value:
    """`sklearn.utils.resample`: with replacement unless it is told not to."""
    new = Value()
    new.items = []
    again = request.constant("replace", 1) is not False
    for one in request.args:
        data = flat(one).copy() if one.items is not None else one.copy()
        if data.rows and (again or _is_class(data)):
            data.touches |= {Touch("resample", request.node, data.rows, "resampled")}
        new.items.append(data)
    return new.items[0] if len(new.items) == 1 else new


def _is_class(data: Value) -> bool:
    return any(rows[-1].division.startswith("mask") for rows in data.rows)


def _dummies(request: Request) -> Value:
    new = combined(request.every())
    new.columns = Columns(request.m.number(), read=True) if new.rows else None
    return new


def _where(request: Request) -> Value:
    values = [one for one in request.args if one.rows or one.stats]
    if request.args and request.args[0].part is not None and len(request.args) == 1:
        return request.args[0].copy()
    return combined(values)


def _difference(request: Request) -> Value:
    """`np.setdiff1d(all, some)`."""
    if len(request.args) > 1:
        left = splits.rest(flat(request.args[0]), flat(request.args[1]))
        if left is not None:
            return left
    return unknown(request)


def _indices(request: Request) -> Value:
    """Numbers of rows, in order or not: rows of their own, which may be divided."""
    given = mixed(request.args)
    if request.method == "shuffle" and request.args:
        return request.args[0].copy() if len(request.args) == 1 else _several(request)
    return given if given.rows and request.method != "arange" else Value(request.m.fresh("index"))


def _several(request: Request) -> Value:
    new = Value()
    new.items = [one.copy() for one in request.args]
    return new


def _subset(request: Request) -> Value:
    from modelwright.dataflow.subscripts import picked

    if len(request.args) > 1:
        return picked(flat(request.args[0]), request.args[1], request.node)
    return unknown(request)


def _loader(request: Request) -> Value:
    """`DataLoader(data, sampler=SubsetRandomSampler(index))`."""
    if not request.args:
        return unknown(request)
    data, sampler = flat(request.args[0]), request.keywords.get("sampler")
    part = part_of(sampler) if sampler is not None else None
    return narrowed(data, part) if part is not None else data.copy()


def _deleted(request: Request) -> Value:
    """`np.delete(x, index, axis=0)`: the other rows."""
    part = part_of(request.args[1]) if len(request.args) > 1 else None
    data = flat(request.args[0]) if request.args else Value()
    return narrowed(data, opposite(part)) if part is not None else data.copy()


def _column(request: Request) -> Value:
    del request
    return Value()


_FUNCTIONS: dict[str, Callable[[Request], Value]] = {
    "train_test_split": splits.train_test_split,
    "random_split": splits.random_split,
    "numpy.split": splits.array_split,
    "numpy.array_split": splits.array_split,
    "zip": _zip,
    "enumerate": _enumerate,
    "sklearn.utils.resample": _resample,
    "resample": _resample,
    "argmax": _best,
    "argmin": _best,
    "nanargmax": _best,
    "nanargmin": _best,
    "pandas.DataFrame": _frame,
    "polars.DataFrame": _frame,
    "pandas.get_dummies": _dummies,
    "where": _where,
    "setdiff1d": _difference,
    "arange": _indices,
    "permutation": _indices,
    "sklearn.utils.shuffle": _indices,
    "Subset": _subset,
    "torch.utils.data.Subset": _subset,
    "take": _subset,
    "numpy.delete": _deleted,
    "torch.utils.data.DataLoader": _loader,
    "DataLoader": _loader,
    "polars.col": _column,
    "xgboost.cv": measures.scorer,
    "lightgbm.cv": measures.scorer,
    "catboost.cv": measures.scorer,
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(_PLAIN, lambda _: Value()),
}
