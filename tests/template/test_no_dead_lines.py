"""Nothing in the template is out of reach: no line, no path, and no entry of the lists of paths in `copier.yml`."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec

from tests.conftest import Render
from tests.repos import ROOT, Kit
from tests.template.copier_config import CONFIG, environment
from tests.template.markers import BlockTagError, dead_lines
from tests.template.matrix import COMBINATIONS, Matrix, contents

# In strides of 23, which is prime to 54: all of them, and the first few differ in every answer.
MIXED = (COMBINATIONS * 23)[::23]


def test_every_line_and_path_of_the_template_is_rendered_by_some_combination(
    kit: Kit, render: Render, tmp_path: Path
) -> None:
    assert set(MIXED) == set(COMBINATIONS)
    assert dead_lines(kit.path, tmp_path / "work", render, MIXED) == []


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A template with the kit's questions, and no files yet."""
    (tmp_path / "control" / "template").mkdir(parents=True)
    shutil.copy(ROOT / "copier.yml", tmp_path / "control")
    return tmp_path / "control"


def test_a_line_under_an_impossible_condition_is_dead(control: Path, render: Render, tmp_path: Path) -> None:
    text = 'alive\n# {% if task == "binary" and task != "binary" %}\nnever\n# {% else %}\nalways\n# {% endif %}\n'
    (control / "template" / "a.txt.jinja").write_text(text, encoding="utf-8")

    assert dead_lines(control, tmp_path / "work", render, COMBINATIONS[:2]) == ["template/a.txt.jinja:3: never"]


def test_a_path_that_is_always_excluded_is_dead(control: Path, render: Render, tmp_path: Path) -> None:
    (control / "template" / "a.txt").write_text("alive\n", encoding="utf-8")
    (control / "template" / "b.txt").write_text("never\n", encoding="utf-8")
    configuration = (control / "copier.yml").read_text(encoding="utf-8")
    (control / "copier.yml").write_text(configuration.replace("_exclude:", "_exclude:\n  - /b.txt"), encoding="utf-8")

    assert dead_lines(control, tmp_path / "work", render, COMBINATIONS[:1]) == ["template/b.txt"]


@pytest.mark.parametrize(
    "line", ['a # {% if task == "binary" %}', '# {% if task == "binary"', "a %}", "# {% endif %} a"]
)
def test_a_block_tag_that_would_blur_a_line_is_refused(
    control: Path, render: Render, tmp_path: Path, line: str
) -> None:
    (control / "template" / "a.txt.jinja").write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(BlockTagError, match=r"a\.txt\.jinja:1: a block tag stands alone on its line"):
        dead_lines(control, tmp_path / "work", render, COMBINATIONS[:1])


def idle_entries(entries: Sequence[str], paths: set[str], **circumstances: Sequence[str]) -> Iterator[str]:
    """The entries of a list of paths that match no path, whatever is answered and in all circumstances."""
    [(name, values)] = circumstances.items()
    for entry in entries:
        template = environment().from_string(entry)
        rendered = {template.render(**one._asdict(), **{name: value}) for one in COMBINATIONS for value in values}
        if not any(GitIgnoreSpec.from_lines(rendered - {""}).match_files(paths)):
            yield entry


@pytest.fixture(scope="module")
def paths(matrix: Matrix) -> set[str]:
    """Every path that some combination renders."""
    return {path for folder in matrix.values() for path in contents(folder)}


OPERATIONS = ("copy", "update")
PHASES = ("prompt", "tasks", "migrate", "render", "undefined")


def test_every_entry_of_exclude_matters(paths: set[str]) -> None:
    assert not list(idle_entries(CONFIG["_exclude"], paths, _copier_operation=OPERATIONS))


def test_every_entry_of_skip_if_exists_matters(paths: set[str]) -> None:
    assert not list(idle_entries(CONFIG["_skip_if_exists"], paths, _copier_phase=PHASES))


@pytest.mark.parametrize(
    "entry",
    ["{{ '/README.md' if task == 'ternary' else '' }}", "{{ '/nowhere' if task == 'binary' else '' }}", "/READ"],
)
def test_an_entry_that_never_matches_is_seen(paths: set[str], entry: str) -> None:
    assert list(idle_entries([entry, "/README.md"], paths, _copier_operation=OPERATIONS)) == [entry]


def test_what_is_excluded_is_absent_and_nothing_else_is(matrix: Matrix, paths: set[str]) -> None:
    for combination, folder in matrix.items():
        answers = {**combination._asdict(), "_copier_operation": "copy"}
        excluded = [environment().from_string(entry).render(**answers) for entry in CONFIG["_exclude"]]
        absent = set(GitIgnoreSpec.from_lines(filter(None, excluded)).match_files(paths))
        assert paths - absent == contents(folder).keys(), combination
