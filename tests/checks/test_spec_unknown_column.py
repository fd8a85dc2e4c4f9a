"""A column that the data do not have is found; one that may be made on the way is left alone."""

import gzip
from pathlib import Path

import pytest

from modelwright.evidence import ExpectationResult, Fingerprints, Validation, write_evidence
from modelwright.fingerprints import file_digest
from tests.checks.model_repos import SPEC, changed, found, write

CHECK = "spec-unknown-column"
DATA = "data/churn.csv"
HEADER = "customer,age,left\n"
UNKNOWN = ["model.toml:31: features.numeric: 'calls' is not a column of data/churn.csv"]


def unknown(root: Path, files: dict[str, str]) -> list[str]:
    write(root, {"model.toml": SPEC, **files})
    return found(CHECK, root)


def test_a_feature_that_the_file_lacks_is_found(tmp_path: Path) -> None:
    assert unknown(tmp_path, {DATA: HEADER}) == UNKNOWN


@pytest.mark.parametrize(
    "header", ["customer;age;left;calls\n", "customer\tage\tleft\tcalls\n", '\ufeff"customer","age","left","calls"\r\n']
)
def test_any_delimiter_quotes_and_a_byte_order_mark_are_read(tmp_path: Path, header: str) -> None:
    assert unknown(tmp_path, {DATA: header + "1;41;0;3\n".replace(";", "," if "," in header else header[8])}) == []


def test_every_role_is_held_against_the_file(tmp_path: Path) -> None:
    roles = 'leaking = ["closed"]\nprotected = ["sex"]\n\n[features]\ncategorical = ["city"]'
    spec = changed(SPEC, ("[features]", roles), ('"random"', '"random"\ngroup = "household"'), ('"left"', '"gone"'))

    facts = unknown(tmp_path, {"model.toml": spec, DATA: "customer,age,calls\n"})

    named = {line.split(": ")[1] for line in facts}
    assert named == {
        "data.target", "data.leaking", "data.protected", "features.categorical", "split.group"
    }  # fmt: skip


def test_without_the_file_nothing_is_said(tmp_path: Path) -> None:
    assert unknown(tmp_path, {}) == []


def test_a_packed_file_and_a_parquet_file_are_read(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    write(tmp_path, {"model.toml": SPEC.replace("churn.csv", "churn.parquet")})
    (tmp_path / "data").mkdir()
    polars.DataFrame({"customer": [1], "age": [41], "left": [True]}).write_parquet(tmp_path / "data/churn.parquet")
    assert found(CHECK, tmp_path) == [line.replace(".csv", ".parquet") for line in UNKNOWN]

    write(tmp_path, {"model.toml": SPEC.replace("churn.csv", "churn.csv.gz")})
    (tmp_path / "data/churn.csv.gz").write_bytes(gzip.compress(HEADER.encode()))
    assert found(CHECK, tmp_path) == [line.replace(".csv", ".csv.gz") for line in UNKNOWN]


@pytest.mark.parametrize(
    "code",
    [
        'frame["calls"] = frame["in"] + frame["out"]',
        "frame = frame.assign(calls=0)",
        "frame.columns = NAMES",
        "frame = frame.rename(columns=str.lower)",
        "frame = frame.merge(other)",
        "pd.read_csv(path, header=None, names=NAMES)",
    ],
)
def test_a_column_that_the_code_may_make_is_left_alone(tmp_path: Path, code: str) -> None:
    assert unknown(tmp_path, {DATA: HEADER, "src/churn/data.py": code + "\n"}) == []


@pytest.mark.parametrize(
    "code",
    ['frame["recalls"] = 1', 'frame["name"] = frame["name"].str.strip()', 'frame.assign(age=lambda f: f["age"])'],
)
def test_code_that_makes_other_columns_hides_nothing(tmp_path: Path, code: str) -> None:
    assert unknown(tmp_path, {DATA: HEADER, "src/churn/data.py": code + "\n"}) == UNKNOWN


@pytest.mark.parametrize("content", ["", "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n", "\x00"])
def test_a_file_that_is_elsewhere_or_broken_says_nothing(tmp_path: Path, content: str) -> None:
    assert unknown(tmp_path, {DATA: content}) == []


def test_what_the_validation_of_these_data_has_seen_is_known(tmp_path: Path) -> None:
    assert unknown(tmp_path, {DATA: HEADER}) == UNKNOWN
    result = ExpectationResult("expect_column_values_to_not_be_null", "calls", "critical", True, 3, 0, 0, "counted")
    prints = Fingerprints(file_digest(tmp_path / DATA), "s", "c", "v1.0.0")
    validation = Validation(None, prints, "churn", "e", 3, 4, (result,))
    write_evidence(tmp_path / "reports/validation.json", validation)

    assert found(CHECK, tmp_path) == []

    write(tmp_path, {DATA: HEADER + "1,41,true\n"})
    assert found(CHECK, tmp_path) == UNKNOWN


def test_a_commit_that_touches_other_files_does_not_open_the_data(tmp_path: Path) -> None:
    unknown(tmp_path, {DATA: HEADER, "README.md": "# Churn\n"})

    assert found(CHECK, tmp_path, "README.md") == []
    assert found(CHECK, tmp_path, "model.toml") == UNKNOWN
