"""What each feature buys, and what it costs."""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.record import Record


class FeatureImportance(Record, frozen=True):
    """How much worse the model is on the holdout when one feature is scrambled, and what the feature costs."""

    feature: str
    estimate: Estimate
    buys_nothing: bool
    missing: float
    columns: int
    twins: tuple[str, ...] = ()
    cost: float | None = None
    worth_its_cost: bool | None = None
    constant: bool = False


class TwinImportance(Record, frozen=True):
    """How much worse the model is when features that say nearly the same are scrambled together."""

    features: tuple[str, ...]
    estimate: Estimate
    buys_nothing: bool


class Proxy(Record, frozen=True):
    """How well the features tell a protected column that is none of them."""

    column: str
    measure: str
    nothing: float
    estimate: Estimate
    strongest: str


class Importance(Record, frozen=True):
    """What each feature buys, in the unit of the headline metric, largest first."""

    metric: str
    rows: int
    permutations: int
    worth: float
    features: tuple[FeatureImportance, ...]
    twins: tuple[TwinImportance, ...] = ()
    idle: tuple[str, ...] = ()
    without_idle: Estimate | None = None
    proxies: tuple[Proxy, ...] = ()
