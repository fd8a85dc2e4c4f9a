"""Slices keep their floors, are too few to tell, or break the gate that names them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest

from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Scored
from modelwright.evaluation.slices import gates, measure
from modelwright.evaluation.slices.declared import declared
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation, read_evidence
from modelwright.repo import Repo
from tests.evaluation.grounds import RepoOf, rows, small
from tests.specs import spec as binary

Ofs = Callable[[str], Ground]


class Measured(msgspec.Struct):
    """As much of an evaluation as this theme reads."""

    slices: Any


def promising(ground: Ground, **promise: Any) -> Ground:
    """The same ground with another promise of slices."""
    spec = msgspec.structs.replace(
        ground.spec,
        promises=msgspec.structs.replace(ground.spec.promises, slices=_table(promise)),
    )
    return replace(ground, repo=RepoOf(ground.repo.root, spec))


def _table(promise: dict[str, Any]) -> Any:
    from modelwright.spec.promised.slices import SlicesPromise

    return msgspec.convert(promise, SlicesPromise)


def judged(ground: Ground) -> dict[str, Verdict]:
    found = {one.gate: one for one in gates.verdicts(ground.spec, Measured(measure.measure(ground)))}  # type: ignore[arg-type]
    assert list(found) == gates.asked(ground.spec)
    return found


def spoilt(ground: Ground, inside: Any, how: str) -> Ground:
    """The same ground with a model that is broken on some rows."""
    scored, draw = ground.scored["model"], np.random.default_rng(0)
    scores = scored.scores.copy()
    match how:
        case "turned round":
            scores[inside] = 1 - scores[inside]
        case "shuffled":
            scores[inside] = draw.permutation(scores[inside])
        case "far off":
            scores[inside] += 3 * np.ptp(scored.truth)
    return replace(ground, scored={**ground.scored, "model": Scored(scored.truth, scores)})


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_an_honest_model_has_no_slice_where_something_simpler_serves_better(
    trained: Callable[[str], Path], task: str
) -> None:
    repo = Repo(trained(task))
    evaluation = read_evidence(repo.evidence_path("evaluation"), Evaluation)

    verdict = {one.gate: one for one in gates.verdicts(repo.spec, evaluation)}["weakest-slice"]

    assert verdict.outcome == "kept", verdict.fact
    assert verdict.margin is not None
    assert verdict.margin > 0.05


@pytest.mark.parametrize("how", ["turned round", "shuffled"])
def test_one_broken_slice_is_found_and_named(ground: Ofs, how: str) -> None:
    honest = ground("binary")
    broken = spoilt(honest, (honest.holdout["EDUCATION"] == 3).to_numpy(), how)

    found = judged(promising(broken, columns=["EDUCATION"], behind=0.1))

    assert found["weakest-slice"].outcome == "broken"
    assert found["weakest-slice"].measured.startswith("EDUCATION is 3 (")
    assert found["slice-education"].outcome == "broken"
    assert "in EDUCATION is 3" in found["slice-education"].measured


def test_a_slice_of_a_column_that_is_no_feature_is_found(ground: Ofs) -> None:
    honest = ground("binary")
    broken = spoilt(honest, (honest.holdout["AGE"] < 27).to_numpy(), "turned round")

    assert "AGE below 27" in judged(promising(broken))["weakest-slice"].measured


def test_one_broken_slice_of_a_number_is_found(ground: Ofs) -> None:
    honest = ground("regression")
    broken = spoilt(honest, (honest.holdout["weathersit"] == 3).to_numpy(), "far off")

    verdict = judged(promising(broken))["weakest-slice"]

    assert verdict.outcome == "broken"
    assert "weathersit is 3" in verdict.measured


def test_a_slice_may_not_lose_more_than_so_many_times_the_whole(made_up: Ground) -> None:
    broken = spoilt(made_up, (made_up.holdout["c"] == "z").to_numpy(), "turned round")

    assert judged(promising(broken, rows=50, weakest=9.0, times=1.2))["weakest-slice"].outcome == "broken"
    assert judged(promising(broken, rows=50, weakest=9.0, times=9.0))["weakest-slice"].outcome == "kept"


def test_declared_slices_that_keep_their_floor_are_kept(made_up: Ground) -> None:
    found = judged(
        promising(
            made_up,
            rows=40,
            declared=[
                {
                    "name": "Low and x",
                    "where": [{"column": "a", "at_most": 0.5}, {"column": "c", "equals": "x"}],
                    "at_least": 0.5,
                },
                {"name": "y or z", "where": [{"column": "c", "one_of": ["y", "z"]}], "behind": 0.2},
            ],
        )
    )

    assert found["slice-low-and-x"].outcome == "kept"
    assert found["slice-y-or-z"].outcome == "kept"


@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_slice_of_a_few_rows_is_too_few_to_tell(made_up: Ground, count: int) -> None:
    bound = float(made_up.holdout["b"].nlargest(count).min())
    declared = [{"name": "few", "where": [{"column": "b", "at_least": bound}], "at_least": 0.99}]

    verdict = judged(promising(made_up, declared=declared))["slice-few"]

    assert verdict.outcome == "undecided"
    assert f"too few to tell ({count} row" in verdict.measured


def test_a_slice_that_no_row_is_in_is_broken_by_name(made_up: Ground) -> None:
    declared = [{"name": "Nobody", "where": [{"column": "c", "equals": "nothing"}], "at_least": 0.5}]

    verdict = judged(promising(made_up, declared=declared))["slice-nobody"]

    assert verdict.outcome == "broken"
    assert verdict.measured == "no row of the holdout is in 'Nobody'"


def test_a_slice_of_one_class_is_too_few_to_tell(tmp_path: Path) -> None:
    frame = rows()
    frame.loc[frame["c"] == "x", "y"] = 0
    ground = promising(small(tmp_path, frame), columns=["c"], behind=0.1, rows=40)

    verdict = judged(ground)["slice-c"]

    assert verdict.outcome == "undecided"
    assert "c is x: too few to tell (one class only)" in verdict.measured


def test_a_slice_that_lies_on_both_sides_of_its_floor_is_open(made_up: Ground) -> None:
    value = measure.measure(promising(made_up, columns=["c"], rows=40))
    assert value is not None
    behind = max(part.behind.value for part in value.declared[0].parts if part.behind)

    verdict = judged(promising(made_up, columns=["c"], rows=40, behind=max(0.0, behind)))["slice-c"]

    assert verdict.outcome == "undecided"
    assert "cannot tell with this many rows" in verdict.measured


def test_ten_thousand_values_are_too_few_to_tell(tmp_path: Path) -> None:
    frame = rows(10_000).assign(who=lambda frame: frame.index.astype(str))
    ground = promising(small(tmp_path, frame), columns=["who"], behind=0.1)

    verdict = judged(ground)["slice-who"]

    assert verdict.outcome == "undecided"
    assert "each of the " in verdict.measured


def test_few_rows_in_all_are_not_searched(tmp_path: Path) -> None:
    verdict = judged(promising(small(tmp_path, rows(120))))["weakest-slice"]

    assert verdict.outcome == "undecided"
    assert verdict.measured == "too few rows to search"


def test_a_model_without_any_error_is_not_searched(made_up: Ground) -> None:
    truth = made_up.scored["model"].truth
    perfect = replace(made_up, scored={**made_up.scored, "model": Scored(truth, truth.copy())})

    assert judged(promising(perfect))["weakest-slice"].outcome == "undecided"


def test_constant_scores_are_found_weak_and_do_not_stop_anything_else(made_up: Ground) -> None:
    scored = made_up.scored["model"]
    constant = Scored(scored.truth, np.full(len(scored.truth), 0.9))
    found = judged(
        promising(replace(made_up, scored={**made_up.scored, "model": constant}), columns=["c"], behind=0.1, rows=50)
    )

    assert found["weakest-slice"].outcome == "broken"


def test_a_column_of_nothing_but_missing_values_is_one_slice(tmp_path: Path) -> None:
    ground = small(tmp_path, rows().assign(gone=np.nan))

    found = measure.measure(promising(ground, columns=["gone"]))

    assert found is not None
    assert [part.name for part in found.declared[0].parts] == ["gone is missing"]


def test_rows_that_are_drawn_together_make_wider_intervals(tmp_path: Path) -> None:
    draw = np.random.default_rng(2)
    frame = rows(60).loc[lambda frame: frame.index.repeat(60)].reset_index(drop=True)
    frame = frame.assign(g=frame.index // 60, b=draw.normal(size=len(frame)))
    apart = promising(small(tmp_path, frame, spec=binary(data={"protected": ("c",)})))
    together = replace(
        apart,
        repo=RepoOf(
            tmp_path, msgspec.structs.replace(apart.spec, split=msgspec.structs.replace(apart.spec.split, group="g"))
        ),
    )

    one, other = measure.measure(apart), measure.measure(together)

    assert one is not None
    assert other is not None
    narrow, wide = (found.declared[0].parts[0].value for found in (one, other))
    assert narrow is not None
    assert wide is not None
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert wide.method.endswith("robust to g")


def test_the_interval_of_how_far_a_slice_is_behind_covers(tmp_path: Path) -> None:
    """Both slices are alike, so neither is behind: zero lies in 95 of 100 intervals."""
    draw = np.random.default_rng(0)
    ground, covered, tries = promising(small(tmp_path), columns=["c"]), 0, 300
    for _ in range(tries):
        chance = draw.beta(1, 3, 800)
        truth = (draw.random(800) < chance).astype(float)
        holdout = pd.DataFrame(dict.fromkeys("ab", 0.0), index=range(800)).assign(c=draw.choice(["x", "y"], 800))
        one = replace(ground, holdout=holdout, scored={name: Scored(truth, chance) for name in ("model", "linear")})
        behind = next(iter(declared(one, one.spec.promises.slices))).parts[0].behind  # type: ignore[arg-type]
        assert behind is not None
        covered += behind.low <= 0 <= behind.high

    assert 0.92 <= covered / tries <= 0.98


def test_equal_rows_give_equal_evidence(made_up: Ground) -> None:
    ground = promising(made_up, columns=["c"], rows=50)

    assert msgspec.json.encode(measure.measure(ground)) == msgspec.json.encode(measure.measure(ground))


def test_nothing_measured_is_broken(made_up: Ground) -> None:
    ground = promising(made_up, columns=["c"], behind=0.1)

    found = [*gates.verdicts(ground.spec, Measured(None))]  # type: ignore[arg-type]

    assert [one.outcome for one in found] == ["broken", "broken"]


@pytest.mark.parametrize(
    ("promise", "fact"),
    [
        ({"columns": ["nowhere"]}, "the data have no column 'nowhere'"),
        ({"search": ["nowhere"]}, "the data have no column 'nowhere'"),
        (
            {"declared": [{"name": "s", "where": [{"column": "c", "at_least": 1}]}]},
            "'c' has bounds, and its values are no",
        ),
    ],
)
def test_a_column_that_cannot_be_cut_so_is_refused_in_one_line(
    made_up: Ground, promise: dict[str, Any], fact: str
) -> None:
    with pytest.raises(InputError, match=fact):
        measure.measure(promising(made_up, **promise))
