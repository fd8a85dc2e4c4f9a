"""The cases of the checks: small repositories that are the examples on the pages and in the tests.

`cases/<id>/good` and `cases/<id>/bad` are two of them. Where a line can hold a comment, `# finding: FACT` at its end
says what must be found there (`<!-- finding: FACT -->` in Markdown). For other files, `cases/<id>/findings.txt` does,
in the words in which `modelwright check` prints it. A folder `cases/<id>/base` is what the main branch holds before.
"""

import re
import shutil
from pathlib import Path

from modelwright.checking.formats import text
from modelwright.checking.runner import run_checks
from modelwright.checks import check_ids
from modelwright.repo import Repo
from tests.repos import commit_all, git

CASES = Path(__file__).with_name("cases")
MARK = re.compile(r"\s*(?:#|//|<!--) finding: (?P<fact>.*?)(?: -->)?$", re.MULTILINE)


def marked(check: str, case: str) -> list[str]:
    """What must be found: `path:line: fact [id]`, without the column."""
    found = set()
    folder = CASES / check / case
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            if match := MARK.search(line):
                found.add(f"{path.relative_to(folder).as_posix()}:{number}: {match['fact']} [{check}]")
    listed = CASES / check / "findings.txt"
    if case == "bad" and listed.is_file():
        found |= set(listed.read_text(encoding="utf-8").splitlines())
    return sorted(found)


def found_in(check: str, case: str, folder: Path) -> list[str]:
    """What is found in a copy of a case that is made in `folder`, as `marked` gives it."""
    repo = Repo(lay_out(check, case, folder))
    outcome = run_checks(repo, check_ids())
    shown = [one for one in outcome.reported if one.check == check]
    lines = text(repo, type(outcome)(shown, outcome.checks, outcome.files, outcome.lifted)).splitlines()
    plain = [line.removeprefix(f"{repo.root}/") for line in lines]
    return sorted(re.sub(r"^(?P<place>.*?:\d+):\d+: ", r"\g<place>: ", line) for line in plain)


def lay_out(check: str, case: str, folder: Path) -> Path:
    """A copy of a case, as a repository; on a branch of its own where there is something before it."""
    root = folder / case
    base = CASES / check / "base"
    if base.is_dir():
        shutil.copytree(base, root, copy_function=shutil.copyfile)
        commit_all(root, "Before")
        git(root, "switch", "--quiet", "--create", "change")
    # Without their times: a file of equal size and equal time is unchanged to git.
    shutil.copytree(CASES / check / case, root, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return root
