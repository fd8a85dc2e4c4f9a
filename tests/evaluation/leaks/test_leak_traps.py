"""Each trap is sprung by its leak, and by nothing else."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.aggregates import aggregates
from modelwright.evaluation.leaks.classes import classes
from modelwright.evaluation.leaks.copies import copies
from modelwright.evaluation.leaks.jackknife import jackknife, parts
from modelwright.evaluation.leaks.measure import measure
from modelwright.evaluation.leaks.order import order
from modelwright.evaluation.leaks.permuted import permuted
from modelwright.evaluation.leaks.sides import auc, sides
from modelwright.evaluation.leaks.tuned import optimism, tuned
from modelwright.evaluation.metrics import METRICS, Scored
from modelwright.evidence import Fingerprints, Training, Trial, write_evidence
from modelwright.fingerprints import file_digest
from tests.evaluation.grounds import RepoOf, rows, small
from tests.evaluation.leaks.teams import team
from tests.specs import regression, spec


def test_honest_rows_and_an_honest_model_spring_no_trap(tmp_path: Path) -> None:
    found = measure(team(tmp_path, "return frame"))

    assert found.copies.rows == found.copies.rows_in_file == 2000
    assert (found.of_targets.changed, found.of_rows.changed, found.aggregates) == ((), (), ())
    assert found.sides is not None
    assert found.sides.auc.low < 0.5 < found.sides.auc.high
    assert found.permuted is not None
    assert found.permuted.share.low < 0 < found.permuted.share.high
    assert found.optimism is not None
    assert found.optimism.share.low < 0 < found.optimism.share.high


def test_the_same_ground_gives_the_same_evidence(tmp_path: Path) -> None:
    ground = team(tmp_path, "return frame")

    assert msgspec.json.encode(measure(ground)) == msgspec.json.encode(measure(ground))


@pytest.mark.parametrize("scale", [1.0, -250.0])
@pytest.mark.parametrize("task", ["binary", "regression"])
def test_a_mean_of_the_target_in_the_file_is_named(task: str, scale: float, tmp_path: Path) -> None:
    frame = rows()
    if task == "regression":
        frame["y"] = frame["a"] + frame["b"]
    group = np.random.default_rng(1).integers(0, 200, len(frame))
    frame["b"] = (scale * frame.groupby(group)["y"].transform("mean").to_numpy(dtype=float) + 3).round(6)
    ground = ground_of(tmp_path, frame, task)

    [found] = aggregates(ground)

    assert found.feature == "b"
    assert found.ratio < 1e-3


@pytest.mark.parametrize("kind", ["noise", "forecast", "coarse", "constant", "training only", "matched"])
def test_an_honest_feature_is_not_taken_for_a_mean_of_the_target(kind: str, tmp_path: Path) -> None:
    frame = rows(4000)
    draw = np.random.default_rng(2)
    group = np.arange(4000) // 10
    forecast = draw.random(400)[group]
    y = (draw.random(4000) < forecast).astype(int)
    frame["y"] = y if kind in {"forecast", "coarse"} else frame["y"]
    if kind == "matched":  # one case and nine controls in each set: the means are all alike by design
        frame["y"] = (np.arange(4000) % 10 == 0).astype(int)
    fitted = ~np.isin(np.arange(4000), draw.permutation(4000)[:800])
    known = pd.Series(frame["y"]).where(fitted).groupby(group).transform("mean").fillna(0.5)
    values: dict[str, Any] = {
        "noise": draw.normal(size=4000).round(1),
        "forecast": forecast,
        "coarse": forecast.round(2),
        "constant": np.ones(4000),
        "training only": known,
        "matched": group.astype(float),
    }
    frame["b"] = values[kind]
    if kind == "training only":
        ground = object.__new__(Ground)
        made = spec()
        ground.__dict__.update(repo=RepoOf(tmp_path, made), frame=frame, training=frame[fitted], holdout=frame[~fitted])
        assert aggregates(ground) == ()
    else:
        assert aggregates(small(tmp_path, frame)) == ()


def test_at_most_one_in_a_thousand_forecasts_is_taken_for_a_mean() -> None:
    from scipy.stats import chi2

    from modelwright.evaluation.leaks.aggregates import _misses

    draw = np.random.default_rng(0)
    chances = []
    for _ in range(400):
        forecast = draw.random(50)
        values = np.repeat(forecast, 20)
        found = _misses(values, (draw.random(1000) < values).astype(float))
        assert found is not None
        chances.append(chi2.cdf(found[0], found[1]))

    assert min(chances) > 1e-6
    assert 0.01 <= np.mean(np.array(chances) < 0.05) <= 0.1, "the lower tail is that of chi-square"


def test_a_join_that_doubles_rows_is_counted(tmp_path: Path) -> None:
    twice = (
        "names = pd.DataFrame({'c': ['x', 'y', 'z', 'z'], 'n': [1, 2, 3, 4]})\n    return frame.merge(names, on='c')"
    )
    frame = rows().assign(id=np.arange(2000))

    found = copies(team(tmp_path / "one", twice, frame))
    keyed = copies(team(tmp_path / "two", twice, frame, data={"keys": ["id"]}))

    assert found.rows_in_file == 2000
    assert found.rows > 2000
    assert keyed.repeated_keys == keyed.rows - 2000 == (frame["c"] == "z").sum()


def test_copies_within_the_holdout_are_counted(tmp_path: Path) -> None:
    frame = rows().assign(id=np.arange(2000))
    before = small(tmp_path, frame, spec=spec(data={"keys": ["id"]}))
    copied = pd.concat([frame, before.holdout.assign(id=lambda one: one["id"] + 10_000)], ignore_index=True)
    frozen = spec(split={"strategy": "time", "column": "id", "cut": 1600}, data={"keys": ["id"]})

    assert copies(before).repeated_in_holdout == 0
    assert copies(small(tmp_path, copied, spec=frozen)).repeated_in_holdout > 80


def test_a_file_of_another_kind_is_no_obstacle(tmp_path: Path) -> None:
    assert copies(small(tmp_path)).rows_in_file is None


def test_a_class_that_a_side_lacks_is_named(tmp_path: Path) -> None:
    frame = rows().assign(t=np.arange(2000))
    frame["y"] = np.where(frame["t"] < 50, "rare", np.where(frame["a"] > 0, "high", "low"))
    by_time = spec(
        model={"task": "multiclass"},
        data={"positive": None},
        split={"strategy": "time", "column": "t", "cut": 1600},
        promises={"headline": "log_loss", "quality": {"log_loss": {"at_most": 1.0}}},
    )

    found = classes(small(tmp_path, frame, spec=by_time))

    assert found is not None
    assert (found.known, found.not_in_training, found.not_in_holdout) == (3, (), ("rare",))


def drifting(count: int = 3000) -> pd.DataFrame:
    """A week's mood decides on the outcome, and the features say which week it is."""
    frame = rows(count)
    week = np.arange(count) // 50
    mood = np.random.default_rng(5).choice([0.1, 0.9], week.max() + 1)
    y = (np.random.default_rng(6).random(count) < mood[week]).astype(int)
    return frame.assign(a=week + frame["a"] / 10, t=np.arange(count), y=y)


def test_a_random_split_of_rows_that_time_ties_together_is_named(tmp_path: Path) -> None:
    from sklearn.ensemble import RandomForestClassifier

    numbers = ColumnTransformer([("n", "passthrough", ["a", "b"])])
    model = make_pipeline(numbers, RandomForestClassifier(30, random_state=0))
    timed = spec(data={"time": "t"})

    tied = order(small(tmp_path, drifting(), spec=timed, model=model)).inflation
    free = order(small(tmp_path, rows(3000).assign(t=np.arange(3000)), spec=timed)).inflation

    assert tied is not None
    assert tied.low > 0.1
    assert free is not None
    assert free.low < 0.1


def test_rows_that_were_fitted_although_they_came_later_are_counted(tmp_path: Path) -> None:
    from modelwright.data.hashing import row_ids

    by_time = spec(split={"strategy": "time", "column": "t", "cut": 1600})
    ground = small(tmp_path, rows().assign(t=np.arange(2000)), spec=by_time)
    (tmp_path / "models").mkdir()

    def late_of(fitted: pd.DataFrame) -> int | None:
        pd.DataFrame({"row": row_ids(fitted, by_time)}).to_parquet(ground.repo.training_rows_path)
        return order(ground).late

    assert order(ground).late is None
    assert late_of(ground.training) == 0
    assert late_of(pd.concat([ground.training, ground.holdout.head(3)])) == 3


def test_a_holdout_that_was_chosen_is_told_apart(tmp_path: Path) -> None:
    frame = rows().assign(t=lambda one: one["b"] + one["a"] / 10)
    chosen = spec(split={"strategy": "time", "column": "t", "holdout": 0.2})

    found = sides(small(tmp_path, frame, spec=chosen))

    assert found is not None
    assert found.auc.low > 0.9
    assert found.features[0].feature == "b"


def test_a_classifier_that_recognises_groups_has_found_nothing(tmp_path: Path) -> None:
    group = np.arange(2000) // 4
    frame = rows().assign(g=group, b=np.random.default_rng(3).normal(size=500)[group])

    found = sides(small(tmp_path, frame, spec=spec(split={"group": "g"})))

    assert found is not None
    assert found.auc.low < 0.55
    assert "groups" in found.auc.method


def test_the_area_is_that_of_scikit_learn_and_its_interval_covers() -> None:
    draw = np.random.default_rng(0)
    covered = []
    for _ in range(1000):
        truth = np.arange(300) % 2
        scores: Any = np.round(draw.normal(size=300) + 0.5 * truth, 1)
        found = auc(truth, scores)
        covered.append(found.low <= 0.6382 <= found.high)
    assert found.value == pytest.approx(roc_auc_score(truth, scores), abs=1e-12)
    assert np.mean(covered) > 0.992, "nominally 99.8 %"


def test_a_jackknife_gives_the_error_of_a_mean() -> None:
    values = np.random.default_rng(0).normal(size=4000)
    scored = Scored(values, np.zeros(4000))

    def mean(weights: Any) -> Any:
        return (weights @ scored.truth) / weights.sum(axis=1)

    value, error, freedom = jackknife(mean, parts(4000, seed=0))
    assert value == pytest.approx(values.mean())
    assert freedom == 39
    assert error == pytest.approx(values.std() / np.sqrt(4000), rel=0.3)


class Prefitted(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Looks at no label: what it says was learnt before."""

    def __init__(self, known: Any = None) -> None:
        self.known = known

    def fit(self, _X: Any, y: Any) -> "Prefitted":
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, X: Any) -> Any:
        return FrozenEstimator(self.known).predict_proba(X)


def test_a_model_that_was_fitted_beforehand_keeps_its_lead_on_shuffled_labels(tmp_path: Path) -> None:
    frame = rows()
    encode = ColumnTransformer([("n", "passthrough", ["a", "b"]), ("c", OneHotEncoder(), ["c"])])
    known = make_pipeline(encode, LogisticRegression()).fit(frame[["a", "b", "c"]], frame["y"])

    left = permuted(small(tmp_path, frame, model=FrozenEstimator(known)))

    assert left is not None
    assert left.share.value == pytest.approx(1.0, abs=0.01)
    assert left.share.low > 0.9


def test_a_model_that_learns_keeps_nothing_in_a_hundred_shuffles(made_up: Ground) -> None:
    alarms = 0
    for seed in range(20):
        ground = object.__new__(Ground)
        ground.__dict__.update(made_up.__dict__)
        split = msgspec.structs.replace(made_up.spec.split, seed=seed)
        ground.__dict__["repo"] = RepoOf(made_up.repo.root, msgspec.structs.replace(made_up.spec, split=split))
        left = permuted(ground)
        assert left is not None
        alarms += left.share.low > 0 and left.share.value > 0.1
    assert alarms == 0


def recorded(ground: Ground, trials: tuple[Trial, ...]) -> Ground:
    """The ground with the evidence of its training beside it."""
    ground.repo.model_path.parent.mkdir(exist_ok=True)
    ground.repo.model_path.write_bytes(b"model")
    digest = file_digest(ground.repo.model_path)
    chosen = trials[0].parameters
    evidence = Training(None, Fingerprints("d", "s", "c"), {}, 1, 1, "e", "roc_auc", trials, chosen, digest)
    write_evidence(ground.repo.evidence_path("training"), evidence)
    return ground


def fold_scores(ground: Ground) -> tuple[float, ...]:
    from sklearn.model_selection import cross_val_score

    from modelwright.data.folds import folds

    X, y = ground.training[ground.spec.features.names], ground.training[ground.spec.data.target]
    return tuple(cross_val_score(ground.model, X, y, cv=folds(ground.spec, ground.training), scoring="roc_auc"))


def test_settings_that_were_chosen_on_folds_are_found_again(tmp_path: Path) -> None:
    ground = small(tmp_path)
    scores = fold_scores(ground)
    worse = tuple(one - 0.01 for one in scores)

    found = tuned(recorded(ground, (Trial({"C": 1}, scores), Trial({"C": 2}, worse))))

    assert found is not None
    assert (found.trials, found.best) == (2, True)
    assert found.deviation is not None
    assert found.deviation < 1e-5


def test_settings_that_were_chosen_on_the_holdout_are_not(tmp_path: Path) -> None:
    ground = small(tmp_path)
    scores = fold_scores(ground)
    holdout = float(METRICS["roc_auc"].compute(ground.scored["model"], np.ones((1, len(ground.holdout))))[0])
    better = tuple(one + 0.01 for one in scores)

    by_holdout = tuned(recorded(ground, (Trial({"C": 1}, (holdout,) * 3), Trial({"C": 2}, (0.5,) * 3))))
    not_the_best = tuned(recorded(ground, (Trial({"C": 1}, scores), Trial({"C": 2}, better))))
    once = tuned(recorded(ground, (Trial({"C": 1}, (holdout,)),)))

    assert by_holdout is not None
    assert by_holdout.deviation is not None
    assert by_holdout.deviation > 1e-3
    assert not_the_best is not None
    assert not not_the_best.best
    assert once is not None
    assert (once.deviation, once.why_not) == (None, "")


def test_the_record_of_another_model_says_nothing(tmp_path: Path) -> None:
    ground = recorded(small(tmp_path), (Trial({}, (0.8,) * 3),))
    ground.repo.model_path.write_bytes(b"another")

    assert tuned(ground) is None


def test_a_holdout_of_easy_rows_is_named_and_one_of_others_is_not(tmp_path: Path) -> None:
    ground = small(tmp_path, rows(6000))
    easy = object.__new__(Ground)
    easy.__dict__.update(ground.__dict__)
    scored = ground.scored["model"]
    right = np.abs(scored.scores - scored.truth) < 0.5
    chosen = right | (np.arange(len(right)) % 4 == 0)
    some = {name: Scored(one.truth[chosen], one.scores[chosen]) for name, one in ground.scored.items()}
    easy.__dict__.update(scored=some, holdout=ground.holdout[chosen])

    honest, named = optimism(ground), optimism(easy)

    assert honest is not None
    assert honest.share.low < 0.05
    assert named is not None
    assert named.share.low > 0.05


@pytest.mark.parametrize("count", [12, 40, 120])
def test_few_rows_are_measured_as_far_as_they_go(count: int, tmp_path: Path) -> None:
    found = measure(small(tmp_path, rows(count)))

    assert found.of_targets.why_not
    assert found.sides is None or count >= 100


def test_a_constant_model_is_not_ahead_and_springs_nothing(tmp_path: Path) -> None:
    from sklearn.dummy import DummyClassifier

    found = measure(small(tmp_path, model=DummyClassifier()))

    assert (found.permuted, found.optimism) == (None, None)


def test_features_that_are_missing_altogether_are_no_obstacle(tmp_path: Path) -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    frame = rows().assign(b=np.nan)
    numbers = ColumnTransformer([("n", "passthrough", ["a", "b"])])
    ground = small(
        tmp_path, frame.assign(b=0.0), model=make_pipeline(numbers, HistGradientBoostingClassifier(max_iter=5))
    )
    missing = object.__new__(Ground)
    missing.__dict__.update(ground.__dict__)
    missing.__dict__.update({name: getattr(ground, name).assign(b=np.nan) for name in ("frame", "training", "holdout")})

    found = measure(missing)

    assert found.aggregates == ()
    assert found.sides is not None


def ground_of(root: Path, frame: pd.DataFrame, task: str) -> Ground:
    if task == "binary":
        return small(root, frame)
    from sklearn.linear_model import LinearRegression

    numbers = ColumnTransformer([("n", "passthrough", ["a", "b"])])
    return small(root, frame, spec=regression(), model=make_pipeline(numbers, LinearRegression()))
