"""One page for each check, from the docstring of its module and its test cases, and a page that lists them."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.pages.markdown import code, page, table
from modelwright.checks import Check, Family, all_checks
from tests.checks.examples import MARK, found_in

CASES = "tests/checks/cases"

INTRODUCTION = """\
A check is a fast rule over files: it needs no model and no heavy import. `modelwright check` runs all of them in one
process. The hook `modelwright-check` runs the same on what a commit changes, and the workflow on the whole repository.

A finding is one line, `path:line:column: fact [id]`; in a notebook, `path:cell 3:line:column`. The id is the name of a
page here. How to select, allow, waive and fix is in [Checks](../../checks.md)."""

# What the checks of a family have in common.
FAMILIES: dict[Family, str] = {
    "leakage": """\
## Leakage

The evaluation is of rows, or of knowledge, that the model has seen. These checks follow the data through the code:
across assignments, functions of the same file, the cells of a notebook and the steps of a pipeline.""",
    "reproducibility": """\
## Reproducibility and safety

The same code gives another result tomorrow, on another machine, or for somebody else; or it hides that it failed.""",
    "privacy": """\
## Data and privacy

Something lies in the repository that must not, or whose right to be there nobody wrote down.""",
    "spec": """\
## The spec and the evidence

What `model.toml` promises, what its risk tier requires, and what the files under `reports/` say was measured.""",
    "standard": """\
## The standard

A file that the kit keeps was changed, or the pins of the kit and of CI do not hold together.""",
    "files": """\
## Files and allowances

What stands in the way of checking at all.""",
}


def pages(root: Path) -> dict[str, str]:
    """`reference/checks/index.md`, and a page for each check."""
    checks = all_checks()
    index = page("Checks", "the modules of hooks/modelwright/checks/", INTRODUCTION, *_families(checks))
    return {
        "docs/reference/checks/index.md": index,
        **{f"docs/reference/checks/{one.id}.md": _page(root, one) for one in checks},
    }


def _families(checks: list[Check]) -> Iterator[str]:
    for family, words in FAMILIES.items():
        yield words
        rows = [[f"[`{one.id}`]({one.id}.md)", one.summary] for one in checks if one.family == family]
        yield table(["Check", "Finds"], rows)


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
