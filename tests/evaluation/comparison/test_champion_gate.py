"""A model must not be worse than the champion; whoever cannot show it does not replace it."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from modelwright.data.splits import is_holdout
from modelwright.evaluation.comparison.gates import asked, verdicts
from modelwright.spec import Spec
from tests.evaluation.comparison.champions import champion, evaluated, ground_of, judged, on_branch, started
from tests.evaluation.grounds import rows
from tests.evaluation.test_gates import GOOD
from tests.repos import git
from tests.specs import regression
from tests.specs import spec as specified

KEYED = specified(data={"keys": ["id"]})
NUMBERS_ONLY = specified(data={"keys": ["id"]}, features={"numeric": ["a", "b"], "categorical": []})
ROWS = rows(4000, seed=3).assign(id=np.arange(4000)).head(3000)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return started(tmp_path, KEYED)


def promising(**keys: Any) -> Spec:
    return specified(data={"keys": ["id"]}, promises={"champion": keys})


def test_a_first_model_has_nobody_to_beat(repo: Path) -> None:
    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS), name="first")

    verdict = judged(found, KEYED)

    assert verdict.kept
    assert verdict.measured == "there is no champion to compare with: no model on main yet"


def test_the_champion_itself_passes_and_is_said_to_be_it(repo: Path) -> None:
    ground = ground_of(repo, spec=KEYED, frame=ROWS)
    champion(repo, ground)

    again = judged(evaluated(repo, ground, name="champion"), KEYED)

    assert again.kept
    assert again.measured.startswith("this model is the champion, on main at ")


def test_a_junk_challenger_against_a_good_champion_is_refused(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    on_branch(repo, "junk")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS, model=DummyClassifier()), name="junk")
    verdict = judged(found, KEYED)

    assert found.outcome == "worse"
    assert not verdict.kept
    assert verdict.gate == "champion"
    assert verdict.measured.startswith("worse than the champion on main: roc_auc ahead by -0.")
    assert verdict.margin is not None
    assert verdict.margin < -0.2


def test_a_better_challenger_replaces_a_weak_champion(repo: Path) -> None:
    champion(
        repo, ground_of(repo, spec=NUMBERS_ONLY, frame=ROWS, model=DecisionTreeClassifier(max_depth=1, random_state=0))
    )
    on_branch(repo, "better")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS), name="better")
    verdict = judged(found, KEYED)

    assert (found.outcome, verdict.kept) == ("better", True)
    assert verdict.estimate is not None
    assert verdict.estimate.method == "DeLong"
    assert found.pairing is not None
    assert found.pairing.rows == found.pairing.champion_rows == verdict.estimate.rows
    assert [one.metric for one in found.differences] == ["roc_auc", "brier_score"]
    assert [one.test for one in found.tests] == ["DeLong", "McNemar"]


def test_a_champion_that_was_trained_on_other_columns_is_compared_by_its_predictions(repo: Path) -> None:
    fewer = specified(data={"keys": ["id"]}, features={"numeric": ["b"], "categorical": []})
    champion(repo, ground_of(repo, spec=fewer, frame=ROWS))
    on_branch(repo, "wider")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS), name="wider")

    assert (found.outcome, found.fact) == ("better", "")


def test_a_challenger_that_differs_by_a_seed_is_not_refused(repo: Path) -> None:
    weighted = [LogisticRegression(C=c) for c in (1.0, 0.98)]
    champion(repo, ground_of(repo, spec=NUMBERS_ONLY, frame=ROWS, model=weighted[0]))
    on_branch(repo, "again")

    found = evaluated(repo, ground_of(repo, spec=NUMBERS_ONLY, frame=ROWS, model=weighted[1]), name="again")

    assert judged(found, NUMBERS_ONLY).kept
    assert found.margin_from == "0.05 of the champion's lead over the dummy baseline"


def test_too_few_rows_leave_the_champion_where_it_is_and_say_how_many_it_would_take(repo: Path) -> None:
    few = ROWS.head(400)
    champion(
        repo, ground_of(repo, spec=NUMBERS_ONLY, frame=few, model=DecisionTreeClassifier(max_depth=3, random_state=0))
    )
    on_branch(repo, "again")

    deeper = DecisionTreeClassifier(max_depth=4, min_samples_leaf=9, random_state=0)
    found = evaluated(repo, ground_of(repo, spec=NUMBERS_ONLY, frame=few, model=deeper), name="again")
    verdict = judged(found, NUMBERS_ONLY)

    assert found.outcome == "cannot tell"
    assert not verdict.kept
    assert verdict.measured.startswith("cannot tell whether it is worse than the champion on main: ")
    assert verdict.measured.endswith(f"it would take about {found.rows_needed:,} rows")
    assert found.rows_needed is not None
    assert found.rows_needed > 100


def test_rows_that_come_later_are_left_out_of_the_pairs(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS.head(2000)))
    on_branch(repo, "more-rows")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS), name="more")

    assert judged(found, KEYED).kept
    assert found.pairing is not None
    assert found.pairing.lost == 0
    assert found.pairing.rows == is_holdout(ROWS.head(2000), KEYED).sum()


def test_a_smaller_holdout_that_hides_noise_is_refused(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    on_branch(repo, "smaller")
    smaller = specified(data={"keys": ["id"]}, split={"holdout": 0.1})

    found = evaluated(repo, ground_of(repo, spec=smaller, frame=ROWS), name="smaller")
    verdict = judged(found, smaller)

    assert not verdict.kept
    assert verdict.measured.startswith("a smaller holdout: ")
    assert "rows that the champion was measured on are not held out any more" in verdict.measured
    assert found.pairing is not None
    assert found.pairing.trained_on == found.pairing.lost > 200


def test_holdout_rows_that_are_taken_out_of_the_data_are_missed(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    on_branch(repo, "cleaned")
    held = np.flatnonzero(is_holdout(ROWS, KEYED))

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS.drop(index=ROWS.index[held[:100]])), name="cleaned")

    assert not judged(found, KEYED).kept
    assert found.fact.startswith(f"a smaller holdout: 100 of {len(held):,} rows")


def test_a_few_rows_that_a_person_had_deleted_are_no_smaller_holdout(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    on_branch(repo, "deleted")
    held = np.flatnonzero(is_holdout(ROWS, KEYED))

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS.drop(index=ROWS.index[held[:5]])), name="deleted")

    assert judged(found, KEYED).kept
    assert found.pairing is not None
    assert (found.pairing.lost, found.pairing.trained_on) == (5, 0)


def test_keys_that_do_not_tell_rows_apart_are_not_guessed_at(repo: Path) -> None:
    blurred = ROWS.assign(id=ROWS["id"] // 2)
    champion(repo, ground_of(repo, spec=KEYED, frame=blurred))
    on_branch(repo, "again")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=blurred), name="again")

    assert not judged(found, KEYED).kept
    assert "row identities stand for several rows" in found.fact


@pytest.mark.parametrize(
    ("tables", "fact"),
    [
        ({"data": {"target": "z"}}, "the champion's target is 'y', and that of this model is 'z'"),
        ({"data": {"positive": 0}}, "the champion's positive is '1', and that of this model is '0'"),
        (None, "the champion's task is 'binary', and that of this model is 'regression'"),
    ],
)
def test_a_champion_that_predicts_something_else_is_named(
    repo: Path, tables: dict[str, dict[str, object]] | None, fact: str
) -> None:
    champion(repo, ground_of(repo, spec=specified(), frame=rows()))
    on_branch(repo, "other")
    other = _without_names(specified(**tables) if tables else regression())
    model = LogisticRegression() if tables else LinearRegression()
    frame = rows().assign(z=rows()["y"])

    found = evaluated(repo, ground_of(repo, spec=other, frame=frame, model=model), name="other")
    verdict = judged(found, other)

    assert (verdict.kept, verdict.measured) == (False, fact)


def _without_names(spec: Spec) -> Spec:
    return msgspec.structs.replace(spec, features=msgspec.structs.replace(spec.features, categorical=()))


def test_classes_that_the_champion_does_not_know_are_named(tmp_path: Path) -> None:
    many = specified(
        model={"task": "multiclass"},
        data={"target": "c", "positive": None, "keys": ["id"]},
        features={"numeric": ["a", "b"], "categorical": []},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 2.0}}},
    )
    started(tmp_path, many)
    champion(tmp_path, ground_of(tmp_path, spec=many, frame=ROWS, model=LogisticRegression()))
    on_branch(tmp_path, "new-class")
    more = ROWS.assign(c=ROWS["c"].where(ROWS["id"] % 7 != 0, "w"))

    same = evaluated(tmp_path, ground_of(tmp_path, spec=many, frame=ROWS, model=LogisticRegression(C=0.9)), name="2")
    found = evaluated(tmp_path, ground_of(tmp_path, spec=many, frame=more, model=LogisticRegression()), name="3")

    assert judged(same, many).kept
    assert same.differences[0].metric == "log_loss"
    assert (judged(found, many).kept, found.fact) == (False, "the champion knows other classes: it lacks w")


def test_a_margin_in_the_headlines_own_unit_is_taken_at_its_word(repo: Path) -> None:
    wide = promising(margin=0.5)
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    on_branch(repo, "junk")

    found = evaluated(repo, ground_of(repo, spec=wide, frame=ROWS, model=DummyClassifier()), name="junk")

    assert judged(found, wide).kept
    assert (found.margin, found.margin_from) == (0.5, "the spec")


def test_a_champion_whose_evidence_is_deleted_later_stays_the_champion(repo: Path) -> None:
    champion(repo, ground_of(repo, spec=KEYED, frame=ROWS))
    git(repo, "rm", "--quiet", "-r", "reports")
    git(repo, "commit", "--quiet", "--message", "Lose the champion")
    on_branch(repo, "next")

    found = evaluated(repo, ground_of(repo, spec=KEYED, frame=ROWS, model=DummyClassifier()), name="junk")

    assert judged(found, KEYED).measured.startswith("worse than the champion on main")


def test_a_record_that_is_missing_keeps_nothing() -> None:
    [verdict] = verdicts(KEYED, msgspec.structs.replace(GOOD, comparison=None))

    assert asked(KEYED) == ["champion"]
    assert (verdict.kept, verdict.measured) == (False, "not measured")
