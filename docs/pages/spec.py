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
- A bound of `promises.quality` gives `at_least` or `at_most`, one of the two.
- A [metric](#metrics) fits the task."""


def pages(root: Path) -> dict[str, str]:
    """`reference/spec.md`."""
    examples = dict(tables_of(rendered(root, f"{SPEC_NAME}.jinja")))
    blocks = [INTRODUCTION]
    for field in fields(Spec):
        kind = table_of(field.type)
        if kind is None:
            raise TypeError(f"{field.name}: a top-level key of the spec is a table")
        blocks += _section(field.name, kind, level=2)
        if field.name in examples:
            blocks += [code(examples[field.name], "toml")]
    blocks += ["## Rules across keys { #rules }", RULES, "## Metrics { #metrics }", _metrics()]
    return {
        "docs/reference/spec.md": page("The spec", "hooks/modelwright/spec.py and template/model.toml.jinja", *blocks)
    }


def _section(name: str, kind: type[msgspec.Struct], *, level: int) -> Iterator[str]:
    """A table of the spec: what it is, its keys, and the tables inside it."""
    yield f"{'#' * level} `[{name}]` {{ #{name.replace('.', '-')} }}"
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
