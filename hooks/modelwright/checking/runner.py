"""Runs checks over a repository: every file is opened once, handed to the checks that want it, and let go."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from modelwright.allowances import MARK, Allowances
from modelwright.checking.settings import Settings
from modelwright.checks import Check, check_ids, load
from modelwright.errors import InputError
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable, is_like, opened

TOO_DEEP = "is nested too deeply to be checked"
UNREADABLE = "unreadable-file"


class Reported(NamedTuple):
    """A finding, and the check that made it."""

    finding: Finding
    check: str


class Failure(NamedTuple):
    """A check that failed itself: a defect of ours, not a finding.

    Args:
        check: its id.
        path: the file that it looked at; empty where that was the repository.
        fact: the kind of error and where it arose, and not its text, which may quote the file.
    """

    check: str
    path: str
    fact: str


class Outcome(NamedTuple):
    """What a run of the checks came to.

    Args:
        reported: the findings that nothing lifts, by place.
        checks: the ids of the checks that were run.
        files: how many files were looked at.
        lifted: which findings, by check and path, an allowance, a waiver or the configuration lifts.
        failures: checks that failed themselves.
    """

    reported: list[Reported]
    checks: list[str]
    files: int
    lifted: frozenset[tuple[str, str]]
    failures: tuple[Failure, ...] = ()


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
    looked_at = [path for path in (repo.files if paths is None else paths) if settings.looks_at(path)]
    run = _Run(repo, [load(one) for one in ids])
    for path in looked_at:
        run.file(path)
    for one in run.checks:
        if Repo in one.wants and (paths is None or _reads_any(one, looked_at)):
            run.repository(one)
    run.allowances.ran.update(one.id for one in run.of_files if Repo not in one.wants)
    run.allowances.known, run.allowances.whole = check_ids(), paths is None
    within = set(looked_at)
    if paths is not None:
        run.found = [one for one in run.found if one.finding.path in within]
    else:
        run.found = [one for one in run.found if settings.looks_at(one.finding.path)]
    run.read_allowances_of({one.finding.path for one in run.found} - within)
    reported, lifted = _judged(run, settings)
    return Outcome(reported, list(ids), len(looked_at), lifted, tuple(dict.fromkeys(run.failures)))


def _judged(run: "_Run", settings: Settings) -> tuple[list[Reported], frozenset[tuple[str, str]]]:
    """Leave out what is lifted, and then ask what lifts nothing."""
    kept: list[Reported] = []
    lifted: set[tuple[str, str]] = set()

    def sort_out(reports: Iterable[Reported]) -> None:
        for one in sorted(set(reports)):
            if run.allowances.lift(one.check, one.finding) or settings.ignores(one.check, one.finding.path):
                lifted.add((one.check, one.finding.path))
            else:
                kept.append(one)

    sort_out(run.found)
    sort_out(
        Reported(finding, one.id)
        for one in (run.checks if run.allowances else ())
        if Allowances in one.wants
        for finding in one.run(run.allowances)
        if settings.looks_at(finding.path)
    )
    return sorted(kept), frozenset(lifted)


class _Run:
    """One run while it goes on."""

    def __init__(self, repo: Repo, checks: list[Check]) -> None:
        self.repo = repo
        self.checks = checks
        self.of_files = [one for one in checks if _kinds(one)]
        self.allowances = Allowances.of(repo)
        self.found: list[Reported] = []
        self.failures: list[Failure] = []
        self._ids = {one.id for one in checks}
        # Held until the next file: letting go of the only one would take time, and the end of the program does not.
        self._sources: list[File] = []
        self._by_kinds: dict[tuple[type[File], ...], list[tuple[Check, list[int]]]] = {}

    def file(self, path: str) -> None:
        """Hand a file to the checks that want it."""
        self._sources = sources = opened(self.repo, path)
        text = self._text(sources)
        for check, indices in self._wanting(sources):
            if check.mentions and not any(word in text for word in check.mentions):
                continue
            for index in indices:
                self._run(check, sources[index], path)

    def repository(self, check: Check) -> None:
        """Hand the repository to a check."""
        if self._run(check, self.repo, ""):
            self.allowances.ran.add(check.id)

    def read_allowances_of(self, paths: Iterable[str]) -> None:
        """Take up the comments of files that only a check of the whole repository found something in."""
        for path in sorted(paths):
            self._text(opened(self.repo, path))

    def _text(self, sources: list[File]) -> str:
        """The text of a file, and none of what is not text; takes up its comments."""
        try:
            if not sources[0].is_text:
                return ""
            text = sources[-1].text
            if MARK in text:
                self.allowances.read(sources[-1])
        except Unreadable:
            return ""
        return text

    def _wanting(self, sources: list[File]) -> list[tuple[Check, list[int]]]:
        """The checks that want one of these, and which: for each kind the first, as a script is a `File` and `Code`."""
        key = tuple(type(one) for one in sources)
        if key not in self._by_kinds:
            self._by_kinds[key] = [
                (check, sorted(indices))
                for check in self.of_files
                if (indices := {i for kind in _kinds(check) if (i := _first(key, kind)) is not None})
            ]
        return self._by_kinds[key]

    def _run(self, check: Check, source: File | Repo, path: str) -> bool:
        """Run a check on something; whether it could look at all of it."""
        try:
            # One at a time, so that what was found before a failure is not lost.
            for finding in check.run(source):
                self.found.append(Reported(finding, check.id))
        except Unreadable:
            # The check `unreadable-file` says so, once for all checks.
            self.allowances.unread.add(path)
            return False
        except RecursionError:
            self.allowances.unread.add(path)
            if not path:
                self.failures.append(Failure(check.id, path, TOO_DEEP))
            elif UNREADABLE in self._ids:
                self.found.append(Reported(Finding(path, 1, TOO_DEEP), UNREADABLE))
            return False
        except Exception as error:  # noqa: BLE001 - a check that fails must not stop the others
            self.allowances.unread.add(path)
            # Where the spec cannot be read, the check `spec-invalid` says so.
            if not (isinstance(error, InputError) and error.place.endswith(SPEC_NAME)):
                self.failures.append(Failure(check.id, path, failed(error)))
            return False
        return True


def failed(error: BaseException) -> str:
    """The kind of error, and the line of ours at which it arose."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").startswith("modelwright."):
            module = trace.tb_frame.f_globals["__name__"].removeprefix("modelwright.")
            place = f" in {module.replace('.', '/')}.py, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


def _kinds(check: Check) -> list[type[File]]:
    """The kinds of files that it wants, one at a time."""
    return [kind for kind in check.wants if issubclass(kind, File)]


def _first(found: Sequence[type[File]], wanted: type[File]) -> int | None:
    return next((index for index, kind in enumerate(found) if issubclass(kind, wanted)), None)


def _reads_any(check: Check, paths: Iterable[str]) -> bool:
    return any(is_like(path, check.reads) for path in paths)
