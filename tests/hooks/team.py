"""A model repo with its hooks, and what each of them refuses."""

import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

import yaml

from docs.pages.hooks import HOOKS
from tests.repos import ROOT, git, run

TOOLS = ("pre-commit", "prek")
SOMEONE = {f"GIT_{who}_{what}": "someone@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OUTCOME = re.compile(r"^(?P<name>.+?)\.{3,}(?:\(no files to check\))?(?P<outcome>Passed|Failed|Skipped)$", re.MULTILINE)
NAMES = {hook["name"]: hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
AT_COMMIT = {hook.id for hook in HOOKS if "pre-commit" in hook.stages}
AT_PUSH = {hook.id for hook in HOOKS if "pre-push" in hook.stages}
# Not under src/: there, evidence would be stale too, which is another finding.
TESTS = "tests"


class Team:
    """A model repo, and a tool that runs its hooks."""

    def __init__(self, repo: Path, tool: str, environment: dict[str, str]) -> None:
        self.repo, self.tool, self.environment = repo, tool, environment

    def __call__(self, *command: str) -> CompletedProcess[str]:
        return run(self.repo, *command, environment=self.environment)

    def write(self, path: str, text: str, *, commit: bool = False) -> None:
        """Write a file and stage it; or commit it past the hooks, as somebody once did."""
        (self.repo / path).parent.mkdir(parents=True, exist_ok=True)
        (self.repo / path).write_text(text, encoding="utf-8")
        git(self.repo, "add", "--all")
        if commit:
            git(self.repo, "commit", "--quiet", "--no-verify", "--message", "An old sin")

    def run(self, *options: str) -> dict[str, str]:
        """Run hooks, as the tool does it by hand; gives the outcome of each."""
        return outcomes(self(self.tool, "run", "--color", "never", *options))

    def install(self) -> None:
        assert self(self.tool, "install").returncode == 0

    def commit(self) -> CompletedProcess[str]:
        return self("git", "commit", "--message", "A change")


def outcomes(answer: CompletedProcess[str]) -> dict[str, str]:
    shown = OUTCOME.finditer(answer.stdout + answer.stderr)
    found = {NAMES.get(one["name"], str(one["name"])): str(one["outcome"]) for one in shown}
    assert found, answer.stdout + answer.stderr
    assert (answer.returncode == 0) == ("Failed" not in found.values()), answer.stdout + answer.stderr
    return found


def failed(found: dict[str, str]) -> set[str]:
    return {hook for hook, outcome in found.items() if outcome == "Failed"}


WORKFLOW = """\
name: Own
on: pull_request
permissions: {}
jobs:
  greet:
    name: Greet
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
"""


class Control(NamedTuple):
    """A file that one hook refuses."""

    hook: str
    path: str
    text: str
    says: str


CONTROLS = (
    Control("modelwright-check", f"{TESTS}/places.py", 'ROWS = "/ho' + 'me/someone/rows.parquet"\n', "[machine-path]"),
    # Put together here, so that this file may stay in the tree that the hook searches.
    Control("detect-secrets", f"{TESTS}/keys.py", f'PAYING = "sk_{"live_" + "4eC39HqLyjWDarjtT1zdp7dc"}"\n', "Stripe"),
    Control("ruff-check", f"{TESTS}/idle.py", "import json\n", "F401"),
    Control("ruff-format", f"{TESTS}/wide.py", "ROWS = [1,  2]\n", "1 file reformatted"),
    Control("typos", "docs/notes.md", "# Notes\n\nWe " + "rec" + "ieve rows every night.\n", "should be `receive`"),
    Control(
        "zizmor",
        ".github/workflows/own.yml",
        WORKFLOW.replace("echo hello", "echo ${{ github.event.pull_request.title }}"),
        "template-injection",
    ),
    Control(
        "workflow-schema",
        ".github/workflows/own.yml",
        WORKFLOW.replace("    steps:", "    timeout: 5\n    steps:"),
        "'timeout' was unexpected",
    ),
    Control("mypy", f"{TESTS}/wrong.py", 'ROWS: int = "many"\n', "Incompatible types in assignment"),
)
