"""What a model predicts for its holdout is kept as numbers of rows and scores, and as nothing else."""

import io

import numpy as np
import pandas as pd
import pytest

from modelwright.data.splits import row_ids
from modelwright.evaluation.comparison.measure import measure
from modelwright.evaluation.comparison.predictions import (
    LIKELIEST,
    NUMBERS,
    Predictions,
    as_kept,
    kept,
    packed,
    spread,
    unpacked,
    write_predictions,
)
from modelwright.evaluation.ground import Ground


def table(content: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(content))


def test_the_file_holds_a_number_and_a_score_for_each_row_and_no_value_of_the_data(made_up: Ground) -> None:
    path = write_predictions(made_up)

    found = table(path.read_bytes())

    assert path == made_up.repo.root / "reports/holdout.parquet"
    assert list(found.columns) == ["row", "score"]
    assert found["row"].is_monotonic_increasing
    assert set(found["row"]) == set(row_ids(made_up.holdout, made_up.spec))
    assert sorted(found["score"]) == pytest.approx(sorted(made_up.scored["model"].scores))


def test_the_same_predictions_give_the_same_bytes_in_any_order_of_the_rows(made_up: Ground) -> None:
    path = write_predictions(made_up)
    before = path.read_bytes()

    write_predictions(Ground.of(made_up.repo, made_up.frame.sample(frac=1, random_state=0), made_up.model))

    assert path.read_bytes() == before


def test_the_evidence_names_the_digest_of_what_is_in_the_file(made_up: Ground) -> None:
    path = write_predictions(made_up)
    compared = measure(made_up)

    assert compared is not None
    assert unpacked(path.read_bytes()).digest == compared.predictions
    assert compared.kept_rows == len(made_up.holdout)


def test_one_score_that_is_changed_changes_the_digest() -> None:
    ids, scores = np.arange(5, dtype=np.uint64), np.linspace(0, 1, 5)
    other = scores.copy()
    other[2] += 1e-12

    assert kept(ids, scores).digest != kept(ids, other).digest


def test_of_very_many_rows_the_same_ones_are_kept_whatever_others_there_are() -> None:
    generator = np.random.default_rng(0)
    ids = generator.integers(0, 2**63, size=NUMBERS // 8 + 50_000).astype(np.uint64)
    scores = generator.random(len(ids))

    fewer, more = kept(ids[:-1000], scores[:-1000]), kept(ids, scores)

    assert len(fewer.ids) == len(more.ids) == NUMBERS // 8
    assert np.isin(more.ids, fewer.ids).mean() > 0.99


def test_of_very_many_classes_the_likeliest_are_kept_and_the_others_share_the_rest() -> None:
    generator = np.random.default_rng(0)
    scores = generator.dirichlet(np.full(1000, 0.01), size=50)

    found = unpacked(packed(kept(np.arange(50, dtype=np.uint64), scores)))

    assert found.codes is not None
    assert found.scores.shape == (50, LIKELIEST)
    back = spread(found.scores, found.codes, 1000)
    assert back.sum(axis=1) == pytest.approx(np.ones(50))
    assert (back.argmax(axis=1) == scores.argmax(axis=1)).all()
    assert back == pytest.approx(as_kept(scores))


def test_a_few_classes_are_kept_as_they_are() -> None:
    scores = np.array([[0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])

    found = unpacked(packed(kept(np.array([7, 3], dtype=np.uint64), scores)))

    assert found.ids.tolist() == [3, 7]
    assert found.scores.tolist() == scores[::-1].tolist()
    assert as_kept(scores) is scores


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PAR1 cut short",
        packed(Predictions(np.array([1], dtype=np.uint64), np.array([np.nan]))),
        pd.DataFrame({"row": ["a"], "score": [0.5]}).to_parquet(),
        pd.DataFrame({"score": [0.5]}).to_parquet(),
    ],
    ids=["empty", "cut short", "not a number", "names in place of numbers", "no rows"],
)
def test_what_is_no_table_of_predictions_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(ValueError, match="is no table of predictions"):
        unpacked(content)
