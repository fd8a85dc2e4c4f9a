"""The list of what to do next reads from top to bottom, and a gain that nobody can say is not made up."""

import msgspec

from modelwright.evidence import Estimate
from modelwright.evidence.remedies import LabelNoise, Remedies, Remedy
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.remedies import section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

ROWS = Remedy("more-rows", "Collect rows", "It rises.", "high", "p.md", "roc_auc", Estimate(0.02, 0.01, 0.03), 0.1)
LABELS = Remedy("check-labels", "Read <b> | again", "Doubt.", "medium", "p.md")


def shown(found: Remedies | None) -> str:
    return section(Dossier(spec(), None, None, msgspec.structs.replace(GOOD, remedies=found), ()))


def test_each_remedy_is_a_row_in_the_order_of_the_evidence() -> None:
    text = shown(Remedies((ROWS, LABELS)))

    gain = "0.020 (0.010 to 0.030) in ROC AUC, 10.0% of the lead"
    assert f"| 1 | **Collect rows** | It rises. | {gain} | high | `p.md` |" in text
    assert "| 2 | **Read &lt;b> \\| again** | Doubt. | cannot be said | medium | `p.md` |" in text


def test_labels_in_doubt_are_told_beside_what_overlap_explains() -> None:
    noise = (LabelNoise("1", "0", Estimate(0.38, 0.36, 0.4), 0.37),)

    assert "| 1 | 38.0% (36.0% to 40.0%) | 37.0% | 0 |" in shown(Remedies((), noise))
    assert "2.00% (1.00% to 3.00%)" in shown(Remedies((), (LabelNoise("", "", Estimate(0.02, 0.01, 0.03)),)))


def test_nothing_measured_is_no_section_and_nothing_to_do_is_said() -> None:
    assert shown(None) == ""
    assert "Nothing that was measured asks for anything." in shown(Remedies(()))
