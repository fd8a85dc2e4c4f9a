"""The themes of the evaluation besides quality: which a model must answer for, and where they are judged."""

from collections.abc import Iterator
from typing import Protocol

from modelwright.evaluation.behaviour import gates as behaviour
from modelwright.evaluation.calibration import gates as calibration
from modelwright.evaluation.comparison import gates as comparison
from modelwright.evaluation.decision import gates as decision
from modelwright.evaluation.efficiency import gates as efficiency
from modelwright.evaluation.fairness import gates as fairness
from modelwright.evaluation.importance import gates as importance
from modelwright.evaluation.leaks import gates as leaks
from modelwright.evaluation.privacy import gates as privacy
from modelwright.evaluation.reproducibility import gates as reproducibility
from modelwright.evaluation.robustness import gates as robustness
from modelwright.evaluation.slices import gates as slices
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.spec import Spec


class Theme(Protocol):
    """A module that judges one theme."""

    def asked(self, spec: Spec, /) -> list[str]:
        """The gates that the spec asks for."""

    def verdicts(self, spec: Spec, evaluation: Evaluation, /) -> Iterator[Verdict]:
        """Their verdicts, in the same order."""


# In the order of the reports.
THEMES: tuple[Theme, ...] = (
    comparison,
    slices,
    fairness,
    calibration,
    decision,
    behaviour,
    robustness,
    leaks,
    reproducibility,
    efficiency,
    privacy,
    importance,
)
