"""What the team's own code raises is said in one line that names the file and the line."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from modelwright.errors import InputError, Refused
from modelwright.repo import Repo
from modelwright.team_code import WHOLE, blamed

CODE = """def fails(how):
    return inner(how)


def inner(how):
    return how()
"""


def boom() -> None:
    raise ValueError("no such column 'q'\nand more")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (tmp_path / "src").mkdir()
    name = f"team_{abs(hash(tmp_path))}"
    (tmp_path / "src" / f"{name}.py").write_text(CODE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "src")
    monkeypatch.chdir(tmp_path)
    return importlib.import_module(name)


def test_the_innermost_line_of_the_team_is_named(team: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught, blamed(Repo(tmp_path)):
        team.fails(boom)

    fact = f"raises ValueError: no such column 'q'; {WHOLE}=1 shows all of it"
    assert str(caught.value) == f"src/{team.__name__}.py:6: {fact}"


def test_whoever_looks_for_the_cause_sees_all_of_it(
    team: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WHOLE, "1")

    with pytest.raises(ValueError, match="and more"), blamed(Repo(tmp_path)):
        team.fails(boom)


def test_what_no_line_of_the_team_took_part_in_is_not_blamed_on_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such column"), blamed(Repo(tmp_path)):
        boom()


@pytest.mark.parametrize("raised", [InputError("place", "fact"), Refused(["place: fact [id]"])])
def test_what_says_its_place_already_passes_as_it_is(team: ModuleType, tmp_path: Path, raised: Exception) -> None:
    def refuse() -> None:
        raise raised

    with pytest.raises(type(raised)) as caught, blamed(Repo(tmp_path)):
        team.fails(refuse)

    assert caught.value is raised
