"""Each tier asks for what the tiers before it do, and more; each requirement can fail and can be met."""

from pathlib import Path

import pytest

from tests.checks.model_repos import SPEC, changed, found, write

CHECK = "promise-missing"
PAGE = {"docs/impact-assessment.md": "# Impact assessment\n"}
CASES = """
[promises.decision]
values = { true_positive = 90, false_positive = -10 }

[promises.behaviour.direction.more-calls]
reason = "Who calls is unhappy."
add = { calls = 1 }
must_not = "fall"
"""
HIGH = changed(SPEC, ('risk = "minimal"', 'risk = "high"'), ("[features]", 'protected = ["sex"]\n\n[features]')) + CASES
LIVE = changed(HIGH, ('serving = "batch"', 'serving = "batch"\nstatus = "production"'))


def approval(of: str, on: str = "2026-03-02") -> str:
    return f'\n[[approvals]]\nof = "{of}"\nby = "Ada Example"\non = {on}\n'


def asked(root: Path, spec: str, files: dict[str, str] | None = None) -> list[str]:
    """What the tier asks for and the spec does not give."""
    write(root, {"model.toml": spec, **(PAGE if files is None else files)})
    return [line.partition(" asks for ")[2] for line in found(CHECK, root)]


def test_a_spec_that_meets_its_tier_is_fine(tmp_path: Path) -> None:
    assert asked(tmp_path, HIGH) == []
    assert asked(tmp_path, HIGH.replace('"high"', '"limited"')) == []


@pytest.mark.parametrize("tier", ["limited", "high"])
@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("roc_auc = { at_least = 0.74 }\n", "", "bounds on two metrics"),
        (
            "brier_score = { at_most = 0.15 }",
            "average_precision = { at_least = 0.4 }",
            "a bound on log_loss or brier_score",
        ),
    ],
)
def test_bounds_that_a_tier_above_minimal_asks_for(tmp_path: Path, tier: str, old: str, new: str, missing: str) -> None:
    spec = changed(HIGH, (old, new))

    assert asked(tmp_path, spec.replace('"high"', f'"{tier}"')) == [missing]
    assert asked(tmp_path, spec.replace('"high"', '"minimal"')) == []


def test_an_impact_assessment_is_asked_for_above_minimal(tmp_path: Path) -> None:
    assert asked(tmp_path, HIGH, files={}) == ["docs/impact-assessment.md"]
    assert asked(tmp_path, HIGH.replace('"high"', '"minimal"'), files={}) == []


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ('headline = "roc_auc"', 'headline = "roc_auc"\nconfidence = 0.9', "at least 0.95"),
        ("linear = 0.01", "linear = 0", "a positive margin over the linear baseline"),
        ("linear = 0.01", "linear = -0.01", "a positive margin over the linear baseline"),
    ],
)
def test_what_only_the_high_tier_asks_for(tmp_path: Path, old: str, new: str, missing: str) -> None:
    spec = changed(HIGH, (old, new))

    assert asked(tmp_path, spec) == [missing]
    assert asked(tmp_path, spec.replace('"high"', '"limited"')) == []


@pytest.mark.parametrize("tier", ["limited", "high"])
@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ('protected = ["sex"]\n', "", "protected columns, or protected_reason"),
        (CASES[: CASES.index("[promises.behaviour")], "", "what decisions are worth"),
        (CASES[CASES.index("[promises.behaviour") :], "[promises.behaviour]\n", "a case of how it must behave"),
    ],
)
def test_what_every_tier_above_minimal_asks_for(tmp_path: Path, tier: str, old: str, new: str, missing: str) -> None:
    spec = changed(HIGH, (old, new))

    assert asked(tmp_path, spec.replace('"high"', f'"{tier}"')) == [missing]
    assert asked(tmp_path, spec.replace('"high"', '"minimal"')) == []


def test_a_reason_stands_in_for_protected_columns(tmp_path: Path) -> None:
    assert asked(tmp_path, changed(HIGH, ('protected = ["sex"]', 'protected_reason = "A row is a bean."'))) == []


def test_a_model_in_production_needs_somebody_who_said_yes(tmp_path: Path) -> None:
    assert asked(tmp_path, LIVE) == ["an approval of docs/impact-assessment.md", "an approval of promises"]
    assert asked(tmp_path, LIVE.replace('"high"', '"limited"')) == []


def test_approvals_of_all_promises_and_of_the_page_are_enough(tmp_path: Path) -> None:
    assert asked(tmp_path, LIVE + approval("promises") + approval("docs/impact-assessment.md")) == []


def test_promises_that_nobody_approved_are_named(tmp_path: Path) -> None:
    some = "".join(map(approval, ("docs/", "promises.quality.roc_auc", "promises.margins", "promises.confidence")))

    assert asked(tmp_path, LIVE + some) == [
        "an approval of promises.quality.brier_score, promises.single_feature, promises.decision, promises.behaviour"
    ]


def test_an_approval_from_the_future_is_none(tmp_path: Path) -> None:
    later = approval("promises", "2999-01-01") + approval("docs/impact-assessment.md")

    assert asked(tmp_path, LIVE + later) == ["an approval of promises"]


def test_a_waiver_lifts_a_requirement_until_its_day(tmp_path: Path) -> None:
    waiver = (
        '\n[[waivers]]\nlifts = "promise-missing"\nreason = "It is in the works."\napprover = "Ada"\nexpires = {}\n'
    )
    spec = changed(HIGH, ("linear = 0.01", "linear = 0"))

    assert asked(tmp_path, spec + waiver.format("2999-01-01")) == []
    assert asked(tmp_path, spec + waiver.format("2024-01-01")) == ["a positive margin over the linear baseline"]


def test_the_key_at_fault_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"model.toml": changed(HIGH, ("linear = 0.01", "linear = 0")), **PAGE})

    [line] = found(CHECK, tmp_path)

    assert line == (
        "model.toml:40: promises.margins: the tier high asks for a positive margin over the linear baseline"
    )
