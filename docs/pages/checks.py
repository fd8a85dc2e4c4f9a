"""One page for each check, from the docstring of its module and its test cases, and a page that lists them."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from docs.pages.markdown import code, page, table
from modelwright.checks import Check, all_checks
from modelwright.repo import Repo

CASES = "tests/checks/cases"
# Says in a case what must be found there; the page shows what is found instead.
_MARK = re.compile(r"\s*# finding: .*$", re.MULTILINE)

INTRODUCTION = """\
A check is a fast rule over files: it needs no model and no heavy import. `modelwright check` runs all of them in one
process. The hook `modelwright-check` runs the same at every commit, and the workflow runs it on every pull request.

A finding is one line, `path:line: fact [id]`. The id is the name of a page here."""


def pages(root: Path) -> dict[str, str]:
    """`reference/checks/index.md`, and a page for each check."""
    checks = all_checks()
    rows = [[f"[`{one.id}`]({one.id}.md)", summary(one)] for one in checks]
    index = page("Checks", "the modules of hooks/modelwright/checks/", INTRODUCTION, table(["Check", "Finds"], rows))
    return {
        "docs/reference/checks/index.md": index,
        **{f"docs/reference/checks/{one.id}.md": _page(root, one) for one in checks},
    }


def summary(check: Check) -> str:
    """The first line of a check's docstring: the bad pattern that it names."""
    return check.page.strip().partition("\n")[0]


def _page(root: Path, check: Check) -> str:
    source = f"hooks/modelwright/checks/{check.id.replace('-', '_')}.py and {CASES}/{check.id}/"
    text, heading, reference = check.page.partition("\n## Reference\n")
    return page(check.id, source, text, *_example(root / CASES / check.id, check), heading + reference)


def _example(case: Path, check: Check) -> Iterator[str]:
    """What the check says of its bad case, and how the good case differs from it."""
    yield "## Example"
    found = sorted(check.run(Repo(case / "bad")))
    yield code("\n".join(f"{one.path}:{one.line}: {one.fact} [{check.id}]" for one in found), "text")
    yield "What puts it right:"
    for path in sorted({one.path for one in found}):
        yield code(_difference(case / "bad" / path, case / "good" / path), f'diff title="{path}"')


def _difference(bad: Path, good: Path) -> str:
    """The lines to change, with one line around them."""
    before = _MARK.sub("", bad.read_text(encoding="utf-8")).splitlines()
    after = good.read_text(encoding="utf-8").splitlines()
    lines = list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]
    shown = ["..." if line.startswith("@@") else line for line in lines if line.strip()]
    return "\n".join(shown).removeprefix("...\n")
