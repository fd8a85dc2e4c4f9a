"""What decisions with the model are worth."""

from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure

FIGURES: dict[str, Figure] = {}


def section(_dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    return ""
