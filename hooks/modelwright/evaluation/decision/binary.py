"""Two classes: act, or do not."""

import msgspec
import numpy as np
import numpy.typing as npt

from modelwright.evaluation.decision import threshold as thresholds
from modelwright.evaluation.decision.present import acts, in_words
from modelwright.evaluation.decision.stakes import Judged, Stake
from modelwright.evaluation.decision.tuned import decided_at, is_best_on
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evidence.decision import Decision, Found
from modelwright.spec.promised.decision import DecisionPromise, Values

Acted = npt.NDArray[np.bool_]


def decide(ground: Ground, promise: DecisionPromise, values: Values) -> Decision:
    """Act from a threshold on that validation data choose, or that the team fixed, and count what it is worth."""
    scored, confidence = ground.scored["model"], ground.spec.promises.confidence
    own = decided_at(ground) if promise.threshold is None else None
    fixed = promise.threshold if own is None else round(own, 6)
    places, validation = ground.out_of_fold
    blocks = thresholds.validation_units(ground)
    worths = thresholds.worths(validation, values, capacity=promise.capacity, blocks=blocks, also=fixed)
    chosen = thresholds.chosen(worths)
    used = chosen.threshold if fixed is None else fixed
    acted, today = scored.scores >= used, acts(promise, ground.holdout)
    against = Judged(_stakes(values, scored.truth, acted, today), confidence, ground.blocks)
    before = acts(promise, ground.training.iloc[places])
    worth = thresholds.worth_of_acting(validation.truth, values)
    return Decision(
        currency=promise.currency,
        present=in_words(promise, "none"),
        rule="act from a probability on",
        value=against.worth(),
        alone=Judged(_outcomes(values, scored.truth, acted.astype(float)), confidence, ground.blocks).worth(),
        threshold=used,
        acted=float(acted.mean()),
        acted_today=float(today.mean()),
        chosen=chosen,
        fixed=None
        if fixed is None
        else Found(
            fixed,
            "promises.decision.threshold" if own is None else "the model's own `predict`",
            thresholds.loss(worths, fixed, confidence),
            abs(fixed - chosen.threshold) > 1e-4  # noqa: PLR2004
            and is_best_on(scored, values, fixed, low=chosen.low, high=chosen.high),
        ),
        stakes=tuple(against.shown(promise.at_least)),
        mistaken=tuple(against.mistaken(promise.at_least)),
        curve=thresholds.curve(worths, float(worth[before].sum()) / len(worth)),
    )


def _stakes(values: Values, truth: Floats, acted: Acted, today: Acted) -> tuple[Stake, ...]:
    """The four outcomes: how many more the one has than the other."""
    with_model, without = (_outcomes(values, truth, one.astype(float)) for one in (acted, today))
    return tuple(
        Stake(one.name, one.value, one.more - other.more) for one, other in zip(with_model, without, strict=True)
    )


def _outcomes(values: Values, truth: Floats, acted: Floats) -> tuple[Stake, ...]:
    """The four outcomes: which of them each row is."""
    counts = {
        "true_positive": acted * truth,
        "false_positive": acted * (1 - truth),
        "false_negative": (1 - acted) * truth,
        "true_negative": (1 - acted) * (1 - truth),
    }
    return tuple(Stake(name, value, counts[name]) for name, value in msgspec.structs.asdict(values).items())
