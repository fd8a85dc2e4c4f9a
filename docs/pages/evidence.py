"""The page of the evidence, from the types of the files under `reports/`."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from docs.pages.evidence_words import WORDS as SHARED
from docs.pages.fields import bare, description, fields, table_of, type_in_words
from docs.pages.markdown import docstring, page, sentence, table
from docs.pages.words import THEMES
from modelwright.evidence import (
    DIGITS,
    Record,
    behaviour,
    calibration,
    comparison,
    decision,
    efficiency,
    estimate,
    evaluation,
    fairness,
    holdout,
    importance,
    leaks,
    learning,
    privacy,
    record,
    remedies,
    reproducibility,
    robustness,
    slices,
    training,
    validation,
)

THEMES_OF_EVIDENCE = (
    comparison,
    slices,
    fairness,
    calibration,
    decision,
    behaviour,
    robustness,
    leaks,
    reproducibility,
    efficiency,
    privacy,
    importance,
    learning,
    remedies,
)
MODULES = (record, validation, training, evaluation, estimate, holdout, *THEMES_OF_EVIDENCE)

WORDS = SHARED | {name: words for theme in THEMES for name, words in theme.FIELDS.items()}

INTRODUCTION = """\
Evidence says what was measured, on what, by which commit. It is committed, so the diff of a pull request shows how the
model changed, and every page and every [gate](gates.md) reads it; nothing is recomputed from the model.

The same inputs give the same bytes: no file holds a time or a path of a machine. Numbers have at most {digits} digits
after the point. A file is written whole or not at all, so a run that is killed leaves the last good one.

Each file ends with a `digest` of its other keys, whatever their layout. It is a checksum, and no security: who wants to
forge evidence can make it anew, and CI, which measures again, is what guards against that. A file that does not add up
to its digest is refused by every verb and found by [`evidence-edited`](checks/evidence-edited.md)."""


def pages(_root: Path) -> dict[str, str]:
    """`reference/evidence.md`."""
    kinds = records()
    files = [kind for kind in kinds if "fingerprints" in kind.__struct_fields__]
    overview = [[f"[`{path(kind)}`](#{kind.__name__.lower()})", docstring(kind)] for kind in files]
    blocks = [INTRODUCTION.format(digits=DIGITS), table(["File", "Says"], overview)]
    for kind in files:
        blocks += _section(kind, f"`{path(kind)}`")
    blocks += ["## Inside the files { #inside }"]
    for kind in kinds:
        if kind not in files:
            blocks += _section(kind, kind.__name__, level=3)
    return {"docs/reference/evidence.md": page("Evidence", "hooks/modelwright/evidence", *blocks)}


def records() -> list[type[Record]]:
    """Every type of evidence: the parts that files share, then those of the stages in their order."""
    found = [one for module in MODULES for one in vars(module).values() if isinstance(one, type)]
    return [one for one in dict.fromkeys(found) if issubclass(one, Record) and one is not Record]


def path(kind: type[Record]) -> str:
    """The file that holds evidence of a kind."""
    return f"reports/{kind.__name__.lower()}.json"


def _section(kind: type[Record], title: str, *, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {title} {{ #{kind.__name__.lower()} }}"
    yield docstring(kind)
    rows = [[f"`{one.name}`", _type(one), meaning(kind, one)] for one in fields(kind)]
    yield table(["Field", "Type", "Meaning"], rows)


def _type(field: msgspec.inspect.Field) -> str:
    inner = table_of(field.type)
    if inner is None:
        words = type_in_words(field.type)
        nothing = isinstance(bare(field.type), msgspec.inspect.UnionType)
        return f"{words}, or nothing" if nothing else words
    link = f"[{inner.__name__}](#{inner.__name__.lower()})"
    return f"list of {link}" if isinstance(bare(field.type), msgspec.inspect.VarTupleType) else link


def meaning(kind: type[Record], field: msgspec.inspect.Field) -> str:
    """What a field means: what its type says of it, or else the words beside this page.

    Raises:
        KeyError: neither says anything.
    """
    return sentence(description(field) or WORDS[f"{kind.__name__}.{field.name}"])
