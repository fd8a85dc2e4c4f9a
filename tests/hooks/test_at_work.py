"""Hooks at a commit and at a push, with git as a team uses it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hooks.team import AT_COMMIT, CONTROLS, Control, Team, failed, outcomes
from tests.repos import ROOT, git


def sins() -> Iterator[Control]:
    return (control for control in CONTROLS if control.hook in AT_COMMIT)


def test_a_commit_is_judged_by_what_it_changes_and_by_nothing_else(team: Team) -> None:
    for number, sin in enumerate(sins()):
        # Each at a path of its own, because some share one.
        team.write(str(Path(sin.path).with_stem(f"old_{number}")), sin.text, commit=True)
    team.install()
    readme = team.repo / "README.md"
    team.write("README.md", readme.read_text(encoding="utf-8") + "\nA line more.\n")

    answer = team.commit()

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert failed(outcomes(answer)) == set()


def test_a_commit_that_only_deletes_does_not_judge_the_whole_repository(team: Team) -> None:
    team.write("docs/obsolete.md", "# Obsolete\n", commit=True)
    team.write(CONTROLS[0].path, CONTROLS[0].text, commit=True)
    assert failed(team.run("--all-files", "modelwright-check")) == {"modelwright-check"}
    team.install()
    git(team.repo, "rm", "--quiet", "docs/obsolete.md")

    answer = team.commit()

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert set(outcomes(answer).values()) == {"Skipped"}


def test_a_commit_with_a_finding_is_not_made(team: Team) -> None:
    team.install()
    before = git(team.repo, "rev-parse", "HEAD")
    sin = CONTROLS[0]
    team.write(sin.path, sin.text)

    answer = team.commit()

    assert answer.returncode == 1
    assert f"{sin.path}:" in answer.stdout + answer.stderr
    assert git(team.repo, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("hook", ["detect-secrets", "modelwright-check", "mypy"])
def test_what_came_past_a_commit_is_stopped_at_the_push(team: Team, tmp_path: Path, hook: str) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "remote")
    git(team.repo, "remote", "add", "origin", str(tmp_path / "remote"))
    git(team.repo, "push", "--quiet", "origin", "main")
    pushed = git(team.repo, "rev-parse", "HEAD")
    team.install()
    [sin] = (control for control in CONTROLS if control.hook == hook)
    team.write(sin.path, sin.text, commit=True)

    answer = team("git", "push", "origin", "main")

    assert failed(outcomes(answer)) == {hook}
    assert git(tmp_path / "remote", "rev-parse", "main") == pushed
    git(team.repo, "rm", "--quiet", sin.path)
    git(team.repo, "commit", "--quiet", "--no-verify", "--amend", "--allow-empty", "--message", "Without it")
    assert team("git", "push", "origin", "main").returncode == 0


def test_a_list_of_files_that_is_too_long_for_one_command_is_checked_once_and_whole(team: Team) -> None:
    """Systems limit the length of a command, so the tools cut the list, and the hook runs more than once."""
    names = [f"tests/{'a_rather_long_name_' * 5}{number:04}.py" for number in range(2_000)]
    for name in names:
        (team.repo / name).touch()
    for name in (names[0], names[-1]):
        (team.repo / name).write_text(CONTROLS[0].text, encoding="utf-8")
    git(team.repo, "add", "--all")

    answer = team(team.tool, "run", "modelwright-check", "--color", "never")

    assert answer.returncode == 1
    assert sorted(re.findall(r"tests/\S+?\.py", answer.stdout)) == [names[0], names[-1]]


# ---- A team's own hooks -------------------------------------------------------------------------------------------

OWN = """\
repos:
  - repo: local
    hooks:
      - id: no-drafts
        name: no drafts
        entry: DRAFT
        language: pygrep
        types: [markdown]
"""


def documented() -> str:
    """The commands of the guide, for the tool of the kit's own environment."""
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```console\n(printf .*?)```", page, re.DOTALL)
    return str(block)


def test_own_hooks_run_beside_those_of_the_standard(team: Team) -> None:
    commands = documented().replace("uv run pre-commit", team.tool)
    assert team("sh", "-c", commands).returncode == 0
    assert (team.repo / ".git" / "hooks" / "pre-commit").is_file()
    team.write(".pre-commit-own.yaml", OWN)
    assert team.commit().returncode == 0

    team.write("docs/page.md", "# A page\n\nDRAFT\n")
    refused = team.commit()
    team.write("docs/page.md", "# A page\n")
    made = team.commit()

    assert refused.returncode == 1
    assert failed(outcomes(refused)) == {"no drafts"}
    assert made.returncode == 0, made.stdout + made.stderr
    assert outcomes(made).keys() == {"no drafts", *AT_COMMIT}
