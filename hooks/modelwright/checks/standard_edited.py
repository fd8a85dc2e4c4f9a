"""A file of the standard was edited or deleted.

## What it does

Compares each file whose [ownership](../../ownership.md) is `standard` with what the recorded version of the kit renders
for the recorded answers, and names the lines that differ. A file that is missing is reported as well. Line ends do not
count, and neither do the pins: those are for [`pin-disagreement`](pin-disagreement.md). Which secret is handed over as
`connection` is yours to say: any one, by its name.

The library knows what its own version renders. Where `.copier-answers.yml` records another one, it says nothing.

## Why it matters

The standard is worth something because it is the same everywhere: whoever reviews, audits or repairs a repository
relies on its hooks and jobs. And the edit does not last: the next update replaces the file, without a conflict.

## How to fix it

Undo the edit with `git restore`, or bring a file back with `uvx copier update --vcs-ref :current:`. What differs
between teams has a place of its own, which [Ownership](../../ownership.md) names: settings in `model.toml` and
`pyproject.toml`, jobs in a workflow beside, hooks in a second configuration.

If the standard itself should change, change it for everybody: edit the same file under `template/` in the kit, and open
a pull request that says which models need it and why.
"""

from collections.abc import Iterator, Sequence

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import File, Unreadable
from modelwright.standard.answers import Answers
from modelwright.standard.installed import is_running, shown
from modelwright.standard.rendering import Line, expected_files, named

FAMILY = "standard"
READS = (".copier-answers.yml", ".github/workflows/*", ".modelwright/*", ".pre-commit-config.yaml")
# A comparison takes the product of the two lengths, so what is longer is reported as a whole.
_LONG = 2_000


def check(repo: Repo) -> Iterator[Finding]:
    """Each passage of a standard file that differs from what is rendered, and each such file that is missing."""
    answers = Answers.of(repo)
    if answers is None:
        return
    found = [one for path, lines in expected_files(answers) for one in _differences(repo, path, lines, answers)]
    if found and is_running(answers.version):
        yield from found


def _differences(repo: Repo, path: str, expected: list[Line], answers: Answers) -> Iterator[Finding]:
    version = shown(answers.version)
    file = File(repo, path)
    try:
        lines = file.lines
    except Unreadable as error:
        if not file.full_path.is_file():
            yield file.finding(f"is missing, and {version} renders it")
        else:
            yield file.finding(f"{error.fact}, and {version} renders it")
        return
    if lines[-1] == "":  # the last line feed ends a line, and begins none
        lines = lines[:-1]
    for first, last, place, end in _passages([line.name for line in expected], named(lines, expected)):
        yield _finding(file, lines[place:end], expected[first:last], place, version)


def _finding(file: File, there: Sequence[str], missing: Sequence[Line], place: int, version: str) -> Finding:
    """What to say of lines that stand in the place of others; there may be none of either."""
    first, last = place + 1, place + len(there)
    if not there:
        what = f"'{missing[0].text.strip()}', which" if len(missing) == 1 else f"{len(missing)} lines that"
        where = f"after line {place}" if place else "before line 1"
        return file.finding(f"lacks {what} {version} renders {where}", max(place, 1))
    lines, differ, are = ("line {}", "differs", "is") if first == last else ("lines {}-{}", "differ", "are")
    fact = f"{differ} from what {version} renders" if missing else f"{are} not in what {version} renders"
    return file.finding(f"{lines.format(first, last)} {fact}", first, last_line=last)


def _passages(expected: list[str], found: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two files differ: from and to in the one, from and to in the other."""
    start = 0
    while start < min(len(expected), len(found)) and expected[start] == found[start]:
        start += 1
    end = 0
    while end < min(len(expected), len(found)) - start and expected[-1 - end] == found[-1 - end]:
        end += 1
    one, other = expected[start : len(expected) - end], found[start : len(found) - end]
    if not one and not other:
        return
    if len(one) + len(other) > _LONG:
        yield start, start + len(one), start, start + len(other)
        return
    import difflib

    for tag, *places in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            first, last, place, to = (start + number for number in places)
            yield first, last, place, to
