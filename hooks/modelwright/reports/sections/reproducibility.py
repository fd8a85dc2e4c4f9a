"""Whether the same model gives the same predictions, in every way in which it is asked."""

from modelwright.evidence.reproducibility import Seeds, Way
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import counted
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body, code_list, plain

FIGURES: dict[str, Figure] = {}

_WAYS = {
    "saved": "Fitted again, saved and loaded",
    "shuffled": "In another order",
    "single": "One row at a time",
    "json": "Rows that went through JSON",
    "online": "Through the online service",
    "onnx": "As ONNX",
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.reproducibility if dossier.evaluation else None
    if found is None:
        return ""
    return f"""\
## Does it say the same again?

The model was asked for the same rows in several ways, and compared with what it says of all rows at once. A difference
is that of a probability, or a share of the spread of predicted numbers; up to 0.000001 it is the last digits of
computing.

| Asked | Rows | Largest difference |
| --- | --- | --- |
{body([_WAYS.get(one.name, one.name), f"{one.rows:,}", plain(_difference(one))] for one in found.ways)}

{_bytes(same=found.same_bytes)}{_seeds(found.seeds)}
"""


def _difference(way: Way) -> str:
    return f"no answer: {way.why_not}" if way.deviation is None else f"{way.deviation:.2g}"


def _bytes(*, same: bool | None) -> str:
    if same is None:
        return ""
    if same:
        return "Fitted again on the same rows, the saved model is the same to the byte. "
    return (
        "Fitted again on the same rows, the saved model is not the same to the byte. That is no fault as long as it "
        "predicts the same, as in the first line of the table. "
    )


def _seeds(seeds: Seeds) -> str:
    if not seeds.unset:
        return (
            f"{counted(seeds.set, 'seed')} of the model {'is' if seeds.set == 1 else 'are'} set, and none is left out."
        )
    effect = "which draw nothing" if seeds.deviation == 0 else f"which moves predictions by {seeds.deviation:.2g}"
    return f"Not seeded: {code_list(seeds.unset)}, {effect}."
