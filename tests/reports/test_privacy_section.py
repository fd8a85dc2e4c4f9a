"""The section says in plain words what an attacker finds."""

import msgspec

from modelwright.evidence import Estimate
from modelwright.evidence.privacy import Attack, Privacy
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.privacy import section
from tests.evaluation.test_gates import GOOD
from tests.specs import spec

AUC, FOUND = Estimate(0.6, 0.55, 0.65), Estimate(0.02, 0.01, 0.03)
WEAK = Attack("small loss", AUC, Estimate(0.05, 0.01, 0.09), FOUND)
STRONG = Attack("smaller loss than expected", AUC, Estimate(0.2, 0.15, 0.25), FOUND)


def shown(found: Privacy | None) -> str:
    return section(Dossier(spec(), None, None, msgspec.structs.replace(GOOD, privacy=found), ()))


def test_the_stronger_attack_is_told_in_words_and_both_in_numbers() -> None:
    text = shown(Privacy("the model", 100, 100, (WEAK, STRONG)))

    assert "guesses by smaller loss than expected finds **20 more**" in text
    assert "| by small loss | 0.050 (0.010 to 0.090) |" in text


def test_nothing_measured_is_no_section_and_too_few_rows_are_said() -> None:
    assert shown(None) == ""
    assert "Too few rows" in shown(Privacy("", 0, 0, ()))
