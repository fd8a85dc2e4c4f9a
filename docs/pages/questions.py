"""The page of the questions, from `copier.yml` and the template."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment

from docs.pages.markdown import page, sentence, table
from docs.pages.template import answers, asked, comments, copier_yml, decided_by, derived, holders, is_team

INTRODUCTION = """\
Copier asks these questions when a model repo is generated, and records the answers in `.copier-answers.yml`. Every
question has a default, so `--defaults` asks nothing. `--data QUESTION=ANSWER` answers one beforehand; `copier update
--data QUESTION=ANSWER` changes an answer later.

An answer that is changed later reaches the files that an update may touch. The files of the team are written once:
there you make the change yourself. See [Ownership](../ownership.md)."""


def pages(root: Path) -> dict[str, str]:
    """`reference/questions.md`."""
    copier = copier_yml(root)
    blocks = [INTRODUCTION]
    blocks += [table(["Question", "Asks", "Default"], _overview(copier))]
    for name in asked(copier):
        blocks += _question(root, copier, name)
    blocks += [
        "## Derived values",
        "Computed from the answers. They are never asked and never recorded.",
        table(["Value", "What it is", "With the default answers"], _derived(root, copier)),
    ]
    return {"docs/reference/questions.md": page("Questions", "copier.yml", *blocks)}


def _overview(copier: dict[str, Any]) -> Iterator[list[str]]:
    values = answers(copier)
    for name, body in asked(copier).items():
        yield [f"[`{name}`](#{name})", body["help"], f"`{values[name]}`"]


def _question(root: Path, copier: dict[str, Any], name: str) -> Iterator[str]:
    body = asked(copier)[name]
    yield f"## `{name}` {{ #{name} }}"
    yield sentence(body["help"])
    if "choices" in body:
        yield table(["Answer", "Meaning"], _choices(copier, name))
    else:
        yield f"**Default.** {_default(copier, name)}"
    if allowed := _allowed(body.get("validator", "")):
        yield f"**Allowed.** {allowed}"
    if decided := decided_by(copier, name):
        yield f"**Decides whether these exist.** {_paths(decided)}"
    holding = holders(root, copier, name)
    kept = [path for path in holding if not is_team(copier, path)]
    once = [path for path in holding if is_team(copier, path)]
    yield f"**Kept up to date in.** {_paths(kept)}"
    if once:
        yield f"**Written once into.** {_paths(once)}"


def _choices(copier: dict[str, Any], name: str) -> Iterator[list[str]]:
    """Each answer. Copier shows only the label, so a label may begin with the answer itself."""
    usual = answers(copier)[name]
    for label, value in asked(copier)[name]["choices"].items():
        yield [f"`{value}`{' (default)' if value == usual else ''}", sentence(label.removeprefix(f"{value} - "))]


def _default(copier: dict[str, Any], name: str) -> str:
    """The default; for each task, where it depends on the task."""
    if "task" not in str(asked(copier)[name]["default"]):
        return f"`{answers(copier)[name]}`"
    tasks = asked(copier)["task"]["choices"].values()
    return "Depends on the task:\n\n" + "\n".join(f"- {task}: `{answers(copier, task=task)[name]}`" for task in tasks)


def _allowed(validator: str) -> str:
    """The rule that the messages of a validator state: those that say what to use."""
    tokens = Environment(autoescape=True).lex(validator)
    texts = [text[1:-1] for _, kind, text in tokens if kind == "string"]
    return " ".join(sentence(text.removeprefix("Use ")) for text in texts if text.startswith("Use "))


def _paths(paths: list[str]) -> str:
    return ", ".join(f"`{path}`" for path in paths) + "."


def _derived(root: Path, copier: dict[str, Any]) -> Iterator[list[str]]:
    values = answers(copier)
    comments_above_keys = comments(root)
    for name, body in derived(copier).items():
        what = comments_above_keys.get(name) or f"`{' '.join(str(body['default']).split())}`"
        value = values.get(name, "")
        shown = f"{len(value.split())} names" if name == "reserved" else f"`{value}`" if value else ""
        yield [f"`{name}`", what, shown]
