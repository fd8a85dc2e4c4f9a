"""What the model does with cases that are written down (CheckList: Ribeiro et al., 2020)."""

import zlib
from typing import Any, NoReturn

import msgspec
import numpy as np
import numpy.typing as npt

from modelwright.errors import InputError
from modelwright.evaluation.behaviour import changes
from modelwright.evaluation.behaviour.predicting import RefusedRowsError, predicted, scores
from modelwright.evaluation.closed import proportion, summed
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evidence import Estimate
from modelwright.evidence.behaviour import Behaviour, Case, CaseKind
from modelwright.spec import SPEC_NAME
from modelwright.spec.promised.behaviour import BehaviourPromise, Change, Direction, Invariance, Minimum
from modelwright.toml_lines import line_of


def measure(ground: Ground) -> Behaviour | None:
    """Change holdout rows as each case says, predict them, and count the rows that behave.

    Raises:
        InputError: a case names a column, a category or a class that the rows do not have.
    """
    promise = ground.spec.promises.behaviour or BehaviourPromise()
    cases = []
    try:
        for name, change in [*promise.invariance.items(), *promise.direction.items()]:
            kind: CaseKind = "direction" if isinstance(change, Direction) else "invariance"
            at = (kind, name)
            cases.append(_changed(ground, name, change, kind, most=promise.rows))
        for name, case in promise.minimum.items():
            at = ("minimum", name)
            cases.append(_written_out(ground, name, case))
    except changes.UnknownError as unknown:
        _refuse(ground, (*at, unknown.key), unknown.fact)
    return Behaviour(rows=promise.rows, cases=tuple(cases))


def _refuse(ground: Ground, at: tuple[str, ...], fact: str) -> NoReturn:
    keys = ("promises", "behaviour", *at)
    path = ground.repo.root / SPEC_NAME
    line = line_of(path.read_text(encoding="utf-8"), keys) if path.is_file() else None
    raise InputError(ground.repo.shown(SPEC_NAME), f"{'.'.join(keys)}: {fact}", line=line)


def _changed(ground: Ground, name: str, case: Change, kind: CaseKind, *, most: int) -> Case:
    features, categorical = ground.spec.features.names, ground.spec.features.categorical
    # A name draws rows of its own, and the same ones on every machine.
    seed = [ground.seed, zlib.crc32(name.encode())]
    places = np.flatnonzero(changes.concerned(ground.holdout, case))
    if len(places) > most:
        places = np.sort(np.random.default_rng(seed).choice(places, most, replace=False))
    rows = ground.holdout.iloc[places][features]
    made, moved = changes.changed(rows, case, ground.training, categorical=categorical, seed=seed[0] + seed[1])
    watched = _watched(ground, case.of, "of")
    if not moved.any():
        return Case(name, kind)
    made, places = made[moved], places[moved]
    try:
        found = scores(ground, predicted(ground, made))
    except RefusedRowsError as refused:
        return Case(name, kind, refused=str(refused))
    wrong = _wrong(case, ground.scored["model"].scores[places], found, watched)
    finite = np.isfinite(wrong)
    share = share_of(wrong <= _allowed(case), ground.spec.promises.confidence, _blocks(ground, places))
    worst = float(wrong[finite].max()) if finite.any() else None
    return Case(name, kind, share=share, worst=worst, not_finite=int((~finite).sum()))


def _allowed(case: Change) -> float:
    # Probabilities are sums of floats: what differs in the last digits has not moved.
    allowed = case.at_most if isinstance(case, Invariance) else case.tolerance if isinstance(case, Direction) else 0.0
    return allowed + 1e-9


def _wrong(case: Change, before: Floats, after: Floats, watched: int | None) -> Floats:
    """How far each row goes where it must not, shape (rows,): never below zero; NaN where nothing was predicted."""
    if watched is not None:
        before, after = before[:, watched], after[:, watched]
    with np.errstate(invalid="ignore"):
        if isinstance(case, Direction):
            return np.maximum(after - before if case.must_not == "rise" else before - after, 0.0)
        distance = np.abs(after - before)
    return distance if distance.ndim == 1 else distance.max(axis=1)


def _watched(ground: Ground, wanted: Any, key: str) -> int | None:
    """The column of a class among the probabilities; None where no class is named."""
    if wanted is None:
        return None
    classes = [*ground.model.classes_]
    if wanted not in classes:
        raise changes.UnknownError(key, f"{wanted!r} is not a class; there are {', '.join(ground.classes[:10])}")
    return classes.index(wanted)


def _blocks(ground: Ground, places: npt.NDArray[np.intp]) -> Any:
    return None if ground.blocks is None else ground.blocks[places]


def share_of(behaves: npt.NDArray[np.bool_], confidence: float, blocks: npt.NDArray[Any] | None) -> Estimate:
    """The share of rows that behave (Wilson, 1927), with the rows' effective number where they come in blocks.

    The effective number is that of independent rows whose share would be as uncertain (Korn and Graubard, 1998); where
    all rows behave, or none, that of the blocks.

    Args:
        behaves: shape (rows,), at least one.
        confidence: such as 0.95.
        blocks: shape (rows,): rows of equal value are not independent of each other.
    """
    count, share = len(behaves), float(behaves.mean())
    if blocks is None:
        return proportion(float(behaves.sum()), count, confidence)
    units, error = summed(behaves.astype(np.float64) - share, blocks)
    spread = share * (1 - share)
    effective = float(units)
    if spread > 0 and units > 1 and error > 0:
        effective = min(float(count), max(float(units), spread / error**2))
    found = proportion(share * effective, effective, confidence)  # type: ignore[arg-type] # rows as a number of them
    return msgspec.structs.replace(found, value=share, rows=count, method=f"Wilson, {effective:.0f} effective rows")


def _written_out(ground: Ground, name: str, case: Minimum) -> Case:
    features, categorical = ground.spec.features.names, ground.spec.features.categorical
    row = changes.written_out(case, ground.training[features], categorical=categorical)
    watched = _watched(ground, case.predicts, "predicts")
    try:
        found = scores(ground, predicted(ground, row))[0]
    except RefusedRowsError as refused:
        return Case(name, "minimum", refused=str(refused))
    if not np.isfinite(found).all():
        return Case(name, "minimum", not_finite=1)
    if watched is None:
        return Case(name, "minimum", prediction=float(found))
    label = ground.classes[int(found.argmax())]
    return Case(name, "minimum", prediction=float(found[watched]), label=label)
