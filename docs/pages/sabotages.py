"""The page of the sabotages, from the catalogue that the tests of the kit run."""

from pathlib import Path

from docs.pages.gates import GATES, anchor
from docs.pages.markdown import page, table
from modelwright.checks import check_ids
from tests.controls.catalogue import catalogue

INTRODUCTION = """\
A gate that cannot fail protects nobody. Each line of this table is a small change of a model repo or of its rows that
makes it worse. The tests of the kit make every one of them in a repository that kept all its promises, run what a team
would run next, and require that it is stopped by the gate, check or expectation that names the cause. The repository
without the change must pass.

Those in bold are the seven that were injected into other templates, most of which let most of them pass."""


def pages(_root: Path) -> dict[str, str]:
    """`reference/sabotages.md`."""
    known = set(check_ids())
    rows = []
    for one in catalogue():
        name = f"**{one.name}**" if one.let_pass_elsewhere else one.name
        rows.append([name, one.why, _catcher(one.caught_by, known)])
    made = f"{len(rows)} sabotages, all caught."
    blocks = (INTRODUCTION, made, table(["What goes wrong", "How it comes about", "Caught by"], rows))
    return {"docs/reference/sabotages.md": page("Sabotages", "tests/controls/catalogue/", *blocks)}


def _catcher(name: str, checks: set[str]) -> str:
    """The id with a link to its page; an expectation has none here."""
    if name.startswith("expect_"):
        return f"`{name}`"
    if name in checks:
        return f"[`{name}`](checks/{name}.md)"
    family = next((one for one in GATES if one == name or (one.endswith("*") and name.startswith(one[:-1]))), None)
    if family is None:
        raise KeyError(f"{name} is neither a check nor a gate")
    return f"[`{name}`](gates.md#{anchor(family)})"
