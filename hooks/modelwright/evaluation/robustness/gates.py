"""How much worse the model may become with rows that production breaks."""

from collections.abc import Iterator

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.spec import Spec


def asked(_spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    return []


def verdicts(_spec: Spec, _evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    yield from ()
