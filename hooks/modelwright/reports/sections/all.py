"""The sections in the order of the page, and their figures."""

from modelwright.reports.dossier import Dossier
from modelwright.reports.sections import (
    behaviour,
    calibration,
    comparison,
    decision,
    efficiency,
    fairness,
    importance,
    leaks,
    learning,
    privacy,
    remedies,
    reproducibility,
    robustness,
    slices,
)
from modelwright.reports.sections.figure import Figure

_IN_ORDER = (
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
    learning,
    remedies,
)
FIGURES: dict[str, Figure] = {name: figure for one in _IN_ORDER for name, figure in one.FIGURES.items()}


def sections(dossier: Dossier) -> str:
    """Every section of which there is evidence, as Markdown."""
    return "\n\n".join(filter(None, (one.section(dossier).strip() for one in _IN_ORDER)))
