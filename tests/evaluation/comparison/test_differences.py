"""The difference of two models on the same rows has an interval that covers it, whatever the metric."""

import msgspec
import numpy as np
import pytest

from modelwright.evaluation.comparison.differences import differences, lead_of_champion, paired_tests, shares_right
from modelwright.evaluation.comparison.pairs import Paired
from modelwright.evaluation.metrics import METRICS, Floats, Scored
from modelwright.evidence.comparison import Pairing
from modelwright.spec import Spec
from tests.specs import regression
from tests.specs import spec as specified

BINARY = specified(promises={"quality": {name: {"at_least": 0.1} for name in ("roc_auc", "average_precision", "mcc")}})


def pairs(truth: Floats, model: Floats, champion: Floats, blocks: Floats | None = None) -> Paired:
    dummy = np.full(len(truth), truth.mean())
    scored = [Scored(truth, scores) for scores in (model, champion, dummy)]
    return Paired(scored[0], scored[1], scored[2], blocks, Pairing(len(truth), len(truth), 0, 0))


def drawn(seed: int, count: int) -> Paired:
    """Two models that are equally good."""
    generator = np.random.default_rng(seed)
    truth = (generator.random(count) < 0.4).astype(float)
    signal = truth + generator.normal(size=count)
    noisy = [signal + generator.normal(size=count) / 2 for _ in range(2)]
    return pairs(truth, *(1 / (1 + np.exp(1 - 2 * one)) for one in noisy))


@pytest.mark.parametrize("metric", ["log_loss", "brier_score", "average_precision", "accuracy", "mcc"])
def test_intervals_of_two_equally_good_models_hold_no_difference_19_times_of_20(metric: str) -> None:
    bound = {"at_most" if not METRICS[metric].higher_is_better else "at_least": 0.5}
    spec = specified(promises={"headline": "roc_auc", "quality": {metric: bound}})

    found = [differences(spec, drawn(seed, 400))[1].estimate for seed in range(400)]

    assert 0.925 <= np.mean([one.low <= 0 <= one.high for one in found]) <= 0.985


def test_what_is_ahead_is_positive_whatever_the_metric() -> None:
    generator = np.random.default_rng(0)
    truth = generator.normal(size=300) * 10
    spec = msgspec.structs.replace(regression())

    found = differences(spec, pairs(truth, truth + generator.normal(size=300), truth + 5))

    assert {one.metric for one in found} == {"r2"}
    assert all(one.estimate.low > 0 for one in found)
    for headline in ("mean_absolute_error", "root_mean_squared_error"):
        of_loss = headlined(headline)
        [first, *_] = differences(of_loss, pairs(truth, truth + generator.normal(size=300), truth + 5))
        assert first.metric == headline
        assert first.estimate.low > 0


def headlined(metric: str) -> Spec:
    return msgspec.structs.replace(
        regression(), promises=msgspec.structs.replace(regression().promises, headline=metric)
    )


def test_two_models_that_never_differ_in_a_few_rows_may_still_differ_in_others() -> None:
    truth = np.repeat([0.0, 1.0], 10)
    model, champion = (Scored(truth, np.where(truth == 1, high, 0.2)) for high in (0.8, 0.9))

    found = shares_right(model, champion, 0.95)

    assert found.value == 0
    assert found.low < -0.1
    assert found.high > 0.1


def test_errors_are_tested_by_the_rows_on_which_the_models_differ() -> None:
    truth = np.repeat([0.0, 1.0], 50)
    champion = np.where(np.arange(100) % 10 == 0, 1 - truth, truth)
    model = np.where(np.arange(100) % 25 == 0, 1 - truth, truth)

    delong, errors = paired_tests(BINARY, pairs(truth, model, champion))

    assert delong.test == "DeLong"
    assert (errors.only_model, errors.only_champion, errors.method) == (8, 2, "exact binomial")
    assert errors.p_value == pytest.approx(0.109375)


def test_rows_that_come_in_blocks_are_not_tested_as_if_they_were_independent() -> None:
    truth = np.tile([0.0, 1.0], 50)

    assert not list(paired_tests(BINARY, pairs(truth, truth, truth, np.repeat(np.arange(10), 10))))
    assert not list(paired_tests(regression(), pairs(truth, truth, truth)))


def test_the_lead_of_the_champion_is_measured_from_what_knows_nothing() -> None:
    truth = np.tile([0.0, 1.0], 50)

    assert lead_of_champion(BINARY, pairs(truth, truth, truth)) == pytest.approx(0.5)
    assert lead_of_champion(headlined("mean_absolute_error"), pairs(truth, truth, truth)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("truth", "blocks"),
    [
        ([], None),
        ([1.0], None),
        ([1.0, 0.0], None),
        ([1.0, 1.0, 1.0], None),
        ([1.0, 0.0, 1.0, 0.0], [7.0, 7.0, 7.0, 7.0]),
    ],
    ids=["no row", "one row", "two rows", "one class", "one block"],
)
@pytest.mark.filterwarnings("error")
def test_rows_that_tell_nothing_give_no_difference_of_areas(truth: list[float], blocks: list[float] | None) -> None:
    rows = np.array(truth)
    scores = np.linspace(0.2, 0.8, len(rows))

    with np.errstate(all="raise"):
        found = differences(BINARY, pairs_of(rows, scores, None if blocks is None else np.array(blocks)))

    assert "roc_auc" not in {one.metric for one in found}


def pairs_of(truth: Floats, scores: Floats, blocks: Floats | None) -> Paired:
    scored = Scored(truth, scores)
    return Paired(scored, scored, scored, blocks, Pairing(len(truth), len(truth), 0, 0))


@pytest.mark.filterwarnings("error")
def test_constant_scores_give_a_difference_and_no_warning() -> None:
    truth = np.tile([0.0, 1.0], 50)

    found = differences(BINARY, pairs(truth, np.full(100, 0.5), truth * 0.8 + 0.1))

    assert found[0].estimate.value == pytest.approx(-0.5)
