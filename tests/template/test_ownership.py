"""Every rendered path has one owner, the guide names it, and the lists of `copier.yml` can be evaluated."""

import re
from pathlib import PurePosixPath

import jinja2
import pytest

from tests.repos import ROOT
from tests.template.copier_config import CONFIG
from tests.template.ownership import (
    FIRST_ANSWERS,
    matches,
    owner,
    rendered,
    rendered_paths,
    standard_patterns,
    team_patterns,
)

PATHS = rendered_paths()
# The template renders none of it: runs write it, and it belongs to the team as well.
EVIDENCE = "reports/evaluation.json"
# As they were released. Bots raise these lines in every repository, so a change in the template collides with them:
# what the standard needs newer, the library requires.
REQUIREMENTS = {
    "fastapi>=0.120",
    "httpx>=0.28",
    "pandas-stubs>=3.0",
    "pandas>=3.0",
    "pre-commit>=4.5",
    "pyarrow>=21",
    "pytest>=9.0",
    "scikit-learn>=1.9",
    "skops>=0.14",
    "uvicorn>=0.40",
}
ROW = re.compile(r"^\| (?P<paths>`[^|]+`) \| (?P<owner>standard|merged|team) \|", re.MULTILINE)


def ownerless(table: dict[str, str], paths: list[str]) -> list[str]:
    """What a table of owners gets wrong: a path that no row covers or that has another owner, a row without a path."""
    flaws = []
    used = set()
    for path in paths:
        rows = [row for row in (path, *(f"{folder}/" for folder in PurePosixPath(path).parents)) if row in table]
        used |= set(rows)
        if [table[row] for row in rows] != [owner(path)]:
            flaws.append(f"{path} is {owner(path)}, and the table has {rows}")
    return flaws + [f"{row} is rendered by nothing" for row in sorted(table.keys() - used)]


def guide_table() -> dict[str, str]:
    """The table of the guide: a path, or a folder with a slash at its end, and its owner."""
    text = (ROOT / "docs" / "ownership.md").read_text(encoding="utf-8")
    return {path: row["owner"] for row in ROW.finditer(text) for path in re.findall(r"`([^`]+)`", row["paths"])}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_has_one_owner(path: str) -> None:
    assert not (matches(team_patterns(), path) and matches(standard_patterns(), path))


def test_each_class_owns_something() -> None:
    assert {owner(path) for path in PATHS} == {"standard", "merged", "team"}


@pytest.mark.parametrize("pattern", [*team_patterns(), *standard_patterns()])
def test_each_entry_of_the_lists_owns_something(pattern: str) -> None:
    assert any(matches([pattern], path) for path in [*PATHS, EVIDENCE])


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith((".github/workflows/", ".modelwright/"))])
def test_what_calls_the_jobs_of_the_kit_is_standard(path: str) -> None:
    assert owner(path) == "standard"


@pytest.mark.parametrize("path", [".github/workflows/deploy.yml", "docs/own.md", "tests/test_own.py", "src/own/x.py"])
def test_a_file_that_a_team_adds_is_not_standard(path: str) -> None:
    assert owner(path) != "standard"


def test_a_first_copy_leaves_no_team_file_out() -> None:
    first = rendered(CONFIG["_exclude"], _copier_operation="copy", **FIRST_ANSWERS)
    assert "/src" not in first
    assert "/src" in rendered(CONFIG["_exclude"], _copier_operation="update", **FIRST_ANSWERS)


def test_a_render_skips_nothing_so_standard_files_are_replaced() -> None:
    assert rendered(CONFIG["_skip_if_exists"], _copier_phase="render") == []


def test_an_answer_that_came_later_stops_no_update_where_it_has_a_default() -> None:
    """Copier evaluates the list for the earlier version too, which does not know the answer."""
    with pytest.raises(jinja2.UndefinedError):
        rendered(["{{ '/x' if region != 'eu' else '' }}"], **FIRST_ANSWERS)
    assert rendered(["{{ '/x' if region | default('eu') != 'eu' else '' }}"], **FIRST_ANSWERS) == []


def test_the_kit_never_moves_a_requirement_that_bots_move() -> None:
    project = (ROOT / "template" / "pyproject.toml.jinja").read_text(encoding="utf-8")
    assert {*re.findall(r'^  "([\w-]+[<>=!~][^"]*)",$', project, re.MULTILINE)} == REQUIREMENTS


def test_the_guide_names_the_owner_of_each_path() -> None:
    assert ownerless(guide_table(), PATHS) == []


def test_a_guide_that_is_out_of_date_is_found() -> None:
    table = guide_table()
    assert ownerless({**table, "src/": "merged"}, PATHS)
    assert ownerless({**table, "gone.toml": "merged"}, PATHS) == ["gone.toml is rendered by nothing"]
    assert ownerless({path: row for path, row in table.items() if path != "pyproject.toml"}, PATHS) == [
        "pyproject.toml is merged, and the table has []"
    ]
