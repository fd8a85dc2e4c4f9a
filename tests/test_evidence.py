"""Evidence is written whole or not at all, and the same evidence is the same bytes."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from modelwright.errors import InputError
from modelwright.evidence import SEAL, Estimate, Fingerprints, Training, Trial, read_evidence, write_evidence
from modelwright.files import write_whole

TRAINING = Training(
    commit=None,
    fingerprints=Fingerprints("d", "s", "c"),
    environment={"python": "3"},
    rows=3,
    seed=0,
    estimator="Tree",
    scorer="r2",
    trials=(Trial({"depth": 3}, (0.5, 0.25)),),
    chosen={"depth": 3},
    model="m",
)


def test_evidence_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    write_evidence(tmp_path / "reports" / "training.json", TRAINING)

    assert read_evidence(tmp_path / "reports" / "training.json", Training) == TRAINING


def test_a_number_that_is_changed_by_hand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "training.json"
    write_evidence(path, TRAINING)
    path.write_text(path.read_text().replace("0.25", "0.75"))

    with pytest.raises(InputError, match="is not as it was written"):
        read_evidence(path, Training)


def test_a_formatter_may_lay_evidence_out_anew(tmp_path: Path) -> None:
    path = tmp_path / "training.json"
    write_evidence(path, TRAINING)
    path.write_text(json.dumps(json.loads(path.read_text()), sort_keys=True, indent=8) + "\r\n")

    assert read_evidence(path, Training) == TRAINING


def test_evidence_without_a_digest_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "training.json"
    write_evidence(path, TRAINING)
    content = json.loads(path.read_text())
    del content[SEAL]
    path.write_text(json.dumps(content))

    with pytest.raises(InputError, match="is not as it was written"):
        read_evidence(path, Training)


def test_the_same_evidence_is_the_same_bytes(tmp_path: Path) -> None:
    write_evidence(tmp_path / "one.json", TRAINING)
    write_evidence(tmp_path / "two.json", TRAINING)

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_which_fingerprints_changed_is_said() -> None:
    before = Fingerprints("d", "s", "c", "v1.0.0")

    assert before.changed(before) == set()
    assert before.changed(Fingerprints("d", "s", "other", "v1.1.0")) == {"code", "kit"}


def test_numbers_of_numpy_become_plain(tmp_path: Path) -> None:
    trial = Trial({"depth": np.int64(3), "rate": np.float64(0.1)}, (float(np.float64(1 / 3)),))

    write_evidence(tmp_path / "trial.json", trial)

    read = read_evidence(tmp_path / "trial.json", Trial)
    assert read == Trial({"depth": 3, "rate": 0.1}, (0.333333,))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_finite_number_is_refused_and_the_last_good_file_stays(tmp_path: Path, value: float) -> None:
    path = tmp_path / "trial.json"
    write_evidence(path, Trial({}, (0.5,)))
    before = path.read_bytes()

    with pytest.raises(InputError, match=r"trial\.scores\[1\]: (nan|inf) was measured"):
        write_evidence(path, Trial({}, (0.5, value)))
    assert path.read_bytes() == before


def test_what_is_not_evidence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match="object is not evidence"):
        write_evidence(tmp_path / "trial.json", Trial({"depth": object()}, ()))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"rows": "three"}', b"\xff"])
def test_evidence_of_another_shape_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "training.json").write_bytes(content)

    with pytest.raises(InputError, match="no evidence of the kind 'training'") as caught:
        read_evidence(tmp_path / "training.json", Training)
    assert "\n" not in str(caught.value)


def test_missing_evidence_says_what_writes_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="`modelwright run` writes it"):
        read_evidence(tmp_path / "training.json", Training)


def test_a_write_that_fails_leaves_the_last_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "training.json"
    write_whole(path, b"good")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(InputError, match="No space left on device"):
        write_whole(path, b"half")
    assert path.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")

    with pytest.raises(InputError, match="cannot be written to"):
        write_whole(tmp_path / "reports" / "training.json", b"")


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (0.7812, 0.7694, 0.7931, "0.781 (0.769 to 0.793)"),
        (41.64, 39.08, 44.21, "41.6 (39.1 to 44.2)"),
        (0.003817, 0.003612, 0.004031, "0.00382 (0.00361 to 0.00403)"),
        (-0.0002, -0.0011, 0.0009, "-0.0002 (-0.0011 to 0.0009)"),
        (-0.0001, -0.5, 0.4, "0.000 (-0.500 to 0.400)"),
        (0.5, 0.5, 0.5, "0.500 (0.500 to 0.500)"),
        (1e-9, 0.0, 2e-9, "0.000000 (0.000000 to 0.000000)"),
    ],
)
def test_an_estimate_is_shown_in_as_many_digits_as_its_interval_is_worth(
    value: float, low: float, high: float, shown: str
) -> None:
    assert str(Estimate(value, low, high)) == shown
