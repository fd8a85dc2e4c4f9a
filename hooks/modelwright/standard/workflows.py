"""Workflows that call others: what the called one takes and asks for, and who calls it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from modelwright.repo import Repo
from modelwright.sources import Unreadable, Yaml, items
from modelwright.standard.answers import Answers, kit_slug
from modelwright.standard.installed import is_running
from modelwright.standard.nodes import Fields, fields, text_of, value_of
from modelwright.standard.permissions import Permissions, stated, widest

FOLDER = ".github/workflows/"
# Written by docs/generate.py from the workflows that the kit lends.
LENT = Path(__file__).with_name("lent.json")
WORKFLOW = r"\.github/workflows/[^/]+\.ya?ml"
_USES = r"(?:(?P<slug>[^/@\s]+/[^/@\s]+)|\.)/(?P<path>\.github/workflows/[^@\s]+)(?:@(?P<ref>\S+))?"


class Uncallable(Exception):  # noqa: N818 - an outcome that a check reports, not an error of the program
    """There is no such workflow, or it may not be called."""


class Input(Struct, frozen=True):
    """An input that a called workflow takes."""

    type: str = ""
    required: bool = False


class Contract(Struct, frozen=True):
    """What a called workflow takes, and what it asks for.

    Args:
        inputs: by name.
        secrets: by name, and whether it must be handed over.
        permissions: what the workflow and all its jobs ask for, the widest of each.
    """

    inputs: dict[str, Input]
    secrets: dict[str, bool]
    permissions: Permissions


class Call(Struct, frozen=True):
    """A job that calls a workflow.

    Args:
        job: its id.
        fields: what it says.
        uses: the node that names the called workflow.
        slug: the repository of that; empty where it is the same one.
        path: of the workflow, in that repository.
        ref: the version of that repository; empty where none is named.
    """

    job: str
    fields: Fields
    uses: Any
    slug: str
    path: str
    ref: str

    @property
    def name(self) -> str:
        """The called workflow, as a person calls it."""
        return self.path.removeprefix(FOLDER)

    def value(self, key: str) -> Any:
        """The node of what the job says under a key, or None."""
        return value_of(self.fields, key)


def is_workflow(path: str) -> bool:
    """Whether GitHub reads a file as a workflow."""
    return re.fullmatch(WORKFLOW, path) is not None


def workflow(file: Yaml) -> Fields:
    """What a workflow says at its top; nothing where the file is none."""
    return fields(file.node) if is_workflow(file.path) else {}


def jobs(top: Fields) -> Iterator[tuple[str, Fields]]:
    """Each job of a workflow, and what it says."""
    for job, (_, node) in fields(value_of(top, "jobs")).items():
        yield job, fields(node)


def calls(top: Fields) -> Iterator[Call]:
    """Each job of a workflow that calls another."""
    for job, found in jobs(top):
        uses = value_of(found, "uses")
        if match := re.fullmatch(_USES, text_of(uses)):
            yield Call(job, found, uses, match["slug"] or "", match["path"], match["ref"] or "")


def uses(top: Fields) -> Iterator[Any]:
    """The node of each action and workflow that a workflow uses, in its jobs and in their steps."""
    for _, found in jobs(top):
        for one in (found, *map(fields, items(value_of(found, "steps")))):
            if (node := value_of(one, "uses")) is not None:
                yield node


def triggers(top: Fields) -> Fields:
    """What starts a workflow, with the settings of each trigger."""
    node = value_of(top, "on")
    named = {text_of(one): (one, None) for one in (node, *items(node)) if text_of(one)}
    return {**named, **fields(node)}


def contract(repo: Repo, call: Call) -> Contract | None:
    """What the workflow that is called takes and asks for.

    Returns:
        None where it cannot be known: the workflow of another repository than the kit's, or of another version of that.

    Raises:
        Uncallable: there is no such workflow, or it may not be called.
    """
    if not call.slug:
        return local_contract(repo, call.path)
    if call.slug.lower() != kit_slug(repo).lower():
        return None
    answers = Answers.of(repo)
    if answers is None or call.ref != answers.version or not is_running(call.ref):
        return None
    if call.name not in (lent := lent_contracts()):
        raise Uncallable(f"calls {call.name}, which {call.slug} does not lend")
    return lent[call.name]


def lent_contracts() -> dict[str, Contract]:
    """The workflows that the kit lends, by the name of their file."""
    return msgspec.json.decode(LENT.read_bytes(), type=dict[str, Contract])


def local_contract(repo: Repo, path: str, *, above: tuple[str, ...] = ()) -> Contract | None:
    """What a workflow of this repository takes and asks for; None where it cannot be read.

    Args:
        repo: the repository.
        path: of the workflow.
        above: the workflows that call this one, so that two that call each other end.

    Raises:
        Uncallable: there is no such workflow, or it may not be called.
    """
    if not (repo.root / path).is_file():
        raise Uncallable(f"calls {path}, which is not there")
    try:
        top = workflow(Yaml(repo, path))
    except Unreadable:
        return None
    if "workflow_call" not in (starts := triggers(top)):
        raise Uncallable(f"calls {path}, which has no trigger workflow_call")
    called = fields(starts["workflow_call"][1])
    inputs = {name: fields(node) for name, (_, node) in fields(value_of(called, "inputs")).items()}
    secrets = {name: fields(node) for name, (_, node) in fields(value_of(called, "secrets")).items()}
    return Contract(
        {name: Input(text_of(value_of(one, "type")), _is_required(one)) for name, one in inputs.items()},
        {name: _is_required(one) for name, one in secrets.items()},
        _asked(repo, top, (*above, path)),
    )


def _is_required(declared: Fields) -> bool:
    return text_of(value_of(declared, "required")).lower() == "true"


def _asked(repo: Repo, top: Fields, above: tuple[str, ...]) -> Permissions:
    """What the workflow and its jobs ask for. One that states nothing is content with what its caller grants."""
    root = stated(value_of(top, "permissions"))
    asked = widest(root or {}, {})
    for _, found in jobs(top):
        asked = widest(asked, stated(value_of(found, "permissions")) or {})
    if root is None:
        for call in calls(top):
            if call.value("permissions") is None and not call.slug and call.path not in above:
                asked = widest(asked, _asked_below(repo, call, above))
    return asked


def _asked_below(repo: Repo, call: Call, above: tuple[str, ...]) -> Permissions:
    try:
        below = local_contract(repo, call.path, above=above)
    except Uncallable:
        return {}  # said where that call is looked at
    return below.permissions if below else {}
