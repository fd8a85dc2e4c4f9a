"""What divides rows: functions, splitters, and draws of a share."""

import ast

from modelwright.dataflow.facts import Columns, Division, RowSet, Touch
from modelwright.dataflow.kinds import GROUPED, ORDERED, SPLITTERS
from modelwright.dataflow.request import Request, lifted
from modelwright.dataflow.rows import FOLD, Part, opposite
from modelwright.dataflow.subscripts import narrowed
from modelwright.dataflow.values import Value, flat


def train_test_split(request: Request) -> Value:
    """A training and a test side of each argument, in turn."""
    division = request.m.trace.place(f"split{request.place}", request.node.lineno)
    new = Value()
    new.items = []
    rows = frozenset(r for one in request.args for r in lifted(request, one).rows)
    for one in request.args:
        data = flat(one)
        data = data if data is not one else one.copy()
        new.items += [narrowed(data, Part(division, side)) for side in ("train", "test")]
    grouped = "groups" in request.keywords or any(one.mode == "unique" for one in request.args)
    shuffled = request.constant("shuffle") is not False
    request.record(Division("train_test_split", request.node, shuffled, not shuffled, grouped, rows))
    return new


def folds(request: Request) -> Value:
    """An iterable of pairs of indices: of the rows to learn from, and of the rows to score."""
    division = request.m.trace.place(f"{FOLD}{request.place}", request.node.lineno)
    pair = Value()
    pair.items = []
    for side in ("train", "test"):
        index = Value()
        index.part = Part(division, side)
        pair.items.append(index)
    new = Value()
    new.items = [pair]
    return new


def splitter(request: Request) -> None:
    """A splitter is made: whether it shuffles, and whether it keeps groups together."""
    name = request.method
    shuffled = SPLITTERS.get(name, False) or request.constant("shuffle") is True
    request.record(Division(name, request.node, shuffled, name in ORDERED, name in GROUPED, frozenset()))


def plain_folds(request: Request, name: str, rows: RowSet) -> None:
    """A cross-validation that is told how many folds, and not how."""
    folds = request.keywords.get("cv")
    if folds is None or isinstance(folds.constant, int):
        request.record(Division(name, request.node, False, False, "groups" in request.keywords, rows))


def random_split(request: Request) -> Value:
    """PyTorch's: as many parts as there are lengths."""
    data = lifted(request, request.args[0]) if request.args else Value()
    lengths = request.arg(1, "lengths")
    count = len(lengths.items) if lengths is not None and lengths.items else 2
    division = request.m.trace.place(f"split{request.place}", request.node.lineno)
    sides = ["train", "test"] if count == 2 else ["train", "validation", "test"]  # noqa: PLR2004
    new = Value()
    new.items = [
        narrowed(data, Part(division, sides[index] if index < len(sides) else str(index))) for index in range(count)
    ]
    request.record(Division("random_split", request.node, shuffled=True, ordered=False, grouped=False, rows=data.rows))
    return new


def array_split(request: Request) -> Value:
    """`np.split(x, bounds)`: parts in order."""
    data = flat(request.args[0]) if request.args else Value()
    bounds = request.node.args[1] if len(request.node.args) > 1 else None
    count = len(bounds.elts) + 1 if isinstance(bounds, ast.List | ast.Tuple) else 0
    division = request.m.trace.place(f"split{request.place}", request.node.lineno)
    new = Value()
    if count:
        new.items = [narrowed(data, Part(division, str(index))) for index in range(count)]
        return new
    return data.copy()


def drawn(request: Request, data: Value) -> Value:
    """`frame.sample(...)`: some of the rows, or all of them in another order, or some of them twice."""
    share = request.arg(-1, "frac", "fraction")
    if request.constant("replace") is True or request.constant("with_replacement") is True:
        new = data.copy()
        new.touches |= {Touch("sample", request.node, data.rows, "resampled")}
        return new
    if share is not None and share.constant == 1:
        return data.copy()
    division = request.m.trace.place(f"sample{request.place}", request.node.lineno)
    return narrowed(data, Part(division, "in"))


def rest(data: Value, gone: Value) -> Value | None:
    """The rows that are left when those of another value are dropped; None where it holds none of them."""
    for rows in gone.rows:
        if len(rows) > 1 and any(rows[: len(one)] == one for one in data.rows):
            return narrowed(data, opposite(rows[-1]))
    return None


def loaded(request: Request) -> Value:
    """`(x_train, y_train), (x_test, y_test) = mnist.load_data()`."""
    division = f"load{request.place}"
    request.m.trace.place(division, request.node.lineno)
    data = Value(request.m.fresh(request.full))
    new = Value()
    new.items = []
    for side in ("train", "test"):
        pair = Value()
        pair.items = [narrowed(data, Part(division, side)), narrowed(data, Part(division, side))]
        new.items.append(pair)
    return new


def read(request: Request) -> Value:
    """Data from a file, a database or a loader."""
    label = next((str(one.constant) for one in request.args if isinstance(one.constant, str)), "")
    subset = request.constant("subset") or request.constant("train") or request.constant("split")
    rows = request.m.fresh(label)
    if isinstance(subset, str) and subset != "all":
        source = f"source {request.full}"
        rows = frozenset({(Part(source, ""), Part("subset", subset))})
    elif isinstance(request.constant("train"), bool):
        rows = frozenset({(Part(f"source {request.full}", ""), Part("subset", "train" if subset else "test"))})
    new = Value(rows)
    frame = request.method.startswith(("read", "scan", "fetch_openml"))
    if request.constant("return_X_y") is True:
        new.items = [Value(rows), Value(rows)]
        new.rows = frozenset()
        return new
    if frame and request.constant("as_frame") is None:
        new.columns = Columns(request.m.number(), read=True)
    request.m.trace.name(rows, label.rpartition("/")[2])
    return new
