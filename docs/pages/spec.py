"""The page of the spec, from the types that load it and the spec that the template renders."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from docs.pages.fields import bounds, default, description, fields, table_of, type_in_words
from docs.pages.markdown import code, docstring, page, table
from docs.pages.template import rendered
from modelwright.reports.words import MEANINGS, NAMES
from modelwright.spec import METRICS, SPEC_NAME, Spec

INTRODUCTION = f"""\
`{SPEC_NAME}` is the only place where a promise is written. Every verb reads it, and refuses a key that is not on this
page: a promise with a misspelt key would be no promise at all. The examples are those of a fresh model repo that was
generated with the default answers.

An editor that reads the `#:schema` comment of the first line completes these keys while you type."""

RULES = """\
- A binary task names the positive class in `data.positive`; no other task does.
- A split by time names its column in `split.column`; a random split does not.
- A column has one role: target, key, protected, numeric feature or categorical feature.
- A leaking column may be written anywhere, so that [`leak-target-feature`](checks/leak-target-feature.md) can find it
  among the features.
- At least one column is a feature.
- `split.group` is for random splits: a split by time has no cut that keeps groups together. It is neither a feature nor
  the target; it may be a key.
- `data.protected_reason` is given where `data.protected` is empty.
- `waivers` and `approvals` are lists: each entry has a header of its own.
- `approvals.of` is a key of the spec, or the path of a page.
- A bound of `promises.quality` gives `at_least` or `at_most`, one of the two.
- A [metric](#metrics) fits the task."""

# The tables of which there may be several, and an example of each: a fresh model repo has none.
SEVERAL = {
    "waivers": """\
[[waivers]]
lifts = "large-file"
path = "data/history.csv"
reason = "The rows move to the object store in spring."
approver = "Ada Example"
expires = 2026-09-30""",
    "approvals": """\
[[approvals]]
of = "promises.quality.roc_auc"
by = "Ada Example"
role = "head of credit risk"
note = "The new customers are harder to tell apart: see docs/decisions/0004-new-market.md."
on = 2026-03-02""",
}


def pages(root: Path) -> dict[str, str]:
    """`reference/spec.md`."""
    examples = dict(tables_of(rendered(root, f"{SPEC_NAME}.jinja")))
    blocks = [INTRODUCTION]
    for field in fields(Spec):
        kind = table_of(field.type)
        if kind is None:
            raise TypeError(f"{field.name}: a top-level key of the spec is a table")
        blocks += _section(field.name, kind, level=2)
        if example := examples.get(field.name) or SEVERAL.get(field.name):
            blocks += [code(example, "toml")]
    blocks += ["## Rules across keys { #rules }", RULES, "## Metrics { #metrics }", _metrics()]
    sources = "hooks/modelwright/spec/tables.py and template/model.toml.jinja"
    return {"docs/reference/spec.md": page("The spec", sources, *blocks)}


def _section(name: str, kind: type[msgspec.Struct], *, level: int) -> Iterator[str]:
    """A table of the spec: what it is, its keys, and the tables inside it."""
    header = f"[[{name}]]" if name in SEVERAL else f"[{name}]"
    yield f"{'#' * level} `{header}` {{ #{name.replace('.', '-')} }}"
    yield docstring(kind)
    rows = []
    inner: list[tuple[str, type[msgspec.Struct]]] = []
    for field in fields(kind):
        found = table_of(field.type)
        path = f"{name}.{field.name}"
        shown = f"[`{field.name}`](#{path.replace('.', '-')})" if found else f"`{field.name}`"
        rows.append([shown, _type(field), default(field), description(field)])
        inner += [(path, found)] if found else []
    yield table(["Key", "Type", "Default", "Meaning"], rows)
    for path, found in inner:
        yield from _section(path, found, level=level + 1)


def _type(field: msgspec.inspect.Field) -> str:
    words = type_in_words(field.type).replace("metric", "[metric](#metrics)")
    return ", ".join(filter(None, [words, bounds(field.type)]))


def tables_of(text: str) -> Iterator[tuple[str, str]]:
    """The top-level tables of a TOML document: the name, and the text with the tables inside it."""
    for part in re.split(r"^(?=\[[^].]+\])", text, flags=re.MULTILINE):
        if header := re.match(r"\[([^].]+)\]", part):
            yield header[1], part.strip()


def _metrics() -> str:
    rows = [
        [f"`{name}`", task, f"{NAMES[name]}. {MEANINGS[name]}"] for task, names in METRICS.items() for name in names
    ]
    return table(["Metric", "Task", "Meaning"], rows)
