"""A data file is listed where its name stands together with a source and a licence."""

from pathlib import Path

import pytest

from modelwright.checking.runner import run_checks
from modelwright.checks.unlisted_data import is_data
from modelwright.repo import Repo
from tests.repos import ROOT

BOTH = "Source: the town's sensors\nLicence: CC0-1.0\n"


def facts(folder: Path, files: dict[str, str]) -> dict[str, str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {one.finding.path: one.finding.fact for one in run_checks(Repo(folder), ["unlisted-data"]).reported}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("data/raw/README.md", f"# Rain\n\n`rain.csv`\n\n{BOTH}"),
        ("data/README.md", f"# Rain\n\nThe file raw/rain.csv.\n\n{BOTH}"),
        ("data/README.md", f"# Rain\n\nEverything in `raw/`.\n\n{BOTH}"),
        ("README.md", f"# A model\n\n## Data\n\nAll `*.csv`\n\n{BOTH}"),
        ("README.md", f"# A model\n\n## Data\n\n{BOTH}\n### Files\n\n- rain.csv: one row an hour\n"),
        ("data/README.md", "| | |\n| --- | --- |\n| File | `rain.csv` |\n| Source | the town |\n| License | CC0 |\n"),
        ("data/README.md",
        "| File | Source | Licence |\n|---|---|---|\n| rain.csv | the town | CC0 |\n| b.csv | | |\n"),
        ("data/README.md", "- **File**: rain.csv\n- **Origin**: the town\n- **Licence**: CC0\n"),
    ],
)  # fmt: skip
def test_a_readme_that_names_the_file_its_source_and_its_licence_lists_it(
    place: str, text: str, tmp_path: Path
) -> None:
    assert facts(tmp_path, {"data/raw/rain.csv": "a\n1\n", place: text}) == {}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"# Rain\n\n`brain.csv`, `rain.csv.old`\n\n{BOTH}", "no README.md beside or above it names it"),
        ("# Rain\n\n`rain.csv`\n\nSource: the town\n", "data/README.md names it without its licence"),
        ("# Rain\n\n`rain.csv`\n\nLicence: CC0\n", "data/README.md names it without its source"),
        ("# Rain\n\n`rain.csv`\n\n| Source | ? |\n| Licence | unknown |\n",
        "data/README.md names it without its source and licence"),
        (f"# Rain\n\n`rain.csv`\n\n# Snow\n\n{BOTH}", "data/README.md names it without its source and licence"),
        ("| File | Source | Licence |\n|---|---|---|\n| rain.csv | | TODO |\n| b.csv | town | CC0 |\n",
        "data/README.md names it without its source and licence"),
        ("## Source\n\n## Licence\n\nrain.csv\n", "data/README.md names it without its source and licence"),
    ],
)  # fmt: skip
def test_a_readme_that_leaves_something_out_does_not(text: str, fact: str, tmp_path: Path) -> None:
    assert facts(tmp_path, {"data/rain.csv": "a\n1\n", "data/README.md": text}) == {"data/rain.csv": fact}


def test_a_readme_of_another_folder_lists_nothing(tmp_path: Path) -> None:
    found = facts(tmp_path, {"data/rain.csv": "a\n1\n", "docs/README.md": f"rain.csv\n{BOTH}"})

    assert found == {"data/rain.csv": "no README.md beside or above it names it"}


def test_the_data_file_of_the_spec_is_listed_with_its_source_and_licence(tmp_path: Path) -> None:
    spec = '[data]\npath = "data/rain.csv"\nsource = "the town"\nlicence = "CC0-1.0"\n'

    assert facts(tmp_path, {"data/rain.csv": "a\n1\n", "data/snow.csv": "a\n1\n", "model.toml": spec}).keys() == {
        "data/snow.csv"
    }
    assert facts(tmp_path, {"model.toml": spec.replace("CC0-1.0", "unknown")}).keys() == {
        "data/rain.csv",
        "data/snow.csv",
    }


def test_what_the_template_ships_is_listed() -> None:
    found = run_checks(Repo(ROOT), ["unlisted-data"]).reported

    assert [one.finding for one in found if one.finding.path.startswith("template/")] == []


@pytest.mark.parametrize(
    "path",
    [
        "a.csv",
        "data/a.PARQUET",
        "x/y/a.jsonl.gz",
        "data/a.zip",
        "src/p/data/a.pkl",
        "datasets/a.tar.gz",
        "notebooks/a.xlsx",
        "data/results/a.csv",
    ],
)
def test_what_is_data(path: str) -> None:
    assert is_data(path)


@pytest.mark.parametrize(
    "path",
    ["tests/a.csv", "reports/a.parquet", "models/training_rows.parquet", "docs/a.zip", "a.py", "data/README.md",
    "data/a.json",
     "data/a.csv.dvc", "src/p/data.py", "tests/fixtures/a.npy", "results/a.csv", "data/catboost_info/test_error.tsv"],
)  # fmt: skip
def test_what_is_not(path: str) -> None:
    assert not is_data(path)
