"""How differently the model treats groups of a protected attribute."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.decision.threshold import threshold_of
from modelwright.evaluation.fairness.gaps import Means, difference, estimate_of, means, ratio
from modelwright.evaluation.fairness.groups import Groups, groupings
from modelwright.evaluation.fairness.rates import Rate, binary, multiclass, regression
from modelwright.evaluation.ground import Ground
from modelwright.evidence.fairness import Fairness, FairnessGap, FairnessOf, GroupTreated
from modelwright.spec.promised.fairness import FairnessPromise

_CRITERIA = ("demographic_parity", "equal_opportunity", "equalised_odds", "calibration", "error")
_SHOWN = 10


def measure(ground: Ground) -> Fairness | None:
    """How differently the model treats groups of a protected attribute; None where no attribute is protected.

    Raises:
        InputError: an attribute is no column of the data.
    """
    if not ground.spec.data.protected:
        return None
    promise = ground.spec.promises.fairness or FairnessPromise()
    scored, threshold, left = ground.scored["model"], None, 0
    match ground.spec.model.task:
        case "binary":
            threshold = threshold_of(ground)
            rates = [*binary(scored, threshold)]
        case "multiclass":
            rates, left = multiclass(scored, ground.classes)
        case _:
            rates = [*regression(scored)]
    blocks = None if ground.blocks is None else np.unique(ground.blocks, return_inverse=True)[1].astype(np.intp)
    confidence = ground.spec.promises.confidence
    found = (_of(groups, rates, promise.rows, blocks, confidence) for groups in groupings(ground, promise))
    return Fairness(tuple(found), threshold, left)


def _of(
    groups: Groups, rates: list[Rate], fewest: int, blocks: npt.NDArray[np.intp] | None, confidence: float
) -> FairnessOf:
    measured = [means(rate, groups.codes, len(groups.names), blocks) for rate in rates]
    treated = tuple(
        GroupTreated(
            name,
            int(np.count_nonzero(groups.codes == place)),
            {
                one.rate: estimate_of(one, place, confidence)
                for one in measured
                if one.rows[place] >= fewest and one.units[place] > 1
            },
        )
        for place, name in enumerate(groups.names)
    )
    gaps = (
        _gap(
            name,
            [one for one, rate in zip(measured, rates, strict=True) if name in rate.criteria],
            groups,
            fewest,
            confidence,
        )
        for name in _CRITERIA
        if any(name in rate.criteria for rate in rates)
    )
    return FairnessOf(groups.columns, treated, tuple(gaps), groups.left)


def _gap(criterion: str, several: list[Means], groups: Groups, fewest: int, confidence: float) -> FairnessGap:
    few = tuple(_too_few(several, groups, fewest))
    apart, quotient = difference(several, fewest, confidence), ratio(several, fewest, confidence)
    if apart is None:
        return FairnessGap(criterion, few=few)
    return FairnessGap(
        criterion,
        apart.estimate,
        quotient.estimate if quotient else None,
        apart.rate,
        groups.names[apart.highest],
        groups.names[apart.lowest],
        few,
    )


def _too_few(several: list[Means], groups: Groups, fewest: int) -> Iterator[str]:
    """The groups of which too few rows are known for one of these means."""
    small = np.logical_or.reduce([(one.rows < fewest) | (one.units < 2) for one in several])  # noqa: PLR2004
    yield from (groups.names[place] for place in np.flatnonzero(small).tolist())
