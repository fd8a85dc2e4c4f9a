"""`modelwright check`: from the command line's arguments to an exit code."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from modelwright.checking.formats import FORMATS
from modelwright.checking.runner import run_checks
from modelwright.checking.settings import chosen, read_settings, require_known
from modelwright.checks import load
from modelwright.errors import InputError
from modelwright.repo import Repo


def explain(check_id: str) -> int:
    """Print the page of a check.

    Raises:
        InputError: there is no such check.
    """
    require_known([check_id], "--explain")
    print(f"# {check_id}\n\n{load(check_id).page.strip()}")  # noqa: T201
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
        select, ignore: ids of checks.
        shown_as: one of `FORMATS`.
        fix: put right first what needs no person to decide.

    Returns:
        1 where something was found that was not put right, else 0.

    Raises:
        InputError: a path, a check or the configuration is wrong.
    """
    gc.disable()  # syntax trees hold no cycles; looking for some takes longer than the checks
    repo = Repo.find(or_git=True)
    settings = read_settings(repo)
    ids = chosen(settings, select, ignore)
    wanted = _files(repo, paths) if paths else None
    outcome = run_checks(repo, ids, settings=settings, paths=wanted)
    if fix:
        from modelwright.checking.fixes import fix as put_right

        fixed = put_right(repo, outcome)
        for line in fixed:
            print(line, file=sys.stderr)  # noqa: T201
        if fixed:
            repo = Repo(repo.root)
            outcome = run_checks(repo, ids, settings=settings, paths=wanted)
    sys.stdout.write(FORMATS[shown_as](repo, outcome))
    return 1 if outcome.reported else 0


def _files(repo: Repo, paths: Sequence[str]) -> list[str]:
    """The files that are named, and those in the folders that are named, relative to the root."""
    found: dict[str, None] = {}
    for path in paths:
        full = Path(path).absolute()
        if not full.exists():
            raise InputError(path, "no such file or folder")
        full = full.parent.resolve() / full.name if full.name != ".." else full.resolve()
        if not full.is_relative_to(repo.root):
            raise InputError(path, f"lies outside the repository {repo.root}")
        below = full.relative_to(repo.root).as_posix()
        if full.is_dir():
            found |= dict.fromkeys(one for one in repo.files if below == "." or one.startswith(f"{below}/"))
        else:
            found[below] = None
    return list(found)
