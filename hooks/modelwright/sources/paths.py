"""Patterns of paths: those of the checks, and those that teams write, read as git reads a `.gitignore`."""

import re
from collections.abc import Iterable
from functools import cache


def is_like(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path is like one of these patterns, in which `*` stands for any characters, slashes too.

    As `fnmatch.fnmatchcase`, which makes a regular expression of each pattern: for one path, that is most of the work.
    """
    return any(_is_like(path, pattern) for pattern in patterns)


def _is_like(path: str, pattern: str) -> bool:
    if "?" in pattern or "[" in pattern:
        from fnmatch import fnmatchcase

        return fnmatchcase(path, pattern)
    first, *middle = pattern.split("*")
    if not middle:
        return path == pattern
    last = middle.pop()
    if not path.startswith(first) or not path.endswith(last) or len(path) < len(first) + len(last):
        return False
    at = len(first)
    for part in middle:  # the leftmost place leaves most for the others
        at = path.find(part, at, len(path) - len(last)) + len(part)
        if at < len(part):
            return False
    return True


def covers(patterns: Iterable[str], path: str) -> bool:
    """Whether a pattern covers a path.

    A pattern without a slash is the name of a file or folder anywhere, one with a slash starts at the root. `*` and `?`
    stop at a slash, `**` does not. What covers a folder covers everything in it; with a slash at its end, a pattern
    covers folders only.

    Args:
        patterns: such as `data/`, `*.csv` or `tests/**/fixtures`.
        path: of a file, relative to the root of the repository, with forward slashes.
    """
    names = path.split("/")
    return any(_covers(pattern, names) for pattern in patterns)


def _covers(pattern: str, names: list[str]) -> bool:
    """Name by name, so that no pattern makes the search go back."""
    globs, anywhere, only_folders = _split(pattern)
    # How many names of the path the pattern may have matched so far.
    reached = set(range(len(names))) if anywhere else {0}
    for place, glob in enumerate(globs):
        if glob is None:
            # Behind the last slash it stands for at least one name, elsewhere also for none.
            reached = set(range(min(reached) + (place == len(globs) - 1), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and glob.match(names[at])}
        if not reached:
            return False
    return min(reached) < len(names) or not only_folders


@cache
def _split(pattern: str) -> tuple[list[re.Pattern[str] | None], bool, bool]:
    """The names of a pattern, None for two stars; whether it holds at any depth, and whether for folders only."""
    wanted = pattern.replace("\\", "/").removeprefix("./").rstrip()
    only_folders = wanted.endswith("/")
    wanted = wanted.rstrip("/")
    names = [] if wanted in {"", "."} else wanted.lstrip("/").split("/")
    from fnmatch import translate

    globs = [None if name == "**" else re.compile(translate(name)) for name in names]
    return globs, bool(names) and "/" not in wanted, only_folders
