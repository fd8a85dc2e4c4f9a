"""The folds that score a setting of the hyperparameters, and the outer ones that score the whole tuning.

They honour the split of the spec: no group, and no time, is in what is fitted and in what is scored.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from modelwright.data.hashing import hashed
from modelwright.data.strata import edges, strata
from modelwright.data.times import is_before_gap, times
from modelwright.errors import InputError
from modelwright.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Places = npt.NDArray[np.intp]


class Nested(NamedTuple):
    """An outer fold of nested cross-validation.

    Args:
        fitted: places of the rows on which the model is tuned and fitted.
        scored: places of the rows on which the outcome is scored; no inner fold holds any of them.
        folds: for tuning, as `cv` of scikit-learn takes them; places within the `fitted` rows.
    """

    fitted: "Places"
    scored: "Places"
    folds: Any


def folds(spec: Spec, rows: "pd.DataFrame | None" = None) -> Any:
    """The folds that score a trial, for the spec's strategy and task, as `cv` of scikit-learn takes them.

    Args:
        spec: of the model.
        rows: the training rows. A spec with groups, strata or a gap needs them: a splitter that sees features alone
            knows of none. With them, a split by time never parts rows of one time.

    Raises:
        InputError: rows are needed and missing, or do not fill the folds.
    """
    return _made(spec, rows, spec.tuning.folds)


def nested(spec: Spec, rows: "pd.DataFrame") -> list[Nested]:
    """The outer folds of nested cross-validation, each with inner folds for tuning.

    The best of many trials looks better on the folds that chose it than it is (Cawley and Talbot, 2010). Tuned anew on
    the inner folds of each outer one, it is scored on rows that had no say in the choice (Varma and Simon, 2006).

    Args:
        spec: with `tuning.nested`, how many outer folds there are.
        rows: the training rows.

    Returns:
        The outer folds; none where the spec asks for none.

    Raises:
        InputError: rows do not fill the folds.
    """
    import numpy as np

    if spec.tuning.nested is None:
        return []
    made = _made(spec, rows, spec.tuning.nested)
    target = rows[spec.data.target]
    outer = made if isinstance(made, list) else list(made.split(np.zeros(len(rows)), target))
    return [Nested(fitted, scored, _inner(spec, rows.iloc[fitted])) for fitted, scored in outer]


def _inner(spec: Spec, rows: "pd.DataFrame") -> Any:
    """Folds as places, so that whoever tunes need not hand them the target."""
    import numpy as np

    made = _made(spec, rows, spec.tuning.folds)
    return made if isinstance(made, list) else list(made.split(np.zeros(len(rows)), rows[spec.data.target]))


def _made(spec: Spec, rows: "pd.DataFrame | None", count: int) -> Any:
    from sklearn.model_selection import KFold, StratifiedKFold, TimeSeriesSplit

    split = spec.split
    if rows is None:
        for key in ("group", "stratify", "gap"):
            if getattr(split, key) is not None:
                raise InputError(f"split.{key}", "folds must know the rows: train.py must call folds(spec, training)")
        if split.strategy == "time":
            return TimeSeriesSplit(count)
    elif split.strategy == "time":
        return _forward(spec, rows, count)
    elif split.group:
        return _of_groups(spec, split.group, rows, count)
    elif split.stratify:
        made = StratifiedKFold(count, shuffle=True, random_state=split.seed)
        return list(made.split(rows, _codes(spec, split.stratify, rows)))
    if rows is not None:
        _refuse_few(spec, rows, count)
    kind = KFold if spec.model.task == "regression" else StratifiedKFold
    return kind(count, shuffle=True, random_state=split.seed)


def _refuse_few(spec: Spec, rows: "pd.DataFrame", count: int) -> None:
    if len(rows) < count:
        raise InputError("tuning.folds", f"{len(rows)} training rows do not fill {count} folds")
    if spec.model.task != "regression":
        classes = rows[spec.data.target].value_counts()
        if len(classes) and classes.min() < count:
            fact = f"class {str(classes.idxmin())!r} has {classes.min()} of the training rows"
            raise InputError("tuning.folds", f"{fact}, too few for {count} folds")


def _codes(spec: Spec, column: str, rows: "pd.DataFrame") -> "Places":
    return strata(rows, column, spec.split.frozen.edges if spec.split.frozen else edges(rows, column))[0]


def _of_groups(spec: Spec, group: str, rows: "pd.DataFrame", count: int) -> "list[tuple[Places, Places]]":
    """The rows that are fitted and those that are scored, of each fold."""
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    groups = rows[group].nunique(dropna=False)
    if groups < count:
        raise InputError("split.group", f"{groups} groups of {group!r} do not fill {count} folds")
    alike = _codes(spec, spec.split.stratify, rows) if spec.split.stratify else rows[spec.data.target]
    by_class = spec.model.task != "regression" or spec.split.stratify
    made = (StratifiedGroupKFold if by_class else GroupKFold)(count, shuffle=True, random_state=spec.split.seed)
    return list(made.split(rows, alike, hashed(rows, [group])))


def _forward(spec: Spec, rows: "pd.DataFrame", count: int) -> "list[tuple[Places, Places]]":
    """Folds that go forward in time: each block is scored by what was fitted on the rows before it, less the gap."""
    import numpy as np

    values = times(rows, spec)
    ordered = values.sort_values(ignore_index=True)
    found = ordered.drop_duplicates()
    if len(found) <= count:
        fact = f"{len(found)} times of {spec.split.column!r} do not fill {count} folds"
        raise InputError("split.column", f"{fact} and the rows before them")
    bounds = [found.iloc[place] for place in _firsts(found.index.to_numpy(), len(rows), count)]
    made = []
    for place, start in enumerate(bounds):
        fitted = is_before_gap(values, start, spec.split.gap)
        scored = values >= start
        if place + 1 < count:
            scored &= values < bounds[place + 1]
        if not fitted.any():
            raise InputError("split.gap", f"{spec.split.gap} leaves no row to fit before fold {place + 1} of {count}")
        made.append((np.flatnonzero(fitted), np.flatnonzero(scored)))
    return made


def _firsts(starts: "Places", rows: int, count: int) -> list[int]:
    """The time at which each block begins: blocks of rows as equal as whole times allow, none of them empty."""
    import numpy as np

    chosen: list[int] = []
    for block in range(1, count + 1):
        nearest = int(np.abs(starts - rows * block / (count + 1)).argmin())
        earliest = chosen[-1] + 1 if chosen else 1
        # As many times must be left as there are blocks to come.
        chosen.append(min(max(nearest, earliest), len(starts) - 1 - (count - block)))
    return chosen
