"""The section about reproducibility says what differed, and the one about cost which budget was kept."""

import msgspec

from modelwright.evidence.efficiency import Efficiency, Spent
from modelwright.evidence.reproducibility import Reproducibility, Seeds, Way
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections import efficiency, reproducibility
from tests.evaluation.test_gates import GOOD
from tests.specs import spec


def dossier(**themes: object) -> Dossier:
    return Dossier(spec(), None, None, msgspec.structs.replace(GOOD, **themes), ())


def test_without_evidence_there_is_no_section() -> None:
    assert reproducibility.section(dossier()) == ""
    assert efficiency.section(dossier()) == ""


def test_each_way_is_said_with_its_difference() -> None:
    ways = (Way("saved", 500, 0.0), Way("single", 20, 0.25), Way("online", 0, None, "NoRoute: none"))
    found = Reproducibility(Seeds(1, ("trees__random_state",), 0.1), same_bytes=False, ways=ways)

    text = reproducibility.section(dossier(reproducibility=found))

    assert "| One row at a time | 20 | 0.25 |" in text
    assert "no answer: NoRoute: none" in text
    assert "is not the same to the byte" in text
    assert "`trees__random_state`, which moves predictions by 0.1" in text


def test_a_clean_model_is_said_to_be_seeded_and_the_same() -> None:
    found = Reproducibility(Seeds(2), same_bytes=True, ways=(Way("saved", 500, 0.0),))

    text = reproducibility.section(dossier(reproducibility=found))

    assert "is the same to the byte. 2 seeds of the model are set" in text


def test_budgets_are_said_and_times_are_not() -> None:
    spent = (Spent("fit", 200.0, kept=True), Spent("size", 1.0, kept=False))

    text = efficiency.section(dossier(efficiency=Efficiency(1_500_000, spent)))

    assert "The saved model has 1.5 MB" in text
    assert "| Fitting the training rows | at most 200 times the reference | kept |" in text
    assert "| Size of the saved model | at most 1 MB | **over** |" in text
