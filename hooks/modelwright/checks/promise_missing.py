"""The spec promises less than its risk tier asks for.

## What it does

Holds `model.toml` against what its risk tier asks for. Each tier asks for all that the tiers before it do.

| Tier | Asks for |
| --- | --- |
| `minimal` | one bound on quality, and a lead over the dummy baseline |
| `limited` | bounds on two metrics; for classes, one of them on probabilities: `log_loss` or `brier_score` |
| `limited` | `docs/impact-assessment.md` |
| `limited` | `data.protected`, or `data.protected_reason`, which says why no column is |
| `limited` | `promises.decision`: what a right and a wrong decision are worth |
| `limited` | `promises.behaviour`: at least one case that anybody who knows the field would agree to |
| `high` | `promises.confidence` of at least 0.95 |
| `high` | a positive margin over the linear baseline |
| `high`, in production | `[[approvals]]` of every promise and of `docs/impact-assessment.md` |

A model is in production once `model.status` says so. An approval whose day is still to come is none. A waiver of
`promise-missing` lifts a requirement until its date.

## Why it matters

One metric can be met by luck or by design. Ranks may be right where the probabilities behind them are far off, and it
is on those that prices and thresholds are set. Where a prediction can do serious harm, more must be written down than
a number that looks good: what a mistake costs, what the model must never do, who could be treated worse, whether a
simpler model would do, who said yes, and when.

## How to fix it

Write the promise, the page or the approval that the finding names. If the tier is wrong, change `model.risk`, and say
why in `docs/decisions/`: a lower tier is a finding of [`promise-weakened`](promise-weakened.md) of its own.

## Reference

- Regulation (EU) 2024/1689 (AI Act), articles 9 (risk management), 10 (examination for biases), 15 (declared levels
  of accuracy) and 27 (impact assessment). The tiers here are the kit's own: they help to keep such a record, and do
  not say which duties a model has.
- NIST (2023). Artificial Intelligence Risk Management Framework, AI 100-1: the functions Govern, Map and Measure.
- T. Gneiting, A. Raftery (2007). Strictly proper scoring rules, prediction, and estimation. JASA 102(477).
- C. Rudin (2019). Stop explaining black box machine learning models for high stakes decisions. Nature Machine
  Intelligence 1.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Toml
from modelwright.spec import SPEC_NAME, THEMES, Risk, Spec

FAMILY = "spec"
ASSESSMENT = "docs/impact-assessment.md"
READS = (SPEC_NAME, ASSESSMENT)
_TIERS: tuple[Risk, ...] = ("minimal", "limited", "high")
_ON_PROBABILITIES = ("log_loss", "brier_score")
_CONFIDENCE = 0.95


class Requirement(Struct, frozen=True):
    """What a tier asks for.

    Args:
        tier: the lowest tier that asks for it.
        key: where it would stand.
        lacks: what is missing; empty where nothing is.
        in_production: asked for once the model is in production.
    """

    tier: Risk
    key: str
    lacks: Callable[[Repo], str]
    in_production: bool = False

    def applies(self, spec: Spec) -> bool:
        """Whether it is asked of this model."""
        reached = _TIERS.index(spec.model.risk) >= _TIERS.index(self.tier)
        return reached and (spec.model.status == "production" or not self.in_production)


def _two_bounds(repo: Repo) -> str:
    return "" if len(repo.spec.promises.quality) > 1 else "bounds on two metrics"


def _bound_on_probabilities(repo: Repo) -> str:
    spec = repo.spec
    kept = spec.model.task == "regression" or any(one in spec.promises.quality for one in _ON_PROBABILITIES)
    wanted = "log_loss or brier_score" if spec.model.task == "binary" else "log_loss"
    return "" if kept else f"a bound on {wanted}"


def _assessment(repo: Repo) -> str:
    return "" if (repo.root / ASSESSMENT).is_file() else ASSESSMENT


def _confidence(repo: Repo) -> str:
    return "" if repo.spec.promises.confidence >= _CONFIDENCE else f"at least {_CONFIDENCE}"


def _linear(repo: Repo) -> str:
    return "" if repo.spec.promises.margins.linear > 0 else "a positive margin over the linear baseline"


def _protected(repo: Repo) -> str:
    data = repo.spec.data
    return "" if data.protected or data.protected_reason else "protected columns, or protected_reason"


def _decision(repo: Repo) -> str:
    return "" if repo.spec.promises.decision is not None else "what decisions are worth"


def _behaviour(repo: Repo) -> str:
    cases = repo.spec.promises.behaviour
    return "" if cases and (cases.invariance or cases.direction or cases.minimum) else "a case of how it must behave"


def _approved_promises(repo: Repo) -> str:
    lacking = [key for key in promises_of(repo.spec) if not _is_approved(repo.spec, key)]
    every = len(lacking) == len(promises_of(repo.spec))
    return f"an approval of {'promises' if every else ', '.join(lacking)}" if lacking else ""


def _approved_assessment(repo: Repo) -> str:
    return "" if _is_approved(repo.spec, ASSESSMENT) else f"an approval of {ASSESSMENT}"


REQUIREMENTS = (
    Requirement("limited", "promises.quality", _two_bounds),
    Requirement("limited", "promises.quality", _bound_on_probabilities),
    Requirement("limited", "model.risk", _assessment),
    Requirement("limited", "data.protected", _protected),
    Requirement("limited", "promises.decision", _decision),
    Requirement("limited", "promises.behaviour", _behaviour),
    Requirement("high", "promises.confidence", _confidence),
    Requirement("high", "promises.margins", _linear),
    Requirement("high", "model.status", _approved_promises, in_production=True),
    Requirement("high", "model.status", _approved_assessment, in_production=True),
)


def check(repo: Repo) -> Iterator[Finding]:
    """Each requirement of the tier that the spec does not meet."""
    spec = repo.valid_spec
    if spec is None:
        return
    file = Toml(repo, SPEC_NAME)
    for one in REQUIREMENTS:
        lacks = one.lacks(repo) if one.applies(spec) else ""
        if lacks:
            where = "in production " if one.in_production else ""
            fact = f"{one.key}: the tier {spec.model.risk} {where}asks for {lacks}"
            yield file.finding(fact, file.line_of(*one.key.split(".")))


def promises_of(spec: Spec) -> list[str]:
    """The keys of the spec's promises."""
    quality = [f"promises.quality.{metric}" for metric in spec.promises.quality]
    themes = [f"promises.{key}" for key in THEMES if getattr(spec.promises, key) is not None]
    return [*quality, "promises.margins", "promises.confidence", "promises.single_feature", *themes]


def _is_approved(spec: Spec, key: str) -> bool:
    # Somewhere it is already tomorrow.
    latest: date = datetime.now(tz=UTC).date() + timedelta(days=1)
    return any(one.covers(key) and one.on <= latest for one in spec.approvals)
