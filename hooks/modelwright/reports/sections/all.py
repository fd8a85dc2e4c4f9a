"""The section of each theme, and their figures."""

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

_THEMES = {
    "comparison": comparison,
    "slices": slices,
    "fairness": fairness,
    "calibration": calibration,
    "decision": decision,
    "behaviour": behaviour,
    "robustness": robustness,
    "leaks": leaks,
    "reproducibility": reproducibility,
    "efficiency": efficiency,
    "privacy": privacy,
    "importance": importance,
    "learning": learning,
    "remedies": remedies,
}
FIGURES: dict[str, Figure] = {name: figure for one in _THEMES.values() for name, figure in one.FIGURES.items()}


def section(dossier: Dossier, theme: str) -> str:
    """The section of a theme, as Markdown from `##` on; empty where it has none, or where nothing was measured."""
    return _THEMES[theme].section(dossier).strip() if theme in _THEMES else ""
