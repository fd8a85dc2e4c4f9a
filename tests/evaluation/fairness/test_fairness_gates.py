"""Groups that are treated alike are kept, those that are not are broken, and those that are small are open."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest

from modelwright.errors import InputError
from modelwright.evaluation.fairness import gates, measure
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence.fairness import Fairness
from modelwright.spec import Spec
from modelwright.spec.contradictions import contradictions
from modelwright.spec.promised.fairness import FairnessPromise, criteria
from tests.evaluation.grounds import RepoOf, rows, small
from tests.specs import regression
from tests.specs import spec as binary

Ofs = Callable[[str], Ground]


class Measured(msgspec.Struct):
    """As much of an evaluation as this theme reads."""

    fairness: Fairness | None


def promising(ground: Ground, protected: tuple[str, ...] | None = None, **promise: Any) -> Ground:
    """The same ground with other promises of fairness, and other protected columns."""
    spec = _with(ground.spec, promise)
    if protected is not None:
        spec = msgspec.structs.replace(spec, data=msgspec.structs.replace(spec.data, protected=protected))
    return replace(ground, repo=RepoOf(ground.repo.root, spec))


def _with(spec: Spec, promise: dict[str, Any]) -> Spec:
    promises = msgspec.structs.replace(spec.promises, fairness=msgspec.convert(promise, FairnessPromise))
    return msgspec.structs.replace(spec, promises=promises)


def judged(ground: Ground) -> dict[str, Verdict]:
    found = {one.gate: one for one in gates.verdicts(ground.spec, Measured(measure.measure(ground)))}  # type: ignore[arg-type]
    assert list(found) == gates.asked(ground.spec)
    return found


def scored_as(ground: Ground, scores: Any) -> Ground:
    return replace(ground, scored={**ground.scored, "model": Scored(ground.scored["model"].truth, scores)})


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Rows with a sex that means nothing, and an age."""
    draw = np.random.default_rng(5)
    frame = rows(12_000).assign(
        sex=lambda frame: draw.choice(["f", "m"], len(frame)), age=draw.integers(18, 90, 12_000)
    )
    return small(tmp_path_factory.mktemp("people"), frame)


def test_groups_that_are_treated_alike_keep_every_promise(people: Ground) -> None:
    promise = dict.fromkeys(["demographic_parity", "equal_opportunity", "equalised_odds", "calibration", "error"], 0.2)

    found = judged(promising(people, ("sex",), **promise, selection_ratio=0.6, error_ratio=0.6))

    assert {one.outcome for one in found.values()} == {"kept"}
    assert all(one.margin is not None and one.margin > 0 for one in found.values())


def test_one_harmed_group_breaks_the_promises_and_is_named(people: Ground) -> None:
    scores = people.scored["model"].scores * np.where(people.holdout["sex"] == "f", 0.4, 1)

    found = judged(
        promising(scored_as(people, scores), ("sex",), equal_opportunity=0.2, selection_ratio=0.8, calibration=0.1)
    )

    assert {one.outcome for one in found.values()} == {"broken"}
    assert "between sex is m and sex is f" in found["fairness-equal-opportunity"].measured
    assert all(one.margin is not None and one.margin < 0 for one in found.values())


def test_a_group_that_is_harmed_only_by_two_attributes_together_is_named_by_both(people: Ground) -> None:
    harmed = (people.holdout["sex"] == "f") & (people.holdout["age"] < 40)
    scores = people.scored["model"].scores * np.where(harmed, 0, 1)
    ground = scored_as(people, scores)

    apart = judged(promising(ground, ("sex", "age"), bands={"age": [40]}, equal_opportunity=0.45, intersections=False))
    together = judged(promising(ground, ("sex", "age"), bands={"age": [40]}, equal_opportunity=0.45))

    assert apart["fairness-equal-opportunity"].outcome == "kept"
    assert together["fairness-equal-opportunity"].outcome == "broken"
    assert together["fairness-equal-opportunity"].measured.endswith("sex is f and age below 40")


def test_men_and_women_of_the_example_harmed_on_purpose_are_noticed(ground: Ofs) -> None:
    honest = ground("binary")
    scores = honest.scored["model"].scores * np.where(honest.holdout["SEX"] == 2, 0.5, 1)

    # Without prices the threshold is one half, and no clone has to be fitted to find a better one.
    promises = msgspec.structs.replace(honest.spec.promises, decision=None)
    unpriced = RepoOf(honest.repo.root, msgspec.structs.replace(honest.spec, promises=promises))

    harmed = promising(replace(scored_as(honest, scores), repo=unpriced), equal_opportunity=0.2)
    verdict = judged(harmed)["fairness-equal-opportunity"]

    assert verdict.outcome == "broken"
    assert "between SEX is 1 and SEX is 2" in verdict.measured


@pytest.mark.parametrize("count", [1, 6, 40])
def test_a_small_group_is_too_few_to_tell_and_no_pass(people: Ground, count: int) -> None:
    few = people.holdout.assign(
        sex=["x"] * count
        + ["f", "m"] * ((len(people.holdout) - count) // 2)
        + ["m"] * ((len(people.holdout) - count) % 2)
    )

    verdict = judged(promising(replace(people, holdout=few), ("sex",), equal_opportunity=0.2))[
        "fairness-equal-opportunity"
    ]

    assert verdict.outcome == "undecided"
    assert (
        "too few rows to tell of sex is x" if count >= 5 else "too few rows to tell of 1 more of sex"
    ) in verdict.measured


@pytest.mark.parametrize(
    ("values", "fact"),
    [
        (lambda count: ["one"] * count, "no two groups with rows enough"),
        (lambda count: [None] * count, "no two groups with rows enough"),
        (lambda count: [*map(str, range(count))], "no two groups with rows enough"),
    ],
    ids=["constant", "all missing", "a value a row"],
)
def test_where_there_are_no_two_groups_nothing_is_shown(
    people: Ground, values: Callable[[int], list[Any]], fact: str
) -> None:
    holdout = people.holdout.assign(
        sex=pd.Series(values(len(people.holdout)), index=people.holdout.index, dtype=object)
    )

    verdict = judged(promising(replace(people, holdout=holdout), ("sex",), error=0.1))["fairness-error"]

    assert verdict.outcome == "undecided"
    assert verdict.measured.startswith(fact)


def test_those_whose_attribute_is_missing_are_a_group(people: Ground) -> None:
    missing = people.holdout["sex"].where(np.arange(len(people.holdout)) % 3 > 0)
    ground = promising(replace(people, holdout=people.holdout.assign(sex=missing)), ("sex",))

    found = measure.measure(ground)

    assert found is not None
    assert [group.name for group in found.attributes[0].groups] == ["sex is f", "sex is m", "sex is missing"]


def test_a_group_of_one_class_has_no_rate_of_the_other(people: Ground) -> None:
    women = people.scored["model"].truth.copy()
    women[(people.holdout["sex"] == "f").to_numpy()] = 0
    ground = replace(people, scored={**people.scored, "model": Scored(women, people.scored["model"].scores)})

    found = measure.measure(promising(ground, ("sex",)))

    assert found is not None
    assert "true_positive_rate" not in found.attributes[0].groups[0].rates
    assert (
        judged(promising(ground, ("sex",), equal_opportunity=0.2))["fairness-equal-opportunity"].outcome == "undecided"
    )


def test_rows_that_belong_together_are_not_taken_for_independent(tmp_path: Path) -> None:
    frame = rows(100).loc[lambda frame: frame.index.repeat(60)].reset_index(drop=True)
    frame = frame.assign(g=frame.index // 60, b=np.random.default_rng(0).normal(size=len(frame)))
    frame["sex"] = np.where(frame["g"] % 2, "f", "m")
    apart = promising(small(tmp_path, frame), ("sex",))
    spec = msgspec.structs.replace(apart.spec, split=msgspec.structs.replace(apart.spec.split, group="g"))

    gaps = [measure.measure(one) for one in (apart, replace(apart, repo=RepoOf(tmp_path, spec)))]

    narrow, wide = (one.attributes[0].gaps[0].difference for one in gaps if one)
    assert narrow is not None
    assert wide is not None
    assert narrow.value == wide.value
    assert wide.high - wide.value > 1.5 * (narrow.high - narrow.value)


def test_a_number_is_judged_by_its_errors(ground: Ofs) -> None:
    honest = ground("regression")
    promise = {"error_ratio": 0.5, "calibration": 40.0}
    scores = honest.scored["model"].scores + np.where(honest.holdout["workingday"] == 1, 200, 0)

    kept = judged(promising(honest, ("workingday",), **promise))
    broken = judged(promising(scored_as(honest, scores), ("workingday",), **promise))

    assert {one.outcome for one in kept.values()} == {"kept"}
    assert {one.outcome for one in broken.values()} == {"broken"}


def test_many_classes_are_judged_each_against_the_others(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    frame = rows(6000)
    frame["y"] = np.select([frame["a"] > 0.8, frame["a"] < -0.8], ["SEKER", "SIRA"], "CALI")
    frame["a"] += draw.normal(size=len(frame)) / 10
    asked = binary(
        model={"task": "multiclass"},
        data={"positive": None},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 2.0}}},
    )
    honest = small(tmp_path, frame, spec=asked)
    holdout = honest.holdout.assign(lot=np.where(np.arange(len(honest.holdout)) % 2, "odd", "even"))
    scores = honest.scored["model"].scores.copy()
    worst = honest.classes.index("SEKER")
    scores[(holdout["lot"] == "odd").to_numpy(), worst] = 0
    promise = {"equal_opportunity": 0.3, "error": 0.35}

    kept = judged(promising(replace(honest, holdout=holdout), ("lot",), **promise))
    broken = judged(promising(scored_as(replace(honest, holdout=holdout), scores), ("lot",), **promise))

    assert {one.outcome for one in kept.values()} == {"kept"}
    assert broken["fairness-equal-opportunity"].measured.endswith("lot is odd (class SEKER)")
    assert broken["fairness-error"].outcome == "kept"


def test_without_a_protected_column_there_is_no_gate(made_up: Ground) -> None:
    assert measure.measure(made_up) is None
    assert gates.asked(made_up.spec) == []
    assert criteria(made_up.spec) == {}


def test_each_task_has_a_promise_where_the_tier_asks_for_one() -> None:
    assert criteria(binary(data={"protected": ["sex"]})) == {"equal_opportunity": 0.2}
    number = msgspec.structs.replace(regression(), data=binary(data={"protected": ["sex"], "positive": None}).data)
    assert criteria(number) == {"error_ratio": 0.5}


def test_evidence_without_the_theme_is_broken(people: Ground) -> None:
    spec = promising(people, ("sex",), error=0.1).spec

    assert [one.outcome for one in gates.verdicts(spec, Measured(None))] == ["broken"]  # type: ignore[arg-type]


def test_a_protected_column_that_is_not_there_is_refused_in_one_line(people: Ground) -> None:
    with pytest.raises(InputError, match="the data have no column 'nowhere'"):
        measure.measure(promising(people, ("nowhere",)))


def test_equal_rows_give_equal_evidence(people: Ground) -> None:
    ground = promising(people, ("sex", "age"))

    assert msgspec.json.encode(measure.measure(ground)) == msgspec.json.encode(measure.measure(ground))


def test_contradictions_are_said_in_words() -> None:
    protected = binary(data={"protected": ["sex"]})

    def facts(spec: Spec, **promise: Any) -> list[str]:
        return [fact for _, fact in contradictions(_with(spec, promise))]

    assert facts(binary(), error=0.1) == ["promises.fairness: data.protected names no column"]
    assert facts(protected, bands={"age": [30]}) == ["promises.fairness.bands: 'age' is not in data.protected"]
    assert facts(protected, bands={"sex": [3, 2]}) == ["promises.fairness.bands.sex: must be numbers that rise"]
    assert facts(protected, error=float("inf")) == ["promises.fairness.error: inf promises nothing"]
    number = msgspec.structs.replace(regression(), data=binary(data={"protected": ["sex"], "positive": None}).data)
    assert "a regression task has no classes" in facts(number, equal_opportunity=0.1)[0]
