"""Checks: fast rules over files, run at commit.

A check is a module in this package. Its name is its id, its docstring is its page, and nothing registers it: it is
found here. It has

- `check(source) -> Iterator[Finding]`: the type of the parameter says what is handed over. `Repo` is the repository as
  a whole; a type of `modelwright.sources` is each file of that kind, one after the other.
- `FAMILY`: where the guide lists it.
- `MENTIONS`, optional, for checks of files: only a file whose text holds one of these is handed over, so that the
  others need not be parsed.
- `READS`, for checks of the repository: patterns of the paths whose change can make it find something.
- `fix(source) -> dict[str, bytes]`, optional: the new content of each file, for what can be put right without a person.
"""

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct

from modelwright.finding import Finding

Family = Literal["leakage", "reproducibility", "privacy", "spec", "standard", "files"]


class Check(Struct, frozen=True):
    """A check as those see it who run it or write about it."""

    id: str
    page: str
    family: Family
    wants: tuple[type, ...]
    run: Callable[[Any], Iterator[Finding]]
    mentions: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    fix: Callable[[Any], dict[str, bytes]] | None = None

    @property
    def summary(self) -> str:
        """The bad pattern that it names, in one line."""
        return self.page.strip().partition("\n")[0]


def all_checks() -> list[Check]:
    """Every check of this package, in the order of their ids."""
    return [load(name) for name in check_ids()]


@cache
def check_ids() -> tuple[str, ...]:
    """The ids of all checks, sorted. Nothing is imported."""
    names = (path.name for folder in __path__ for path in Path(folder).iterdir())
    return tuple(sorted(n[:-3].replace("_", "-") for n in names if n.endswith(".py") and not n.startswith("_")))


@cache
def load(check_id: str) -> Check:
    """One check."""
    module = importlib.import_module(f"{__name__}.{check_id.replace('-', '_')}")
    [wanted] = (kind for name, kind in module.check.__annotations__.items() if name != "return")
    return Check(
        id=check_id,
        page=module.__doc__ or "",
        family=module.FAMILY,
        wants=get_args(wanted) or (wanted,),
        run=module.check,
        mentions=getattr(module, "MENTIONS", ()),
        reads=getattr(module, "READS", ()),
        fix=getattr(module, "fix", None),
    )


__all__ = ["Check", "Family", "Finding", "all_checks", "check_ids", "load"]
