"""Puts right what needs no person to decide."""

from collections.abc import Iterator

from modelwright.checking.runner import Outcome
from modelwright.checks import Check, load
from modelwright.files import replace_whole
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable, opened


def fix(repo: Repo, outcome: Outcome) -> list[str]:
    """Write the files anew that a check can put right, whole or not at all.

    Where a finding of a check in a file is lifted on purpose, that check leaves the file alone.

    Returns:
        One line for each file and check.
    """
    done = []
    for check_id, path in sorted({(one.check, one.finding.path) for one in outcome.reported}):
        check = load(check_id)
        if check.fix is None or (check_id, path) in outcome.lifted:
            continue
        for changed, content in _contents(check, repo, path):
            replace_whole(repo.root / changed, content)
            done.append(f"{repo.shown(changed)}: fixed [{check_id}]")
    return list(dict.fromkeys(done))


def _contents(check: Check, repo: Repo, path: str) -> Iterator[tuple[str, bytes]]:
    sources: list[File | Repo] = [*opened(repo, path), Repo(repo.root)]
    for source in sources:
        if check.fix is not None and any(isinstance(source, kind) for kind in check.wants):
            try:
                fixed = check.fix(source)
            except Unreadable:
                continue
            yield from ((name, content) for name, content in fixed.items() if name == path)
            return
