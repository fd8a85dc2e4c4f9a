"""A number: too many cost something, and too few something else."""

import numpy as np

from modelwright.evaluation.decision.present import in_words, numbers
from modelwright.evaluation.decision.stakes import Judged, Stake
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats
from modelwright.evidence.decision import Decision
from modelwright.spec.promised.decision import DecisionPromise, Present


def decide(ground: Ground, promise: DecisionPromise, over: float, under: float) -> Decision:
    """Plan with the prediction, moved by what is cheapest on validation data, and count what that is worth.

    The cheapest number is the quantile of what may happen at `under / (over + under)` (Arrow, Harris and Marschak,
    1951): the prediction plus that quantile of how far validation rows were above theirs.
    """
    scored, confidence = ground.scored["model"], ground.spec.promises.confidence
    validation, share = ground.out_of_fold[1], under / (over + under)
    moved = float(np.quantile(validation.truth - validation.scores, share))
    planned = scored.scores + moved
    if isinstance(promise.present, Present):
        today, words = numbers(promise.present, ground.holdout), in_words(promise, "")
    else:
        usual = float(np.quantile(ground.training[ground.spec.data.target].to_numpy(dtype=float), share))
        today, words = np.full(len(planned), usual), f"always {usual:g}"
    against = Judged(_stakes(scored.truth, planned, today, over, under), confidence, ground.blocks)
    alone = Judged(_stakes(scored.truth, planned, scored.truth, over, under), confidence, ground.blocks)
    return Decision(
        currency=promise.currency,
        present=words,
        rule=f"plan the prediction {'plus' if moved >= 0 else 'less'} {abs(moved):.3g}",
        value=against.worth(),
        alone=alone.worth(),
        stakes=tuple(against.shown(promise.at_least)),
        mistaken=tuple(against.mistaken(promise.at_least)),
    )


def _stakes(truth: Floats, planned: Floats, today: Floats, over: float, under: float) -> tuple[Stake, ...]:
    many = np.maximum(planned - truth, 0) - np.maximum(today - truth, 0)
    few = np.maximum(truth - planned, 0) - np.maximum(truth - today, 0)
    return Stake("cost_over", -over, many), Stake("cost_under", -under, few)
