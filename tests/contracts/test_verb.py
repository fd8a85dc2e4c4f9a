"""`modelwright contract` as it is typed, in a model repo under git."""

import shutil
from pathlib import Path

import polars as pl
import pytest
import yaml

from modelwright.cli import main
from modelwright.contracts.documents import CONTRACT_NAME
from modelwright.expectations.suite import Suite, read_suite, write_suite
from tests.contracts.contracts import EXAMPLES, expected, schema_errors, suite_of
from tests.repos import commit_all, git

SPEC = """\
# What the team promises.
[model]
name = "m"
package = "m"
description = "d"
task = "regression"
risk = "minimal"
serving = "batch"

[owner]
team = "t"
contact = "t@example.com"

[use]
unit = "readings"
outcome = "y"
purpose = "p"
out_of_scope = "o"
limits = "l"

[data]
path = "data/readings.parquet"
expectations = "expectations/readings.json"
source = "meters"
licence = "internal"
citation = "none"
target = "kilowatts"
version = "1.0.0"
cadence = "daily"

[features]
numeric = ["day"]

[split]
strategy = "random"

[promises]
headline = "r2"
margins = { dummy = 0, linear = 0 }
quality = { r2 = { at_least = 0 } }
"""
SUITE = suite_of(
    expected("column_values_to_not_be_null", "a meter has a number", column="meter"),
    expected("column_values_to_be_between", "no meter is larger", column="kilowatts", min_value=0, max_value=90),
)
PLAIN = EXAMPLES / "plain-3.2.odcs.yaml"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small model repo, whose contract is committed on `main`; the current folder."""
    (tmp_path / "model.toml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "data").mkdir()
    rows = pl.DataFrame({"meter": ["M1"], "day": [1], "kilowatts": [1.5]})
    rows.write_parquet(tmp_path / "data" / "readings.parquet")
    write_suite(tmp_path / "expectations" / "readings.json", SUITE)
    monkeypatch.chdir(tmp_path)
    assert main(["contract", "export", CONTRACT_NAME]) == 0
    commit_all(tmp_path)
    return tmp_path


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def suite(repo: Path) -> Suite:
    return read_suite(repo / "expectations" / "readings.json", Path("readings.json"))


def weaken(repo: Path) -> None:
    edit(repo / "expectations" / "readings.json", '"max_value": 90', '"max_value": 99')


def test_an_exported_contract_is_valid_and_is_written_once(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = repo / CONTRACT_NAME
    before = path.read_bytes()

    assert main(["contract", "export", CONTRACT_NAME]) == 0

    assert path.read_bytes() == before
    assert schema_errors(yaml.safe_load(before)) == []
    assert capsys.readouterr().err.endswith(f"{CONTRACT_NAME} is up to date: version 1.0.0\n")


def test_without_a_file_the_contract_goes_to_the_console(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    assert main(["contract", "export"]) == 0

    assert capsys.readouterr().out == (repo / CONTRACT_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["model.toml", "other.odcs.yaml"])
def test_an_export_does_not_replace_what_is_something_else(
    repo: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(PLAIN, repo / "other.odcs.yaml")
    before = (repo / target).read_bytes()

    assert main(["contract", "export", target]) == 2

    assert (repo / target).read_bytes() == before
    assert f"error: {target}" in capsys.readouterr().err


@pytest.mark.usefixtures("repo")
def test_a_contract_that_did_not_change_compares_equal(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["main"], [CONTRACT_NAME], ["main", CONTRACT_NAME], [f"main:{CONTRACT_NAME}", "HEAD"]):
        assert main(["contract", "compare", *arguments]) == 0
        assert capsys.readouterr().err.endswith("1.0.0 to 1.0.0: nothing changed\n")


def test_a_breaking_change_without_a_new_major_version_is_refused(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weaken(repo)
    assert main(["contract", "export", CONTRACT_NAME]) == 0

    assert main(["contract", "compare", "main"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "breaking  schema.readings.kilowatts.quality.expect_column_values_to_be_between.max_value: 90 -> 99",
        f"{CONTRACT_NAME}: 1 breaking change needs version 2.0.0, and it is 1.0.0",
    ]


def test_a_breaking_change_with_a_new_major_version_passes(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weaken(repo)
    edit(repo / "model.toml", 'version = "1.0.0"', 'version = "2.0.0"')
    assert main(["contract", "export", CONTRACT_NAME]) == 0

    assert main(["contract", "compare", "main"]) == 0

    shown = capsys.readouterr()
    assert shown.out.startswith("breaking  ")
    assert shown.err.endswith("1.0.0 to 2.0.0: 1 change, and the version says so\n")


def test_a_contract_that_is_not_what_the_repository_makes_is_refused(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repo / "model.toml", 'purpose = "p"', 'purpose = "another"')

    assert main(["contract", "compare", "main"]) == 1

    assert f"{CONTRACT_NAME}: is not what spec, suite and rows make" in capsys.readouterr().out
    assert main(["contract", "export", CONTRACT_NAME]) == 0
    assert main(["contract", "compare", "main"]) == 0


def test_two_files_are_compared_without_the_rows(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(repo / "data")
    edit(repo / CONTRACT_NAME, "required: true", "required: false")

    assert main(["contract", "compare", "main", CONTRACT_NAME]) == 1

    assert "breaking  schema.readings.meter.required: true -> false" in capsys.readouterr().out


def test_where_no_contract_was_yet_nothing_can_break(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repo, "rm", "--quiet", "--cached", CONTRACT_NAME)
    git(repo, "commit", "--quiet", "--no-gpg-sign", "--message", "None yet")

    assert main(["contract", "compare", "main"]) == 0

    assert "nothing is under contract there yet" in capsys.readouterr().err


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "error: nothing: neither a file nor a commit, branch or tag of this repository"),
        ([":x"], "error: :x: neither a file nor a commit"),
        (["main:nothing.yaml"], "error: main:nothing.yaml: no such file at that commit"),
        (["main:model.toml"], "error: main:model.toml"),
        (["model.toml"], "error: model.toml"),
        (["main", "data"], "error: data: is not a file"),
    ],
)
def test_what_is_no_contract_cannot_be_compared(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert main(["contract", "compare", *arguments]) == 2

    shown = capsys.readouterr()
    assert shown.err.startswith(said)
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_an_imported_contract_extends_the_suite_and_leaves_the_spec_to_its_team(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = (repo / "model.toml").read_bytes()
    capsys.readouterr()

    assert main(["contract", "import", str(PLAIN)]) == 0

    shown = capsys.readouterr()
    assert shown.out == '[data]\nkeys = ["day", "meter"]  # not there yet\n'
    lines = shown.err.splitlines()
    assert lines[0].startswith("expectations/readings.json: 20 expectations from ")
    assert lines[0].endswith("plain-3.2.odcs.yaml, 1 there already")
    assert lines[1].startswith("expectations/readings.json: expects both of kilowatts: ")
    assert [line.rpartition("]: ")[2] for line in lines[2:4]] != []
    assert lines[-1].startswith("model.toml says otherwise")
    assert (repo / "model.toml").read_bytes() == spec
    assert suite(repo).expectations[:2] == SUITE.expectations
    assert len(suite(repo).expectations) == 22


def test_an_imported_contract_makes_a_suite_where_there_is_none(repo: Path) -> None:
    (repo / "expectations" / "readings.json").unlink()

    assert main(["contract", "import", CONTRACT_NAME]) == 0

    assert suite(repo) == SUITE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "No such file or directory"),
        ("kind: [", "not valid YAML"),
        ("kind: DataContract\napiVersion: v3.1.0\nid: x\n", "'version' is a required property"),
        ("kind: DataContract\napiVersion: v3.1.0\nid: x\nversion: 1.0.0\n", "schema: describes no table"),
    ],
)
def test_a_contract_that_cannot_be_taken_over_changes_nothing(
    repo: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (repo / "theirs.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()

    assert main(["contract", "import", "theirs.yaml"]) == 2

    shown = capsys.readouterr()
    assert shown.err.startswith("error: theirs.yaml")
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert suite(repo) == SUITE


def test_a_contract_that_expects_nothing_makes_no_empty_suite(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "expectations" / "readings.json").unlink()
    empty = "kind: DataContract\napiVersion: v3.1.0\nid: x\nversion: 1.0.0\nschema: [{name: readings}]\n"
    (repo / "theirs.yaml").write_text(empty, encoding="utf-8")

    assert main(["contract", "import", "theirs.yaml"]) == 0

    assert not (repo / "expectations" / "readings.json").exists()
    assert "expectations/readings.json: 0 expectations from theirs.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["expectations/readings.json", "data/readings.parquet"])
def test_without_a_suite_or_rows_there_is_no_contract(
    repo: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / missing).unlink()
    before = (repo / CONTRACT_NAME).read_bytes()
    capsys.readouterr()

    assert main(["contract", "export", CONTRACT_NAME]) == 2

    assert f"error: {missing}: no such" in capsys.readouterr().err
    assert (repo / CONTRACT_NAME).read_bytes() == before
