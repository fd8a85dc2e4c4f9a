"""What the template renders is what was reviewed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repos import Kit
from tests.template import passages
from tests.template.matrix import COMBINATIONS, Combination, Matrix, contents
from tests.template.reviewed import FOLDER, INDEX, REFRESH, Snapshot, differences, load, neutral, snapshot_of
from tests.template.snapshot_update import keep


@pytest.fixture(scope="module")
def rendered(matrix: Matrix, kit: Kit) -> Snapshot:
    return snapshot_of(matrix, kit)


def test_what_is_rendered_is_what_was_reviewed(rendered: Snapshot) -> None:
    if changes := "\n".join(differences(load(FOLDER), rendered)):
        pytest.fail(
            f"something else is rendered. If it is meant, run `{REFRESH}` and review:\n{changes}", pytrace=False
        )


def test_a_changed_line_is_seen(rendered: Snapshot) -> None:
    name = "mkdocs.yml.txt"
    changed = {**rendered, name: rendered[name].replace("strict: true", "strict: false")}

    [change] = differences(rendered, changed)

    assert "-strict: true\n+strict: false\n" in change


def test_an_inverted_condition_is_seen(rendered: Snapshot) -> None:
    name = "mkdocs.yml.txt"
    changed = {**rendered, name: rendered[name].replace("@@ risk=limited,high", "@@ risk=minimal")}

    [change] = differences(rendered, changed)

    assert "-@@ risk=limited,high\n+@@ risk=minimal\n" in change


def test_another_data_file_is_seen(rendered: Snapshot) -> None:
    assert "data/credit_default.parquet: task=binary; sha256 " in rendered[INDEX]

    [change] = differences(rendered, {**rendered, INDEX: rendered[INDEX].replace("sha256 ", "sha256 0")})

    assert "+data/credit_default.parquet: task=binary; sha256 0" in change


def test_a_file_that_was_not_reviewed_is_seen(rendered: Snapshot) -> None:
    [change] = differences(rendered, {**rendered, "new.py.txt": "@@ everywhere\nnew = 1\n"})

    assert change == "new.py.txt: not reviewed\n@@ everywhere\nnew = 1\n"


def test_a_stale_file_is_seen(rendered: Snapshot, tmp_path: Path) -> None:
    keep({**rendered, "old.py.txt": "@@ everywhere\n"}, tmp_path / "snapshot")

    assert list(differences(load(tmp_path / "snapshot"), rendered)) == ["old.py.txt: stale, nothing renders it\n"]


def test_keeping_a_snapshot_removes_what_is_stale(rendered: Snapshot, tmp_path: Path) -> None:
    keep({"old.py.txt": "@@ everywhere\n"}, tmp_path / "snapshot")

    keep(rendered, tmp_path / "snapshot")

    assert load(tmp_path / "snapshot") == rendered


def test_the_snapshot_holds_the_full_text_of_every_render(rendered: Snapshot, matrix: Matrix, kit: Kit) -> None:
    notes = {path: note for path, _, note in (line.partition(": ") for line in rendered[INDEX].splitlines()[2:])}

    for combination, folder in matrix.items():
        files = contents(folder)
        there = {path for path, note in notes.items() if combination in passages.meant(note.split("; ")[0])}
        assert there == files.keys()
        for path in there:
            if "; " not in notes[path]:
                restored = passages.read(rendered[f"{path}.txt"], combination)
                assert restored == neutral(files[path].decode("utf-8"), kit), f"{path} ({combination})"


def test_the_snapshot_names_neither_the_place_nor_the_version_of_the_kit(rendered: Snapshot, kit: Kit) -> None:
    assert "rev: v0.0.0\n" in rendered[".pre-commit-config.yaml.txt"]
    assert not [name for name, text in rendered.items() if str(kit.path) in text or kit.tag in text]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (lambda _: True, "everywhere"),
        (lambda one: one.task == "binary", "task=binary"),
        (lambda one: one.risk != "minimal" and one.serving == "online", "risk=limited,high serving=online"),
        (
            lambda one: one.task == "binary" or one.risk == "high",
            "task=binary or task=multiclass risk=high or task=regression risk=high",
        ),
    ],
)
def test_a_condition_is_said_in_answers_and_understood(when: Callable[[Combination], bool], said: str) -> None:
    combinations = frozenset(filter(when, COMBINATIONS))

    assert passages.condition(combinations) == said
    assert passages.meant(said) == combinations
