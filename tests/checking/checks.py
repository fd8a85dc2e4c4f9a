"""Checks made for tests, run in place of those of the library."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from modelwright.checking import fixes, runner
from modelwright.checking.runner import Outcome, run_checks
from modelwright.checks import Check, check_ids, load
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import File


def made(
    check_id: str,
    run: Callable[[Any], Iterator[Finding]],
    *wants: type,
    fix: Callable[[Any], dict[str, bytes]] | None = None,
    mentions: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
) -> Check:
    page = "A pattern.\n\n## What it does\n\nFinds it.\n"
    module = SimpleNamespace(__doc__=page, FAMILY="files", check=run, fix=fix)
    return Check(check_id, lambda: module, wants or (File,), mentions, reads)


def saying(word: str) -> Callable[[File], Iterator[Finding]]:
    """A check that finds each line with a word."""

    def run(file: File) -> Iterator[Finding]:
        for number, line in enumerate(file.lines, start=1):
            if word in line:
                yield file.finding(f"says {word}", number, line.index(word) + 1)

    return run


def install(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> list[str]:
    """Let the runner find these checks beside those of the library; gives their ids."""
    known = {one.id: one for one in checks}
    for module in (runner, fixes):
        monkeypatch.setattr(module, "load", lambda name: known.get(name) or load(name))
    monkeypatch.setattr("modelwright.checking.sarif.load", lambda name: known.get(name) or load(name))
    ids = tuple(sorted({*known, *check_ids()}))
    monkeypatch.setattr(runner, "check_ids", lambda: ids)
    return sorted(known)


def lines(outcome: Outcome) -> list[str]:
    """Path, line and id of each finding."""
    return [f"{one.finding.path}:{one.finding.line} {one.check}" for one in outcome.reported]


def run(repo: Repo, *ids: str, **options: Any) -> Outcome:
    return run_checks(repo, ids, **options)
