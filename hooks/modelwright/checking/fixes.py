"""Puts right what needs no person to decide."""

from modelwright.checking.runner import Failure, Outcome, failed
from modelwright.checks import Check, load
from modelwright.errors import InputError
from modelwright.files import replace_whole
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable, opened
from modelwright.sources.opening import read


def fix(repo: Repo, outcome: Outcome) -> tuple[list[str], list[Failure]]:
    """Write the files anew that a check can put right, whole or not at all.

    Where a finding of a check in a file is lifted on purpose, that check leaves the file alone. Each fix starts from
    what the one before it has written, so that two of them cannot undo each other.

    Returns:
        One line for each file and check, and the fixes that failed.

    Raises:
        InputError: a file may not be written.
    """
    done, failures = [], []
    for check_id, path in sorted({(one.check, one.finding.path) for one in outcome.reported}):
        check = load(check_id)
        if check.fix is None or (check_id, path) in outcome.lifted:
            continue
        try:
            if _put_right(check, repo, path):
                done.append(f"{repo.shown(path)}: fixed [{check_id}]")
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - a fix that fails must not stop the others
            failures.append(Failure(check_id, path, f"cannot fix it: {failed(error)}"))
    return done, failures


def _put_right(check: Check, repo: Repo, path: str) -> bool:
    """Whether there was something to write."""
    wanted = (source for source in [*opened(repo, path), Repo(repo.root)] if isinstance(source, check.wants))
    source = next(wanted, None)
    try:
        content = check.fix(source).get(path) if check.fix and source is not None else None
        before = File(repo, path).raw
    except Unreadable:
        return False
    if content is None or content == before:
        return False
    if _is_readable(repo, path, before) and not _is_readable(repo, path, content):
        raise ValueError(path)  # a file that was sound must not be broken
    replace_whole(repo.root / path, content)
    return True


def _is_readable(repo: Repo, path: str, content: bytes) -> bool:
    """Whether a file with this content would be what its name says."""
    sources = opened(repo, path)
    for source in sources:
        source.__dict__.update(size=len(content), raw=content)
    try:
        for source in sources:
            read(source)
    except Unreadable:
        return False
    return True
