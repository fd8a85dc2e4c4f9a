"""One page for each check, from the docstring of its module and its test cases, and a page that lists them."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.pages.markdown import code, page, table
from modelwright.checks import Check, all_checks
from tests.checks.examples import MARK, found_in

CASES = "tests/checks/cases"

INTRODUCTION = """\
A check is a fast rule over files: it needs no model and no heavy import. `modelwright check` runs all of them in one
process. The hook `modelwright-check` runs the same at every commit, and the workflow runs it on every pull request.

A finding is one line, `path:line:column: fact [id]`. The id is the name of a page here."""


def pages(root: Path) -> dict[str, str]:
    """`reference/checks/index.md`, and a page for each check."""
    checks = all_checks()
    rows = [[f"[`{one.id}`]({one.id}.md)", one.summary] for one in checks]
    index = page("Checks", "the modules of hooks/modelwright/checks/", INTRODUCTION, table(["Check", "Finds"], rows))
    return {
        "docs/reference/checks/index.md": index,
        **{f"docs/reference/checks/{one.id}.md": _page(root, one) for one in checks},
    }


def _page(root: Path, check: Check) -> str:
    source = f"hooks/modelwright/checks/{check.id.replace('-', '_')}.py and {CASES}/{check.id}/"
    text, heading, reference = check.page.partition("\n## Reference\n")
    return page(check.id, source, text, *_example(root / CASES / check.id, check), heading + reference)


def _example(case: Path, check: Check) -> Iterator[str]:
    """What the check says of its bad case, and how the good case differs from it."""
    yield "## Example"
    with TemporaryDirectory() as folder:
        found = found_in(check.id, "bad", Path(folder))
    yield code("\n".join(found), "text")
    differences = [(path, _difference(case / "bad" / path, case / "good" / path)) for path in _changed(case)]
    shown = [code(text, f'diff title="{path}"') for path, text in differences if text]
    if shown:
        yield "What puts it right:"
        yield from shown


def _changed(case: Path) -> list[str]:
    """The files of the two cases that differ, and are text."""
    paths = {path.relative_to(case / name).as_posix() for name in ("bad", "good") for path in (case / name).rglob("*")}
    return sorted(path for path in paths if _lines(case / "bad" / path) != _lines(case / "good" / path))


def _lines(path: Path) -> list[str]:
    """The lines without the marks, which say what must be found there; none of a file that is not there or not text."""
    if not path.is_file():
        return []
    try:
        return MARK.sub("", path.read_text(encoding="utf-8")).splitlines()
    except UnicodeDecodeError:
        return []


def _difference(bad: Path, good: Path) -> str:
    """The lines to change, with one line around them."""
    lines = list(difflib.unified_diff(_lines(bad), _lines(good), n=1, lineterm=""))[2:]
    shown = ["..." if line.startswith("@@") else line for line in lines if line.strip()]
    return "\n".join(shown).removeprefix("...\n")
