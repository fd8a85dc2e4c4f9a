"""What the package knows of the standard is what the template renders."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from docs.pages import standard
from docs.pages.schema import COPIES
from docs.pages.template import copier_yml
from modelwright.checks.standard_edited import READS
from modelwright.repo import Repo
from modelwright.standard.answers import Answers
from modelwright.standard.rendering import FILES, expected_files, named, templates
from modelwright.standard.workflows import LENT, lent_contracts
from tests.conftest import Render
from tests.repos import ROOT
from tests.template.ownership import owner, rendered_paths

HOSTS = ("github", "gitlab", "none")
PACKAGE = "hooks/modelwright/standard/"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the package's files are written from."""
    shutil.copy2(ROOT / "copier.yml", tmp_path)
    for folder in ("template", ".github"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def swap(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_files_of_the_package_are_current() -> None:
    pages = standard.pages(ROOT)

    for file in (FILES, LENT):
        assert file.read_text(encoding="utf-8") == pages[f"{PACKAGE}{file.name}"]


def test_every_file_of_the_standard_is_known_and_no_other() -> None:
    assert set(templates()) == {path for path in rendered_paths() if owner(path) == "standard"}


def test_a_changed_file_of_the_standard_is_looked_at() -> None:
    from fnmatch import fnmatchcase

    assert [path for path in templates() if not any(fnmatchcase(path, pattern) for pattern in READS)] == []


@pytest.mark.parametrize("code_host", HOSTS)
def test_a_real_render_holds_exactly_what_is_expected(tmp_path: Path, render: Render, code_host: str) -> None:
    hostile = {"description": 'Says "who" — leaves: # or \\ not.', "team": "Tëam {{ x }} 'A'", "project_name": "a-b"}
    repo = render(tmp_path / "repo", code_host=code_host, **hostile)
    answers = Answers.of(Repo(repo))
    assert answers is not None

    files = dict(expected_files(answers))

    assert {path for path in templates() if (repo / path).is_file()} == set(files)
    for path, expected in files.items():
        if path == COPIES[1].removeprefix("template/"):
            continue  # another test compares the copies of the schema
        lines = (repo / path).read_text(encoding="utf-8").removesuffix("\n").split("\n")
        assert named(lines, expected) == [line.name for line in expected], path


def test_a_changed_template_makes_the_package_stale(checkout: Path) -> None:
    swap(checkout / "template" / ".pre-commit-config.yaml.jinja", "- id: mypy", "- id: mypy-daemon")
    swap(checkout / ".github" / "workflows" / "quality.yml", "python-version:", "python:")

    before, after = standard.pages(ROOT), standard.pages(checkout)

    assert {path for path in after if path.startswith(PACKAGE) and after[path] != before[path]} == {
        f"{PACKAGE}{FILES.name}",
        f"{PACKAGE}{LENT.name}",
    }


@pytest.mark.parametrize(
    "line", ['# {% if task == "binary" %}', "{{ task | upper }}", "{{ no_such_answer }}", "{# a comment #}"]
)
def test_a_file_of_the_standard_with_more_than_names_is_refused(checkout: Path, line: str) -> None:
    hooks = checkout / "template" / ".pre-commit-config.yaml.jinja"
    hooks.write_text(f"{hooks.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")

    with pytest.raises(ValueError, match="pre-commit-config"):
        standard.standard_files(checkout)


def test_a_path_that_depends_on_answers_together_is_refused(checkout: Path) -> None:
    condition = "code_host != 'gitlab'"
    swap(
        checkout / "copier.yml", f"gitlab-ci.yml' if {condition}", f"gitlab-ci.yml' if {condition} and task == 'binary'"
    )

    with pytest.raises(ValueError, match="together"):
        standard.standard_files(checkout)


def test_a_question_of_its_own_may_decide_about_a_path(checkout: Path) -> None:
    condition = "code_host != 'gitlab'"
    swap(checkout / "copier.yml", f"gitlab-ci.yml' if {condition}", f"gitlab-ci.yml' if {condition} or risk == 'high'")

    only = standard.standard_files(checkout)[".modelwright/gitlab-ci.yml"].only

    assert only == {"risk": ("minimal", "limited"), "code_host": ("gitlab",)}


def test_a_workflow_that_is_lent_is_known_by_what_it_takes_and_asks_for() -> None:
    [quality] = [one for name, one in lent_contracts().items() if name == "quality.yml"]

    assert quality.permissions["contents"] == "read"
    assert "python-version" in quality.inputs


def test_the_lists_of_copier_are_read_as_the_update_reads_them() -> None:
    copier: dict[str, Any] = copier_yml(ROOT)

    [standards] = standard._listed(copier, "_skip_if_exists", {"_copier_phase": ""})

    assert ".modelwright" in standards
