"""The saved model is the same bytes for the same model, and loads as skops would load it."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from modelwright.model_file import dump, untrusted_types

TRUSTED = ["sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"]
X = np.random.default_rng(0).normal(size=(200, 3))
Y = (X[:, 0] > 0).astype(int)


def fitted(seed: int = 0) -> object:
    scaled = ColumnTransformer([("scale", StandardScaler(), [0, 1])], remainder="passthrough")
    return make_pipeline(scaled, HistGradientBoostingClassifier(max_iter=5, random_state=seed)).fit(X, Y + seed)


def test_the_same_model_gives_the_same_bytes() -> None:
    """Skops itself writes addresses and the time into the file, which the control below shows."""
    assert dump(fitted()) == dump(fitted())
    assert skops.io.dumps(fitted()) != skops.io.dumps(fitted())


def test_another_model_gives_other_bytes() -> None:
    assert dump(fitted()) != dump(fitted(seed=1))


def test_the_file_loads_and_predicts_the_same(tmp_path: Path) -> None:
    model = fitted()
    (tmp_path / "model.skops").write_bytes(dump(model))

    loaded = skops.io.load(tmp_path / "model.skops", trusted=TRUSTED)

    assert (loaded.predict_proba(X) == model.predict_proba(X)).all()  # type: ignore[attr-defined]


def test_no_member_is_lost(tmp_path: Path) -> None:
    (tmp_path / "ours").write_bytes(dump(fitted()))
    skops.io.dump(fitted(), tmp_path / "theirs")

    ours, theirs = (zipfile.ZipFile(tmp_path / name) for name in ("ours", "theirs"))

    assert sorted(one.file_size for one in ours.infolist() if one.filename.endswith(".npy")) == sorted(
        one.file_size for one in theirs.infolist() if one.filename.endswith(".npy")
    )


def test_a_type_that_nobody_vouches_for_is_named() -> None:
    archive = dump(fitted())

    assert untrusted_types(archive, []) == TRUSTED
    assert untrusted_types(archive, TRUSTED) == []


def test_loading_refuses_what_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "model.skops").write_bytes(dump(fitted()))

    with pytest.raises(skops.io.exceptions.UntrustedTypesFoundException):
        skops.io.load(tmp_path / "model.skops")
