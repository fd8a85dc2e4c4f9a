"""What decisions with the model are worth."""

import msgspec

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class Stake(Record, frozen=True):
    """A price of the spec: how much more often the model pays it than the present policy, and where it turns.

    `more` is per 1,000 cases. At `break_even`, the model would be worth as much as the promise asks for and no more;
    None where no such price has the sign that the price has.
    """

    name: str
    value: float
    more: float
    break_even: float | None = None


class Mistaken(Record, frozen=True):
    """What the same decisions are worth when one price is in truth `factor` times what the spec says."""

    name: str
    factor: float
    value: Estimate
    survives: bool


class Chosen(Record, frozen=True):
    """The threshold that validation data choose, and from where to where they show none to be better."""

    threshold: float
    low: float
    high: float
    rows: int


class Found(Record, frozen=True):
    """A threshold that was fixed by the team, and how it compares with the one that validation data choose.

    `loss` is what it is worth less on validation data, per 1,000 cases. `best_on_holdout` says that no other threshold
    is better on the holdout, to within what chance would hit.
    """

    threshold: float
    where: str
    loss: Estimate
    best_on_holdout: bool


class Decision(Record, frozen=True):
    """What decisions with the model are worth, per 1,000 cases, against what decides today."""

    currency: str
    present: str
    rule: str
    value: Estimate
    alone: Estimate
    threshold: float | None = None
    acted: float | None = None
    acted_today: float | None = None
    chosen: Chosen | None = None
    fixed: Found | None = None
    stakes: tuple[Stake, ...] = ()
    mistaken: tuple[Mistaken, ...] = ()
    curve: dict[str, tuple[float, ...]] = msgspec.field(default_factory=dict)
