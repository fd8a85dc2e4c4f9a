"""What the trials of a training say of the search."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from modelwright.evaluation.learning.search import best_of, of, search
from modelwright.evidence import Fingerprints, Training, Trial, write_evidence
from modelwright.fingerprints import file_digest
from tests.evaluation.grounds import small


def trials(*means: float, rate: tuple[float, ...] = ()) -> list[Trial]:
    return [
        Trial({"tree__rate": rate[place] if rate else float(place), "kind": "a"}, (one - 0.01, one, one + 0.01))
        for place, one in enumerate(means)
    ]


def test_the_best_of_some_trials_is_the_mean_over_all_sets_of_that_size() -> None:
    scores = np.sort(np.random.default_rng(0).normal(size=7))

    for count in range(1, 8):
        every = np.mean([max(one) for one in itertools.combinations(scores, count)])
        assert best_of(7, count) @ scores == pytest.approx(every)


def test_a_search_whose_best_lies_at_the_edge_is_said_to_rise() -> None:
    rising = of("r2", trials(0.1, 0.2, 0.3, 0.4), 0.95).settings[0]
    inside = of("r2", trials(0.1, 0.4, 0.3, 0.2), 0.95).settings[0]

    assert (rising.name, rising.best_at_edge, inside.best_at_edge) == ("tree__rate", True, False)
    assert rising.rank_correlation == pytest.approx(1)


def test_values_rise_and_keep_their_scores() -> None:
    one = of("r2", trials(0.1, 0.2, 0.3, rate=(3.0, 1.0, 2.0)), 0.95).settings[0]

    assert one.values == (1.0, 2.0, 3.0)
    assert [scores[1] for scores in one.scores] == [0.2, 0.3, 0.1]


def test_a_search_that_stands_still_buys_nothing_more() -> None:
    still, moved = of("r2", trials(*[0.5] * 8), 0.95), of("r2", trials(*np.linspace(0, 1, 8)), 0.95)

    assert still.last_doubling
    assert still.last_doubling.value == pytest.approx(0)
    assert moved.last_doubling
    assert moved.last_doubling.value > 0.1
    assert of("r2", trials(0.5), 0.95).last_doubling is None


def test_trials_of_another_model_say_nothing_of_this_one(tmp_path: Path) -> None:
    ground = small(tmp_path)
    assert search(ground) is None
    path = ground.repo.model_path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a model")

    def kept(model: str) -> None:
        training = Training(
            None, Fingerprints("d", "s", "c"), {}, 1, 1, "e", "roc_auc", tuple(trials(0.1, 0.2, 0.3)), {}, model
        )
        write_evidence(ground.repo.evidence_path("training"), training)

    kept("of another")
    assert search(ground) is None
    kept(file_digest(path))
    found = search(ground)
    assert found
    assert found.trials == 3
