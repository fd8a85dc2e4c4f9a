"""Which columns of a table are kept, taken or taken away."""

from collections.abc import Iterable

from modelwright.dataflow.facts import Columns, Touch, Touches
from modelwright.dataflow.values import NOTHING, Value


def selected(value: Value, names: Iterable[str], *, series: bool = False) -> Value:
    """Only these columns of a table."""
    wanted = frozenset(names)
    known = value.keyed or {}
    if series and len(wanted) == 1 and (held := known.get(next(iter(wanted)))) is not None and not value.rows:
        return held
    new = value.copy()
    new.keyed = new.items = new.given = None
    new.touches = _on(value.touches, wanted)
    if series and (held := known.get(next(iter(wanted), None))) is not None:
        new.predictions |= held.predictions
        new.scores |= held.scores
    if value.columns is not None:
        table = value.columns.table
        new.columns = value.columns._replace(only=wanted, dropped=frozenset())
        new.sources = frozenset((table, name) for name in wanted)
        new.pure = True
    return new


def dropped(value: Value, names: Iterable[str]) -> Value:
    """All but these columns of a table."""
    gone = frozenset(names)
    new = value.copy()
    new.touches = frozenset(t for t in value.touches if t.columns is None or not t.columns <= gone)
    columns = value.columns
    if columns is not None:
        only = columns.only - gone if columns.only is not None else None
        new.columns = columns._replace(only=only, dropped=columns.dropped | gone)
        new.sources = NOTHING
        new.pure = False
    return new


def some(value: Value) -> Value:
    """Columns by number or by a computed list: nobody knows which.

    What was learned for one named column may not be among them: the encoding of a target is left out with it.
    """
    new = value.copy()
    new.touches = frozenset(t for t in value.touches if t.columns is None)
    new.columns = None
    new.sources = NOTHING
    new.pure = False
    new.keyed = new.items = None
    return new


def named(value: Value, names: Columns) -> Value:
    """The columns that another value lists the names of."""
    if names.only is not None:
        return selected(value, names.only)
    if value.columns is not None and names.table != value.columns.table:
        return some(value)  # the names of another table: nobody knows which of them this one has
    return dropped(value, names.dropped)


def _on(touches: Touches, wanted: frozenset[str]) -> Touches:
    kept = set()
    for touch in touches:
        if touch.columns is None:
            kept.add(Touch(touch.name, touch.node, touch.rows, touch.kind, wanted))
        elif touch.columns & wanted:
            kept.add(touch)
    return frozenset(kept)
