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
import os
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any, Literal

from modelwright.finding import Finding

Family = Literal["leakage", "reproducibility", "privacy", "spec", "standard", "files"]


class Check:
    """A check as those see it who run it or write about it.

    Args:
        check_id: its id.
        module: gives its module, which is imported when the check is run or read: most files are for few checks.
        wants: the types of what it is handed.
        mentions: its `MENTIONS`.
        reads: its `READS`.
    """

    def __init__(
        self,
        check_id: str,
        module: Callable[[], Any],
        wants: tuple[type, ...],
        mentions: tuple[str, ...] = (),
        reads: tuple[str, ...] = (),
    ) -> None:
        self.id = check_id
        self.wants = wants
        self.mentions = mentions
        self.reads = reads
        self._import = module

    @cached_property
    def _module(self) -> Any:
        return self._import()

    @property
    def run(self) -> Callable[[Any], Iterator[Finding]]:
        """Its function `check`."""
        return self._module.check  # type: ignore[no-any-return]

    @property
    def fix(self) -> Callable[[Any], dict[str, bytes]] | None:
        """Its function `fix`, where it has one."""
        return getattr(self._module, "fix", None)

    @property
    def family(self) -> Family:
        """Where the guide lists it."""
        return self._module.FAMILY  # type: ignore[no-any-return]

    @property
    def page(self) -> str:
        """Its page, in Markdown."""
        return self._module.__doc__ or ""

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
    names = (name for folder in __path__ for name in os.listdir(folder))  # noqa: PTH208 - `pathlib` is slow to import
    return tuple(sorted(n[:-3].replace("_", "-") for n in names if n.endswith(".py") and not n.startswith("_")))


@cache
def load(check_id: str) -> Check:
    """One check."""
    from modelwright.checks._wanted import wanted

    name = _module_name(check_id)
    asked = wanted(tuple(map(_module_name, check_ids())))[name]
    return Check(check_id, lambda: importlib.import_module(name), asked.types, asked.mentions, asked.reads)


def _module_name(check_id: str) -> str:
    return f"{__name__}.{check_id.replace('-', '_')}"


__all__ = ["Check", "Family", "Finding", "all_checks", "check_ids", "load"]
