import numpy as np
import pytest

from modelwright.evaluation.curves import curves
from modelwright.evaluation.metrics import Scored
from tests.specs import spec

TRUTH = np.array([1.0, 1.0, 1.0, 0.0, 0.0])
SCORES = np.array([0.9, 0.8, 0.2, 0.1, 0.7])


@pytest.mark.parametrize("named", [["no", "yes"], ["yes", "no"]])
def test_the_positive_class_is_last_in_the_confusion_matrix_whichever_the_model_names_first(named: list[str]) -> None:
    points = curves(spec(data={"positive": "yes"}), Scored(TRUTH, SCORES), named)["confusion"]

    assert points == {"classes": ["no", "yes"], "counts": [[1, 1], [1, 2]]}


def test_of_very_many_classes_those_with_most_errors_are_counted_and_the_others_as_one() -> None:
    truth = np.arange(100.0)
    scores = np.eye(100)
    scores[70, 80] = 2

    points = curves(spec(model={"task": "multiclass"}), Scored(truth, scores), [*map(str, range(100))])["confusion"]

    assert points["classes"][-3:] == ["70", "80", "71 others"]
    assert sum(map(sum, points["counts"])) == 100
    assert points["counts"][-3][-2] == 1
