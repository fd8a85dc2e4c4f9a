"""How much the model tells about who was in its training rows."""

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.privacy.attacks import attack
from modelwright.evaluation.privacy.parties import parties
from modelwright.evidence.privacy import Privacy


def measure(ground: Ground) -> Privacy:
    """Guess from its loss whether a row was in training, and see how often the guess is right.

    Two attacks: rows of a small loss are taken for members (Yeom et al., 2018); and rows on which the model loses less
    than another one that never saw them, because a hard row that is known tells more (Watson et al., 2022).

    Returns:
        Both attacks; none where there are too few rows to attack.
    """
    found = parties(ground)
    if found is None:
        return Privacy(attacked="", members=0, others=0, attacks=())
    confidence = ground.spec.promises.confidence
    model = found.losses("model")
    attacks = (
        attack("small loss", -model, found, seed=ground.seed, confidence=confidence),
        attack(
            "smaller loss than expected",
            found.losses("reference") - model,
            found,
            seed=ground.seed,
            confidence=confidence,
        ),
    )
    members = int(np.sum(found.members))
    return Privacy(attacked=found.attacked, members=members, others=len(found.members) - members, attacks=attacks)
