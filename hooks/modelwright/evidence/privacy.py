"""How much the model tells about who was in its training rows."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class Attack(Record, frozen=True):
    """One way of guessing whether a row was among those that the model was fitted on."""

    name: str
    auc: Estimate
    advantage: Estimate
    found: Estimate


class Privacy(Record, frozen=True):
    """How much the model tells about who was in its training rows."""

    attacked: str
    members: int
    others: int
    attacks: tuple[Attack, ...]

    @property
    def strongest(self) -> Attack:
        """The attack whose advantage is shown to be the largest."""
        return max(self.attacks, key=lambda one: one.advantage.low)
