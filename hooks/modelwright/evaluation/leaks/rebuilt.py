"""What features know of rows that are held out: the team's `load` on copies of the file in which these differ."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.frames import team_module
from modelwright.data.splits import sides
from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.copied import MARK, Copied, Unreadable, copy_of, numbered
from modelwright.evidence.leaks import Changed, Dependence
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    import polars as pl

    Marks = npt.NDArray[np.intp]

# Sums of other rows are added in another order; what depends on them changes by more.
_EQUAL = 1e-9


def dependence(ground: Ground) -> tuple[Dependence, Dependence]:
    """Load the file again with other outcomes of held-out rows, and without these rows; compare the features.

    Returns:
        Of outcomes: in a random split no row's features may change, for each is a feature of some row. In a split by
        time, rows may know outcomes of older rows, such as yesterday's demand; so from a row on, its own outcome and
        all later ones are changed, and neither it nor an older row may change. Of rows: the features of training rows.
    """
    try:
        load = team_module(ground.repo, "data").load
        keys = list(ground.spec.data.keys)
        with copy_of(ground.repo.data_path, load, keys=keys, seed=ground.seed) as copied:
            return _measured(ground, copied)
    except (Unreadable, InputError, AttributeError) as error:
        fact = error.fact if isinstance(error, InputError) else str(error)
        return Dependence(why_not=fact), Dependence(why_not=fact)


def _measured(ground: Ground, copied: Copied) -> tuple[Dependence, Dependence]:
    spec, table = ground.spec, numbered(copied.table)
    frame = copied.loaded(table)
    chosen = sides(frame.drop(columns=MARK), spec)
    if not _same(_by_mark(frame, spec), _by_mark(copied.loaded(table), spec)).all():
        raise Unreadable("load gives other rows each time")
    training, held = (frame[MARK].to_numpy()[side] for side in (chosen.training, chosen.holdout))
    return (
        _or_why_not(lambda: _of_targets(spec, copied, table, frame, training, held)),
        _or_why_not(lambda: _of_rows(spec, copied, table, frame, training)),
    )


def _or_why_not(measured: Callable[[], Dependence]) -> Dependence:
    try:
        return measured()
    except Unreadable as error:
        return Dependence(why_not=str(error))


def _of_targets(  # noqa: PLR0913, PLR0917 - the table and its rows, as loaded and by side
    spec: Spec, copied: Copied, table: "pl.DataFrame", frame: "pd.DataFrame", training: "Marks", held: "Marks"
) -> Dependence:
    """Each case: whose outcomes are changed, and whose features are compared."""
    if spec.data.target not in table.columns:
        return Dependence(why_not=f"the file has no column {spec.data.target!r}: load makes the target")
    cases = [(held, np.concatenate([training, held]))] if spec.split.column is None else [(held, training)]
    if spec.split.column is not None:
        times = frame.set_index(MARK)[spec.split.column]
        ordered = times.loc[list(held)].sort_values(kind="stable")
        for place in (len(ordered) // 3, 2 * len(ordered) // 3):
            pivot, time = ordered.index[place], ordered.iloc[place]
            later = times.index[(times > time).to_numpy()].to_numpy()
            older = times.index[(times < time).to_numpy()].to_numpy()
            cases.append((np.append(later, pivot), np.append(older, pivot)))
    before, found = _by_mark(frame, spec), []
    for altered, compared in cases:
        after = copied.loaded(_with_other_outcomes(table, spec, altered))
        if not _outcomes_differ(frame, after, spec, altered):
            return Dependence(why_not="load does not take the target from its file")
        found.append(_compared(before, _by_mark(after, spec), compared, spec))
    return max(found, key=lambda one: sum(change.rows for change in one.changed))


def _of_rows(spec: Spec, copied: Copied, table: "pl.DataFrame", frame: "pd.DataFrame", training: "Marks") -> Dependence:
    kept = np.zeros(table.height, dtype=bool)
    kept[training] = True
    if spec.split.gap is not None:  # rows of the gap are older than the holdout, and known by then
        kept[frame[MARK].to_numpy()[~sides(frame.drop(columns=MARK), spec).holdout]] = True
    after = copied.loaded(table.filter(kept))
    if len(after) >= len(frame):
        return Dependence(why_not="load does not take the rows from its file")
    return _compared(_by_mark(frame, spec), _by_mark(after, spec), training, spec)


def _with_other_outcomes(table: "pl.DataFrame", spec: Spec, rows: "Marks") -> "pl.DataFrame":
    """Numbers are mirrored within their range; a class becomes the next one. No value is new to `load`."""
    import polars as pl

    column = table[spec.data.target]
    changed = np.zeros(table.height, dtype=bool)
    changed[rows] = True
    if spec.model.task == "regression":
        # modelwright: allow[swallowed-error] a text that is no number is no aggregate of the target
        values: Any = column.cast(pl.Float64, strict=False) if column.dtype == pl.String else column
        other = (values.max() + values.min()) - values
        if column.dtype == pl.String:
            whole = bool((values.drop_nulls() == values.drop_nulls().round()).all())
            other = (other.cast(pl.Int64) if whole else other).cast(pl.String)
        other = other.cast(column.dtype)
    else:
        names = column.drop_nulls().unique().sort()
        following = pl.concat([names[1:], names[:1]])
        other = column.replace_strict(names, following, default=None, return_dtype=column.dtype)
    mixed = pl.DataFrame({"now": column, "other": other, "changed": changed}).select(
        pl.when("changed").then("other").otherwise("now")
    )
    return table.with_columns(mixed.to_series().alias(spec.data.target))


def _outcomes_differ(before: "pd.DataFrame", after: "pd.DataFrame", spec: Spec, rows: "Marks") -> bool:
    one, other = (frame[frame[MARK].isin(rows)] for frame in (before, after))
    if len(one) != len(other):
        return True
    return bool((one[spec.data.target].astype(str).to_numpy() != other[spec.data.target].astype(str).to_numpy()).any())


def _by_mark(frame: "pd.DataFrame", spec: Spec) -> "pd.DataFrame":
    """The features, by the row of the file; of several rows that came of one, the first."""
    some = frame[[MARK, *spec.features.names]]
    return some.drop_duplicates(MARK).set_index(MARK)


def _compared(before: "pd.DataFrame", after: "pd.DataFrame", rows: "Marks", spec: Spec) -> Dependence:
    common = before.index.intersection(after.index).intersection(list(rows))
    if common.empty:
        return Dependence(why_not="load leaves no row of the copy that could be compared")
    same = _same(before.loc[common], after.loc[common])
    counts = {name: int((~same[:, place]).sum()) for place, name in enumerate(spec.features.names)}
    changed = sorted((Changed(*one) for one in counts.items() if one[1]), key=lambda one: (-one.rows, one.feature))
    return Dependence(len(common), tuple(changed))


def _same(one: "pd.DataFrame", other: "pd.DataFrame") -> Any:
    """Whether each value is the same; two missing ones are. Shape (rows, features)."""
    from pandas.api.types import is_numeric_dtype

    if len(one) != len(other):
        return np.zeros((1, one.shape[1]), dtype=bool)
    columns = []
    for name in one.columns:
        a, b = one[name], other[name]
        if is_numeric_dtype(a.dtype) and is_numeric_dtype(b.dtype):
            columns.append(np.isclose(a.to_numpy(float), b.to_numpy(float), rtol=_EQUAL, atol=0, equal_nan=True))
        else:
            columns.append((a.astype(str).to_numpy() == b.astype(str).to_numpy()) | (a.isna() & b.isna()).to_numpy())
    return np.column_stack(columns)
