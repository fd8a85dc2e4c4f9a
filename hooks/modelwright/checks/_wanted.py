"""What each check asks for, kept beside its bytecode, so that a check is imported when there is a file for it.

Importing all checks takes longer than checking a file. As with bytecode, nothing has to be written or refreshed by
anybody: what is kept counts as long as no module that it was read from has changed, and is left out where there is no
place for it.
"""
# ruff: noqa: PTH105, PTH116, PTH118, PTH123, S302 - `pathlib` is slow to import; bytecode is trusted as much

import importlib
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from typing import NamedTuple, get_args

import modelwright


class Wanted(NamedTuple):
    """What a check asks for.

    Args:
        kinds: the types of what it is handed, each as its module and its name.
        mentions: its `MENTIONS`.
        reads: its `READS`.
    """

    kinds: tuple[tuple[str, str], ...]
    mentions: tuple[str, ...]
    reads: tuple[str, ...]

    @property
    def types(self) -> tuple[type, ...]:
        """The types themselves."""
        return tuple(getattr(importlib.import_module(module), name) for module, name in self.kinds)


# Size and time of each module that something was read from, by its path in the library.
_Stamps = dict[str, tuple[int, int]]


@cache
def wanted(modules: tuple[str, ...]) -> dict[str, Wanted]:
    """What the checks of these modules ask for."""
    place = _place(modules[0].rpartition(".")[0])
    kept = _kept(place, modules)
    if kept is None:
        kept = {one: _asked(one) for one in modules}
        _keep(place, kept)
    return kept


def _asked(name: str) -> Wanted:
    """What a check asks for, from the check itself."""
    module = importlib.import_module(name)
    [kind] = (kind for name, kind in module.check.__annotations__.items() if name != "return")
    kinds = tuple((one.__module__, one.__qualname__) for one in get_args(kind) or (kind,))
    return Wanted(kinds, tuple(getattr(module, "MENTIONS", ())), tuple(getattr(module, "READS", ())))


def _place(package: str) -> str:
    """The file in which it is kept; empty where Python keeps no bytecode either."""
    spec = sys.modules[package].__spec__
    bytecode = spec.cached if spec is not None else None
    if not bytecode:
        return ""
    folder, name = os.path.split(bytecode)
    return os.path.join(folder, f"wanted{name.removeprefix('__init__').removesuffix('.pyc')}")


def _kept(place: str, modules: tuple[str, ...]) -> dict[str, Wanted] | None:
    """What was kept, where it is that of these modules as they are now."""
    try:
        with open(place, "rb") as stream:
            # modelwright: allow[code-executing-load] it lies beside the bytecode that Python itself would run
            stamps, kept = marshal.load(stream)
        if set(kept) != set(modules) or any(_stamp(path) != stamp for path, stamp in stamps.items()):
            return None
        return {name: Wanted(*found) for name, found in kept.items()}
    except (OSError, ValueError, EOFError, TypeError):  # not there, or not whole
        return None


def _keep(place: str, found: dict[str, Wanted]) -> None:
    """Keep it for the next run, in one move: another one may be reading."""
    if not place or sys.dont_write_bytecode:
        return
    with suppress(OSError, ValueError):
        content = marshal.dumps((_stamps(), {name: tuple(one) for name, one in found.items()}))
        temporary = f"{place}.{os.getpid()}"
        with open(temporary, "xb") as stream:
            stream.write(content)
        os.replace(temporary, place)


def _stamps() -> _Stamps:
    """Of every module of the library that is loaded: a check may take its words from another one."""
    root = os.path.join(modelwright.__path__[0], "")
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    return {path: _stamp(path) for path in (one.removeprefix(root) for one in files if one.startswith(root))}


def _stamp(path: str) -> tuple[int, int]:
    found = os.stat(os.path.join(modelwright.__path__[0], path))
    return found.st_size, found.st_mtime_ns
