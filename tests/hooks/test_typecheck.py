"""The hook of mypy finds the project's own interpreter, and says so when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from modelwright.typecheck import PYTHONS, main, project_python
from tests.repos import run

# A hook of pre-commit or prek runs with this, in an environment of its own.
IN_HOOK = {"PRE_COMMIT": "1", "VIRTUAL_ENV": sys.prefix, "PATH": str(Path(sys.prefix, "bin"))}


def environment(home: Path, python: str = "bin/python") -> Path:
    """Something that looks like an environment; gives its interpreter."""
    interpreter = home / python
    interpreter.parent.mkdir(parents=True)
    interpreter.touch()
    (home / "pyvenv.cfg").touch()
    return interpreter


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "project"
    folder.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    return folder


@pytest.mark.parametrize("python", PYTHONS)
def test_the_environment_in_the_project_is_found_on_every_system(project: Path, python: str) -> None:
    wanted = environment(project / ".venv", python)

    assert project_python(project, IN_HOOK) == wanted


def test_the_environment_of_a_workspace_is_found_from_a_member(project: Path) -> None:
    wanted = environment(project.parent / ".venv")

    assert project_python(project, IN_HOOK) == wanted


def test_an_environment_outside_the_repository_is_not_the_projects(project: Path) -> None:
    environment(project.parent.parent / ".venv")

    assert project_python(project, IN_HOOK) is None


def test_the_environment_that_uv_was_told_to_use_goes_before_an_old_one(project: Path) -> None:
    environment(project / ".venv")
    wanted = environment(project / "env")

    assert project_python(project, IN_HOOK | {"UV_PROJECT_ENVIRONMENT": "env"}) == wanted


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_an_active_environment_is_found(project: Path, tmp_path: Path, variable: str) -> None:
    wanted = environment(tmp_path / "active")

    assert project_python(project, IN_HOOK | {variable: str(tmp_path / "active")}) == wanted


def test_the_environment_of_the_hook_is_never_taken_for_the_projects(project: Path) -> None:
    assert project_python(project, IN_HOOK) is None


def test_the_environment_that_the_hook_hides_is_found_on_the_path(project: Path, tmp_path: Path) -> None:
    wanted = environment(tmp_path / "active")
    path = os.pathsep.join([IN_HOOK["PATH"], str(tmp_path / "elsewhere"), str(wanted.parent)])

    assert project_python(project, IN_HOOK | {"PATH": path}) == wanted


def test_outside_a_hook_the_environment_that_runs_this_is_the_projects(project: Path) -> None:
    found = project_python(project, {"VIRTUAL_ENV": sys.prefix})

    assert found == Path(sys.prefix, "bin", "python")


def test_an_interpreter_that_is_gone_is_not_found(project: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(project / "uninstalled")

    assert project_python(project, IN_HOOK) is None


def test_without_an_environment_the_hook_fails_with_one_clear_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    for name in ("CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in IN_HOOK.items():
        monkeypatch.setenv(name, value)

    code = main([])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    [line] = shown.err.splitlines()
    assert line.startswith("error: project: no Python environment of this project")
    assert "uv sync" in line


def typecheck(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(project, sys.executable, "-m", "modelwright.typecheck", *arguments)


@pytest.fixture
def typed(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an environment in which a library with types lies that the environment of the hook lacks."""
    # mypy takes files of one name, size and second for one.
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tmp_path / "mypy"))
    assert run(project, "uv", "venv", "--quiet", "--python", sys.executable).returncode == 0
    [packages] = (project / ".venv").rglob("site-packages")
    (packages / "theirs").mkdir()
    (packages / "theirs" / "py.typed").touch()
    (packages / "theirs" / "__init__.py").write_text("def count() -> int: ...\n", encoding="utf-8")
    (project / "pyproject.toml").write_text('[tool.mypy]\nstrict = true\nfiles = ["model.py"]\n', encoding="utf-8")
    (project / "model.py").write_text("import theirs\n\nROWS: int = theirs.count()\n", encoding="utf-8")
    return project


def test_types_are_those_of_the_projects_libraries(typed: Path) -> None:
    answer = typecheck(typed)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_type_that_does_not_fit_the_projects_libraries_is_found(typed: Path) -> None:
    (typed / "model.py").write_text("import theirs\n\nROWS: str = theirs.count()\n", encoding="utf-8")

    answer = typecheck(typed)

    assert answer.returncode == 1
    assert "model.py:3: error: Incompatible types in assignment" in answer.stdout
    assert answer.stderr.startswith("note: the types are those of ")


def test_a_plug_in_that_the_hook_does_not_have_is_explained(typed: Path) -> None:
    with (typed / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('plugins = ["theirs.plugin"]\n')

    answer = typecheck(typed)

    assert answer.returncode == 2
    assert 'Error importing plugin "theirs.plugin"' in answer.stderr
    assert "in the environment of the hook" in answer.stderr.splitlines()[-1]
