"""What the search found, in words and with intervals: the weakest slices, and the one that decides the gate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import around, mean, summed
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evaluation.slices.coding import Coded, coded
from modelwright.evaluation.slices.declared import Booleans, column_of
from modelwright.evaluation.slices.losses import Loss, codes_of, guessed, loss_of, losses
from modelwright.evaluation.slices.search import Candidate, rows_of, search
from modelwright.evidence import Estimate
from modelwright.evidence.slices import SliceSearch, WeakSlice
from modelwright.spec.promised.slices import SlicesPromise

Places = npt.NDArray[np.intp]
# So many are shown.
_SHOWN = 10
# Slices that share more of their rows than this are one finding.
_ALIKE = 0.5
# Judging a slice reads all rows once; so many rows are read for this in all, whatever their number.
_READ = 200_000_000
_AT_LEAST_JUDGED = 200
_AT_MOST_JUDGED = 3_000
_SURE = 2.0


@dataclass(frozen=True)
class _Lost:
    """What rows cost: the model, the linear baseline; and how sure one must be of each of many slices."""

    ground: Ground
    loss: Loss
    model: Floats
    linear: Floats
    level: float
    confidence: float

    def weak(self, one: Candidate, inside: Places, name: str, columns: tuple[str, ...]) -> WeakSlice:
        """A slice in the terms of the evidence."""
        lost = self.model[inside]
        blocks = None if self.ground.blocks is None else self.ground.blocks[inside]
        answers: dict[Literal["linear", "guess"], Floats] = {
            "linear": self.linear[inside],
            "guess": guessed(self.ground.scored["model"].truth[inside], self.loss),
        }
        simpler = min(answers, key=lambda answer: float(answers[answer].mean()))
        whole = float(self.model.mean())
        times = mean(lost / whole, self.level, blocks)
        excess = (lost - answers[simpler]) / whole
        units, error = summed(excess - excess.mean(), blocks)
        method = f"t interval, corrected for {self.judged:,} looks"
        return WeakSlice(
            name,
            columns,
            one.rows,
            mean(lost, self.confidence, blocks),
            Estimate(times.value, times.low, times.high, one.rows, method),
            simpler,
            around(float(excess.mean()), error, units, self.level, rows=one.rows, method=method),
        )

    @property
    def judged(self) -> int:
        """For how many slices the intervals hold at once."""
        return round((1 - self.confidence) / (1 - self.level))


def weakest(ground: Ground, promise: SlicesPromise) -> SliceSearch | None:
    """Search for the weakest slices; None where the model has no loss at all."""
    spec, scored = ground.spec, ground.scored
    loss = loss_of(spec)
    lost = losses(scored["model"], loss)
    names = _searched(ground, promise)
    least = max(promise.rows, int(np.ceil(promise.support * len(lost))))
    if lost.mean() <= 0 or len(lost) < 2 * least:
        return None
    columns = [coded(column_of(ground.holdout, name, "search"), least=least) for name in names]
    # A part that nearly all rows are in says nothing of any other column's parts.
    columns = [one for one in columns if np.bincount(one.codes).max() <= len(lost) - least]
    result = search(columns, lost, least=least, blocks=codes_of(ground.blocks))
    total = (len(lost), float(lost.sum()))
    ranked = sorted(result.found, key=lambda one: (-_at_least_behind(one, total), one.parts))
    ranked = ranked[: max(_AT_LEAST_JUDGED, min(_AT_MOST_JUDGED, _READ // len(lost)))]
    confidence = spec.promises.confidence
    level = 1 - (1 - confidence) / max(1, len(ranked))
    judge = _Lost(ground, loss, lost, losses(scored["linear"], loss), level, confidence)
    weak = [judge.weak(one, np.flatnonzero(rows_of(one, columns)), *_named(one, columns)) for one in ranked]
    return SliceSearch(
        loss=loss,
        whole=mean(lost, confidence, ground.blocks),
        columns=tuple(names),
        least=least,
        looks=result.looks,
        found=len(result.found),
        judged=len(weak),
        weakest=tuple(weak[place] for place in _distinct([rows_of(one, columns) for one in ranked[:_LOOKED]])),
        worst=max(weak, key=lambda one: (one.excess.low, one.name), default=None),
        broadest=max(weak, key=lambda one: (one.excess.low * one.rows, one.name), default=None),
        highest=max(weak, key=lambda one: (one.times.low, one.name), default=None),
    )


def _searched(ground: Ground, promise: SlicesPromise) -> list[str]:
    spec = ground.spec
    if promise.search:
        return list(dict.fromkeys(promise.search))
    of_slices = [condition.column for one in promise.declared for condition in one.where]
    names = dict.fromkeys([*spec.features.names, *spec.data.protected, *promise.columns, *of_slices])
    return [name for name in names if name != spec.data.target and name not in spec.data.personal]


def _at_least_behind(one: Candidate, total: tuple[int, float]) -> float:
    """How far the slice is behind the other rows, less what may be chance."""
    rows, lost = total
    behind = one.mean - (lost - one.rows * one.mean) / (rows - one.rows)
    return behind * (1 - _SURE / one.z)


def _named(one: Candidate, columns: list[Coded]) -> tuple[str, tuple[str, ...]]:
    name = " and ".join(columns[place].named(part) for place, part in one.parts)
    return name, tuple(columns[place].column for place, _ in one.parts)


# Of so many of the weakest, those that are not alike are shown.
_LOOKED = 100


def _distinct(masks: list[Booleans]) -> Iterator[int]:
    """The places of slices that are not nearly the same rows as a weaker one."""
    kept = list[Booleans]()
    for place, mask in enumerate(masks):
        if len(kept) == _SHOWN:
            return
        if all((mask & other).sum() <= _ALIKE * (mask | other).sum() for other in kept):
            kept.append(mask)
            yield place
