"""Runs checks over a repository: every file is opened once, handed to the checks that want it, and let go."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from msgspec import Struct

from modelwright.allowances import MARK, Allowances
from modelwright.checking.settings import Settings
from modelwright.checks import Check, check_ids, load
from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable, opened

TOO_DEEP = "is nested too deeply to be checked"


class Reported(Struct, frozen=True, order=True):
    """A finding, and the check that made it."""

    finding: Finding
    check: str


class Outcome(Struct, frozen=True):
    """What a run of the checks came to.

    Args:
        reported: the findings that nothing lifts, by place.
        checks: the ids of the checks that were run.
        files: how many files were looked at.
        lifted: which findings, by check and path, an allowance, a waiver or the configuration lifts.
    """

    reported: list[Reported]
    checks: list[str]
    files: int
    lifted: frozenset[tuple[str, str]]


def run_checks(
    repo: Repo, ids: Sequence[str], *, settings: Settings | None = None, paths: Sequence[str] | None = None
) -> Outcome:
    """Run checks.

    Args:
        repo: the repository.
        ids: the checks to run.
        settings: those of the repository.
        paths: look at these files only, and report nothing outside them; the whole repository by default.
    """
    settings = settings or Settings()
    checks = [load(one) for one in ids]
    allowances = Allowances.of(repo)
    looked_at = [path for path in (repo.files if paths is None else paths) if settings.looks_at(path)]
    of_files = [one for one in checks if _kinds(one)]
    found: list[Reported] = []
    for path in looked_at:
        found += _in_file(opened(repo, path), of_files, allowances)
    for one in checks:
        if Repo in one.wants and (paths is None or _reads_any(one, looked_at)):
            found += (Reported(finding, one.id) for finding in _guarded(one, repo))
            allowances.ran.add(one.id)
    allowances.ran.update(one.id for one in of_files if Repo not in one.wants)
    allowances.known, allowances.whole = check_ids(), paths is None
    within = set(looked_at)
    if paths is not None:
        found = [one for one in found if one.finding.path in within]
    else:
        found = [one for one in found if settings.looks_at(one.finding.path)]
    _read_rest(repo, allowances, {one.finding.path for one in found} - within)
    return _judged(found, checks, settings, allowances, len(looked_at))


def _judged(
    found: list[Reported], checks: list[Check], settings: Settings, allowances: Allowances, files: int
) -> Outcome:
    """Leave out what is lifted, and then ask what lifts nothing."""
    kept, lifted = [], set()

    def sort_out(reports: Iterable[Reported]) -> None:
        for one in sorted(set(reports)):
            if settings.ignores(one.check, one.finding.path) or allowances.lift(one.check, one.finding):
                lifted.add((one.check, one.finding.path))
            else:
                kept.append(one)

    sort_out(found)
    sort_out(Reported(f, one.id) for one in checks if Allowances in one.wants for f in one.run(allowances))
    return Outcome(sorted(kept), [one.id for one in checks], files, frozenset(lifted))


def _kinds(check: Check) -> list[type[File]]:
    """The kinds of files that it wants, one at a time."""
    return [kind for kind in check.wants if issubclass(kind, File)]


def _reads_any(check: Check, paths: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for path in paths for pattern in check.reads)


def _in_file(sources: list[File], checks: list[Check], allowances: Allowances) -> Iterator[Reported]:
    first = sources[0]
    try:
        text = first.text if first.is_text else ""
        if MARK in text:
            allowances.read(sources[-1])
    except Unreadable:
        text = ""
    for check in checks:
        if check.mentions and not any(word in text for word in check.mentions):
            continue
        for kind in _kinds(check):
            source = next((one for one in sources if isinstance(one, kind)), None)
            if source is not None:
                for finding in _guarded(check, source):
                    yield Reported(finding, check.id)


def _guarded(check: Check, source: File | Repo) -> Iterator[Finding]:
    """What a check finds. What cannot be read is for the check `unreadable-file` to say, once for all checks."""
    try:
        yield from check.run(source)
    except Unreadable:
        return
    except RecursionError:
        if isinstance(source, File):
            yield source.finding(TOO_DEEP)


def _read_rest(repo: Repo, allowances: Allowances, paths: set[str]) -> None:
    """The comments of files that only a check of the whole repository found something in."""
    for path in sorted(paths):
        try:
            sources = opened(repo, path)
            if sources[0].is_text:
                allowances.read(sources[-1])
        except Unreadable:
            continue
