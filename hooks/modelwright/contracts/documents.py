"""A contract as a YAML document: read with its lines, and written in stable bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from modelwright.contracts.values import CORE, NoValue, kind_of, value_of
from modelwright.errors import InputError
from modelwright.repo import Repo

if TYPE_CHECKING:
    import yaml

# Where a model repo keeps its contract. Editors know the standard's schema by this ending.
CONTRACT_NAME = "contract.odcs.yaml"
HEADER = (
    "# An Open Data Contract Standard document, written by `modelwright contract export` from model.toml, the suite\n"
    "# and the types of the columns. Change those, and write it anew.\n"
)
LINE_WIDTH = 120

Place = Sequence[str | int]


class Document(NamedTuple):
    """A contract, and where its parts stand."""

    # As messages name it: a file, or a file at a commit.
    name: str
    content: dict[str, Any]
    node: "yaml.Node"

    def error(self, place: Place, fact: str) -> InputError:
        """That a part of it is wrong."""
        line = _nearest(self.node, place).start_mark.line + 1
        return InputError(self.name, f"{shown(place)}: {fact}" if place else fact, line=line)


def shown(place: Place) -> str:
    """A place in a document, such as `schema[0].name`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def read_document(repo: Repo, path: Path) -> Document:
    """Read a file.

    Raises:
        InputError: it is missing, too large, not YAML, or no mapping; names the line.
    """
    full, here = path.resolve(), Path.cwd().resolve()
    name = full.relative_to(here).as_posix() if full.is_relative_to(here) else str(full)
    return _document(repo, str(full), name)


def document_of(repo: Repo, text: str, name: str) -> Document:
    """The document that a text holds.

    Args:
        repo: the model repo that it is about.
        text: YAML.
        name: what an error calls it.

    Raises:
        InputError: as `read_document`.
    """
    return _document(repo, name, name, text)


def value_in(text: str) -> Any:
    """What a YAML text inside a document says.

    Raises:
        InputError: it is not YAML.
    """
    return _parsed(Repo("."), "", "text", text)[1]


def _document(repo: Repo, path: str, name: str, text: str | None = None) -> Document:
    node, content = _parsed(repo, path, name, text)
    if node is None or not isinstance(content, dict):
        raise InputError(name, "not a data contract: holds no keys")
    return Document(name, content, node)


def _parsed(repo: Repo, path: str, name: str, text: str | None) -> "tuple[yaml.Node | None, Any]":
    from modelwright.sources.document import Yaml
    from modelwright.sources.file import Unreadable

    file = Yaml(repo, path)
    if text is not None:
        vars(file)["text"] = text  # what it would read from the disk, and remember
    try:
        node = file.node
        return node, None if node is None else value_of(node)
    except Unreadable as error:
        raise InputError(name, error.fact, line=error.line if "YAML" in error.fact else None) from error
    except NoValue as error:
        raise InputError(name, f"not valid YAML: {error.fact}", line=error.line) from error


def _nearest(node: Any, place: Place) -> Any:
    """The node of a part, or else of the nearest one around it."""
    for part in place:
        below = None
        if node.id == "mapping":
            below = next((value for key, value in node.value if key.id == "scalar" and key.value == part), None)
        elif node.id == "sequence" and isinstance(part, int) and part < len(node.value):
            below = node.value[part]
        if below is None:
            return node
        node = below
    return node


def document_bytes(content: dict[str, Any]) -> bytes:
    """The bytes of a contract's file: keys in the order given, a list of plain values on one line, no aliases."""
    import yaml

    # The emitter in Python, not the one in C: its bytes do not depend on what a platform brings.
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the base class names it
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        # What is text to PyYAML may be a number to whoever reads YAML 1.2, such as `1e5`, and a character that YAML 1.1
        # takes for the end of a line is only kept where it is escaped.
        style = '"' if not value.isprintable() else "'" if kind_of(value) != "str" else None
        return dumper.represent_scalar(f"{CORE}str", value, style=style)

    def listed(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
        is_flat = not any(isinstance(one, dict | list) for one in value)
        return dumper.represent_sequence(f"{CORE}seq", value, flow_style=is_flat)

    Dumper.add_representer(str, text)
    Dumper.add_representer(list, listed)
    body = yaml.dump(content, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH)
    return (HEADER + body).encode()
