"""Labels that are contradicted are counted as cleanlab counts them, and the overlap is said beside."""

from pathlib import Path

import numpy as np
import pytest

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.remedies.labels import confident_joint, label_noise
from tests.evaluation.grounds import rows, small
from tests.specs import regression

# Of `cleanlab.count.compute_confident_joint(labels, scores, calibrate=False)`, version 2.9, on `three(seed=0)`: its
# diagonal is never below one, which these counts do not meet.
CLEANLAB = [[603, 0, 155], [164, 613, 0], [0, 150, 633]]


def three(*, seed: int, share: float = 0.2, rows: int = 3000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True classes, labels of which a share is wrong, and the scores of a model that knows the classes well."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(3, size=rows)
    wrong = draw.random(rows) < share
    labels = np.where(wrong, (truth + 1) % 3, truth)
    scores = draw.dirichlet([1, 1, 1], size=rows) * 0.5
    scores[np.arange(rows), truth] += 0.5
    return truth, labels, scores


def test_wrong_labels_are_counted_as_the_published_implementation_counts_them() -> None:
    _, labels, scores = three(seed=0)

    joint, _ = confident_joint(labels, scores)

    assert joint.astype(int).tolist() == CLEANLAB


def test_the_share_of_wrong_labels_is_found_where_classes_do_not_overlap() -> None:
    _, labels, scores = three(seed=1)

    joint, _ = confident_joint(labels, scores)

    off = joint.sum() - np.trace(joint)
    assert off / joint.sum() == pytest.approx(0.2, abs=0.02)


def test_overlap_is_what_calibrated_probabilities_expect() -> None:
    draw = np.random.default_rng(2)
    scores = draw.dirichlet([1, 1], size=20_000)
    labels = (draw.random(20_000) < scores[:, 1]).astype(int)

    joint, overlap = confident_joint(labels, scores)

    shares = 1 - np.diag(joint) / joint.sum(axis=1)
    assert shares == pytest.approx(overlap, abs=0.02)


def test_a_class_that_nobody_has_counts_nothing() -> None:
    joint, overlap = confident_joint(np.array([0, 0, 1]), np.array([[0.9, 0.1, 0], [0.8, 0.2, 0], [0.1, 0.9, 0]]))

    # The second row is of less than the mean probability of its class: it is confidently of none.
    assert joint.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert np.isfinite(overlap).all()


def test_both_classes_are_named_as_the_spec_names_them(made_up: Ground) -> None:
    found = {one.label: one for one in label_noise(made_up)}

    assert (found["0"].likely, found["1"].likely) == ("1", "0")
    assert found["1"].estimate.value == pytest.approx(found["1"].overlap, abs=0.05)


def test_numbers_that_are_wrong_by_a_unit_are_counted(tmp_path: Path) -> None:
    from sklearn.linear_model import LinearRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    draw = np.random.default_rng(0)
    frame = rows().assign(y=lambda one: 10 + one["a"] + draw.normal(size=len(one)) / 10)
    frame.loc[::50, "y"] *= 10
    model = make_pipeline(FunctionTransformer(lambda table: table[["a", "b"]]), LinearRegression())

    (found,) = label_noise(small(tmp_path, frame, spec=regression(), model=model))

    assert found.estimate.low < 0.02 < found.estimate.high
