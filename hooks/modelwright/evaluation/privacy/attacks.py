"""How often a guess of membership is right, with the threshold chosen on other rows."""

from typing import TYPE_CHECKING

import numpy as np

from modelwright.evaluation.closed import around, summed
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.paired import Paired
from modelwright.evidence import Estimate
from modelwright.evidence.privacy import Attack

if TYPE_CHECKING:
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Blocks = npt.NDArray[np.generic] | None
    from modelwright.evaluation.metrics import Floats
    from modelwright.evaluation.privacy.parties import Parties

_FALSE = 0.01


def attack(name: str, suspicion: "Floats", parties: "Parties", *, seed: int, confidence: float) -> Attack:
    """Take rows of a high suspicion for members.

    The best threshold on the rows themselves would find an advantage where there is none, so half of the rows choose
    the threshold for the other half, and the other way round.

    Args:
        name: of the attack.
        suspicion: shape (rows,), higher for rows that look like members.
        parties: who is a member.
        seed: seeds the halves.
        confidence: such as 0.95.
    """
    members, blocks = parties.members, parties.blocks
    half = _halves(members, blocks, seed)
    guessed, sure = np.zeros(len(members), dtype=bool), np.zeros(len(members), dtype=bool)
    for one in (half, ~half):
        best, strict = _thresholds(suspicion[~one], members[~one])
        guessed[one], sure[one] = suspicion[one] >= best, suspicion[one] > strict
    auc = Paired("roc_auc", [Scored(members.astype(float), suspicion)], blocks).combined(np.ones(1), confidence)
    return Attack(
        name=name,
        auc=auc,
        advantage=_ahead(guessed, members, blocks, confidence),
        found=_share(sure, members, blocks, confidence),
    )


def _halves(members: "Bools", blocks: "Blocks", seed: int) -> "Bools":
    """Halves of the rows, or of the blocks, each with half of the members."""
    draw = np.random.default_rng(seed)
    half = np.zeros(len(members), dtype=bool)
    units = np.arange(len(members)) if blocks is None else np.unique(blocks, return_inverse=True)[1]
    for side in (True, False):
        found = np.unique(units[members == side])
        half |= (members == side) & np.isin(units, draw.permutation(found)[: len(found) // 2])
    return half


def _thresholds(suspicion: "Floats", members: "Bools") -> tuple[float, float]:
    """The suspicion from which on the lead of true over false guesses is largest, and that of 1 % false ones."""
    order = np.argsort(-suspicion, kind="stable")
    ahead = np.cumsum(np.where(members[order], 1 / max(1, members.sum()), -1 / max(1, (~members).sum())))
    ends = np.r_[suspicion[order][1:] != suspicion[order][:-1], True]
    best = int(np.argmax(np.where(ends, ahead, -np.inf)))
    others = np.sort(suspicion[~members])[::-1]
    return float(suspicion[order][best]), float(others[int(_FALSE * len(others))])


def _ahead(
    guessed: "Bools",
    members: "Bools",
    blocks: "Blocks",
    confidence: float,
) -> Estimate:
    """The share of members that are found less that of others that are taken for members."""
    from modelwright.evaluation.closed import difference_of_proportions

    right, wrong = guessed[members], guessed[~members]
    if blocks is None:
        return difference_of_proportions(int(right.sum()), len(right), int(wrong.sum()), len(wrong), confidence)
    rows = len(members)
    influence = np.where(
        members, (guessed - right.mean()) * rows / len(right), -(guessed - wrong.mean()) * rows / len(wrong)
    )
    units, error = summed(influence, blocks)
    method = f"influence of {units:,} blocks of rows"
    return around(float(right.mean() - wrong.mean()), error, units, confidence, rows=rows, method=method)


def _share(
    sure: "Bools",
    members: "Bools",
    blocks: "Blocks",
    confidence: float,
) -> Estimate:
    from modelwright.evaluation.closed import mean, proportion

    found = sure[members]
    if blocks is None:
        return proportion(int(found.sum()), len(found), confidence)
    return mean(found.astype(float), confidence, blocks[members])
