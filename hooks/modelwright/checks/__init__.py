"""Checks: fast rules over files, run at commit.

A check is a module in this package with a function `check(repo) -> Iterator[Finding]`. Its name is its id, its
docstring is its page. Nothing registers it: it is found here.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from modelwright.repo import Repo


@dataclass(frozen=True, order=True)
class Finding:
    """What a check found: where, and the fact."""

    path: str
    line: int
    fact: str


@dataclass(frozen=True)
class Check:
    """A check as the runner sees it."""

    id: str
    page: str
    run: Callable[[Repo], Iterator[Finding]]


def all_checks() -> list[Check]:
    """Every check of this package, in the order of their ids."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found.append(Check(module.name.replace("_", "-"), loaded.__doc__ or "", loaded.check))
    return sorted(found, key=lambda one: one.id)


def check(paths: Sequence[str] = ()) -> int:
    """Run all checks, and print one line for each finding.

    Args:
        paths: report only findings in these files; all of them when empty.

    Returns:
        1 where something was found, else 0.
    """
    repo = Repo.find(or_git=True)
    wanted = {Path(path).resolve() for path in paths}
    count = 0
    for one in all_checks():
        for finding in sorted(one.run(repo)):
            if wanted and (repo.root / finding.path).resolve() not in wanted:
                continue
            print(f"{repo.shown(finding.path)}:{finding.line}: {finding.fact} [{one.id}]")  # noqa: T201
            count += 1
    return 1 if count else 0
