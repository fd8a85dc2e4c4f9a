"""Scorers of scikit-learn and functions of the team are asked by name, and what they cannot say is refused."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, get_scorer

from modelwright.errors import InputError
from modelwright.evaluation.evaluate import _refuse_certain
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import METRICS
from modelwright.evaluation.own import own
from tests.evaluation.grounds import rows, small
from tests.specs import spec

PROFIT = '''"""What the team counts."""


def profit(truth, scores):
    return float(((scores > 0.5) * (3 * truth - 1)).mean())


def weighted(truth, scores, sample_weight=None):
    import numpy as np

    return float(np.average((scores > 0.5) == truth, weights=sample_weight))


def broken(truth, scores):
    raise ZeroDivisionError("no customers")


def nothing(truth, scores):
    return float("nan")
'''


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A ground whose package has metrics of its own."""
    named = spec(model={"package": f"own_{abs(hash(tmp_path))}"})
    package = tmp_path / "src" / named.model.package
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "metrics.py").write_text(PROFIT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "src")
    return small(tmp_path, rows(1000), spec=named)


@pytest.mark.parametrize("name", ["f1", "neg_brier_score", "roc_auc", "recall_macro", "jaccard"])
def test_a_scorer_says_what_it_says_of_the_model_itself(ground: Ground, name: str) -> None:
    held = ground.holdout

    found = own(f"scorer:{name}", ground.repo, ground.scored["model"])

    assert found.value == pytest.approx(get_scorer(name)(ground.model, held[["a", "b", "c"]], held["y"]))
    assert found.low <= found.value <= found.high
    assert found.method == "percentile bootstrap, 1,000 draws"


def test_the_interval_of_a_scorer_is_that_of_the_metric_that_is_known(ground: Ground) -> None:
    scored = ground.scored["model"]
    ours, theirs = own("scorer:f1", ground.repo, scored), METRICS["f1"].influence(scored)

    assert ours.value == pytest.approx(theirs[0])
    assert ours.value == pytest.approx(f1_score(scored.truth, scored.labels))
    error = float(np.sqrt(np.square(theirs[1]).sum())) / len(theirs[1])
    assert ours.high - ours.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_functions_of_the_team_are_asked_with_weights_where_they_take_them(ground: Ground) -> None:
    scored = ground.scored["model"]
    profit = own("metrics:profit", ground.repo, scored)
    right = own("metrics:weighted", ground.repo, scored)

    assert profit.value == pytest.approx(((scored.scores > 0.5) * (3 * scored.truth - 1)).mean())
    assert right.value == pytest.approx(((scored.scores > 0.5) == scored.truth).mean())
    assert right.low < right.value < right.high


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("scorer:roc_auk", "scikit-learn has no scorer 'roc_auk'; did you mean roc_auc"),
        ("scorer:r2", "is a scorer of numbers, and a binary task predicts classes"),
        ("scorer:neg_mean_squared_error", "is a scorer of numbers, and a binary task predicts classes"),
        ("metrics:lost", "metrics.py has no function 'lost'"),
        ("metrics:broken", "fails: no customers"),
        ("metrics:nothing", "gives nan for the holdout, which is no number"),
    ],
)
def test_what_says_nothing_of_these_rows_is_refused(ground: Ground, name: str, fact: str) -> None:
    with pytest.raises(InputError) as refused:
        own(name, ground.repo, ground.scored["model"])

    assert f"promises.quality.{name}: " in str(refused.value)
    assert fact in str(refused.value)


def test_the_right_class_is_always_among_as_many_as_there_are(ground: Ground) -> None:
    ground.repo.__dict__["spec_text"] = "[promises.quality]\ntop_2_accuracy = { at_least = 0.5 }\n"

    _refuse_certain(ground, ["roc_auc"])
    with pytest.raises(InputError, match=r":2: promises\.quality\.top_2_accuracy: the model has only 2 classes"):
        _refuse_certain(ground, ["top_2_accuracy"])
