"""Each trap is sprung by its leak, and by nothing else."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.leaks.measure import measure
from tests.evaluation.grounds import rows, small
from tests.evaluation.leaks.teams import team


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
