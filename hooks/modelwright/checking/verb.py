"""`modelwright check`: from the command line's arguments to an exit code."""
# ruff: noqa: PTH112, PTH118 - most files are checked before `pathlib` would be imported

import os
import sys
from collections.abc import Sequence

from modelwright.checking.runner import Failure, run_checks
from modelwright.checking.settings import chosen, read_settings, require_known
from modelwright.checks import load
from modelwright.errors import InputError
from modelwright.repo import Repo

# A check failed itself. Neither clean nor at fault would be true of the repository.
DEFECT = 3


def explain(check_id: str) -> int:
    """Print the page of a check.

    Raises:
        InputError: there is no such check.
    """
    require_known([check_id], "--explain")
    _write(f"# {check_id}\n\n{load(check_id).page.strip()}\n")
    return 0


def check(
    paths: Sequence[str] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    shown_as: str = "text",
    fix: bool = False,
) -> int:
    """Run the checks, and print what they find.

    Args:
        paths: files and folders; the whole repository when empty.
        select: ids of the checks to run.
        ignore: ids of the checks to leave out.
        shown_as: one of `formats.FORMATS`.
        fix: put right first what needs no person to decide.

    Returns:
        0 where nothing was found; 1 where something was found that was not put right; 3 where a check failed itself.

    Raises:
        InputError: a path, a check or the configuration is wrong.
    """
    repo = Repo.find(or_git=True)
    settings = read_settings(repo)
    ids = chosen(settings, select, ignore)
    wanted = _files(repo, paths) if paths else None
    outcome = run_checks(repo, ids, settings=settings, paths=wanted)
    if fix:
        from modelwright.checking.fixes import fix as put_right

        fixed, failures = put_right(repo, outcome)
        for line in fixed:
            _note(line)
        if fixed:
            repo = Repo(repo.root)
            outcome = run_checks(repo, ids, settings=settings, paths=wanted)
        outcome = outcome._replace(failures=(*outcome.failures, *failures))
    if paths and not outcome.files:
        _note("note: no file to check: what is named holds none, or git ignores it, or `exclude` covers it")
    for failure in outcome.failures:
        _note(_defect(repo, failure))
    if outcome.reported or shown_as != "text":
        from modelwright.checking.formats import FORMATS

        _write(FORMATS[shown_as](repo, outcome))
    if outcome.failures:
        return DEFECT
    return 1 if outcome.reported else 0


def _defect(repo: Repo, failure: Failure) -> str:
    place = f"{repo.shown(failure.path)}: " if failure.path else ""
    return f"error: {place}a defect of modelwright, please report it: {failure.check} failed: {failure.fact}"


def _note(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


def _write(shown: str) -> None:
    """Print. Where the reader has gone, as `head` does, the rest is nobody's, and the verdict stands."""
    try:
        sys.stdout.write(shown)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _files(repo: Repo, paths: Sequence[str]) -> list[str]:
    """The files that are named, and those in the folders that are named, relative to the root."""
    found: dict[str, None] = {}
    for path in paths:
        full = _absolute(path)
        root = os.path.join(repo.folder, "")
        if not os.path.normcase(os.path.join(full, "")).startswith(os.path.normcase(root)):
            raise InputError(path, f"lies outside the repository {repo.folder}")
        below = full[len(root) :].replace(os.sep, "/")
        if os.path.isdir(full):
            found |= dict.fromkeys(one for one in repo.files if not below or one.startswith(f"{below}/"))
        else:
            found[below] = None
    return list(found)


def _absolute(path: str) -> str:
    """Where a path leads. A link to a file stays: it is what git knows of; one that leads nowhere is a finding.

    Raises:
        InputError: there is nothing.
    """
    try:
        if not os.path.lexists(path):
            raise InputError(path, "no such file or folder")
        if os.path.isdir(path):
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        return os.path.join(os.path.realpath(folder), name)
    except (OSError, ValueError) as error:  # a name that the system cannot have
        raise InputError(path, getattr(error, "strerror", None) or str(error)) from error
