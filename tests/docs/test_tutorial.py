"""The tutorial does what it says: its commands exist, and followed by the letter they show what it shows."""

import os
import sys
from pathlib import Path

import pytest

from docs.pages.template import asked, copier_yml
from tests.docs.commands import unknown
from tests.docs.tutorial import TUTORIAL, Command, Edit, missing, steps
from tests.repos import ROOT, Kit, run

TEXT = TUTORIAL.read_text(encoding="utf-8")
COMMANDS = [step for step in steps(TEXT) if isinstance(step, Command)]
# Everything from here on is done as it is written. What stands before is `make demo`, which is tried elsewhere.
OWN_REPOSITORY = "## A repository of your own"
REFUSED = ("broken ", "FAILED", "Failed")


@pytest.mark.parametrize("command", [one.text for one in COMMANDS])
def test_a_command_of_the_tutorial_exists(command: str) -> None:
    assert unknown(command) is None


def test_the_tutorial_can_be_followed_by_the_letter(kit: Kit, tmp_path: Path) -> None:
    shell = Shell(tmp_path, kit)

    for step in steps(TEXT[TEXT.index(OWN_REPOSITORY) :]):
        if isinstance(step, Edit):
            step.apply(shell.folder)
        else:
            shell.follow(step)


def test_output_that_is_not_as_shown_is_noticed() -> None:
    command = Command("modelwright gate", ("gate      ...", "...", "kept       beats-dummy  by 0.3", "exit 0"))

    assert missing(command, "gate      ...\nother\nkept       beats-dummy  by 0.4\nexit 0") == []
    broken = missing(command, "gate      ...\nbroken     beats-dummy  by 0.4\nexit 0")
    assert broken[0] == "kept       beats-dummy  by 0.3"
    assert missing(command, "gate      ...\nexit 0\nkept       beats-dummy  by 0.4") == ["exit 0"]


def test_an_edit_of_lines_that_are_not_there_is_refused(tmp_path: Path) -> None:
    [edit] = steps('```diff title="model.toml"\n [a]\n-b = 1\n+b = 2\n```\n')
    assert isinstance(edit, Edit)
    spec = tmp_path / "model.toml"
    spec.write_text("[a]\nb = 1\n", encoding="utf-8")

    edit.apply(tmp_path)

    assert spec.read_text(encoding="utf-8") == "[a]\nb = 2\n"
    with pytest.raises(AssertionError, match="does not hold these lines"):
        edit.apply(tmp_path)


class Shell:
    """A shell in which a reader types: it remembers the folder, the variables and the last exit code."""

    def __init__(self, home: Path, kit: Kit) -> None:
        self.folder = home
        self._kit = kit
        self._status = 0
        self._environment = {
            "PATH": os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)]),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada Example",
            "GIT_AUTHOR_EMAIL": "ada@example.com",
            "GIT_COMMITTER_NAME": "Ada Example",
            "GIT_COMMITTER_EMAIL": "ada@example.com",
        }

    def follow(self, command: Command) -> None:
        """Type a command, and see what the tutorial shows."""
        if command.text.startswith("export KIT="):
            self._environment["KIT"] = str(self._kit.path)
            return
        if command.text.startswith("cd "):
            self.folder = self.folder / command.text.removeprefix("cd ")
            return
        typed = f"(exit {self._status})\n{command.text}"
        answer = run(self.folder, "bash", "-c", f"exec 2>&1\n{typed}", environment=self._environment)
        self._status = answer.returncode
        is_refused = any(word in line for line in command.shown for word in REFUSED)
        assert (self._status != 0) == is_refused, f"$ {command.text}\n{answer.stdout}"
        assert not missing(command, answer.stdout), f"$ {command.text}\n{answer.stdout}"


def test_there_are_as_many_questions_as_the_pages_say() -> None:
    assert len(asked(copier_yml(ROOT))) == 8
    assert "asks eight [questions]" in TEXT
    assert "Eight questions" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_kit_of_the_tutorial_is_the_public_one() -> None:
    slug = "modelwright/modelwright"

    assert f"'{slug}'" in (ROOT / "copier.yml").read_text(encoding="utf-8")
    assert TEXT.count(f"https://github.com/{slug}.git") == 2
