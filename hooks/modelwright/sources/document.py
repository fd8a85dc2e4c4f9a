"""Documents with a syntax of their own: TOML, YAML and Markdown."""

import re
import tomllib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from modelwright.sources.file import File, Unreadable
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import yaml


class Toml(File):
    """A TOML document."""

    suffixes: ClassVar[tuple[str, ...]] = (".toml",)

    @cached_property
    def document(self) -> dict[str, Any]:
        """Its tables.

        Raises:
            Unreadable: it is not TOML; names the line.
        """
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at line (\d+), column \d+\)", str(error))
            fact = str(error).replace(place[0], "") if place else str(error)
            raise Unreadable(f"not valid TOML: {fact}", line=int(place[1]) if place else 1) from error
        except RecursionError as error:
            raise Unreadable("is nested too deeply") from error

    def line_of(self, *keys: str) -> int:
        """The 1-based line that defines a key, or else the nearest table above it, or else the first."""
        return line_of(self.text, keys) or 1


class Yaml(File):
    """A YAML document."""

    suffixes: ClassVar[tuple[str, ...]] = (".yaml", ".yml")

    @cached_property
    def node(self) -> "yaml.Node | None":
        """The first document as nodes, which know their lines; None where it is empty.

        Raises:
            Unreadable: it is not YAML; names the line.
        """
        import yaml

        # The loader in C is ten times as fast; where a platform has none, the other gives the same nodes.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return next(iter(list(yaml.compose_all(self.text, Loader=loader))), None)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise Unreadable(f"not valid YAML: {error.problem}", line=mark.line + 1 if mark else 1) from error
        except yaml.YAMLError as error:
            raise Unreadable(f"not valid YAML: {error}") from error
        except RecursionError as error:
            raise Unreadable("is nested too deeply") from error

    def at_node(self, node: "yaml.Node", fact: str) -> Any:
        """A finding at a node."""
        return self.finding(fact, node.start_mark.line + 1, node.start_mark.column + 1)


def pairs(node: Any) -> dict[str, tuple[Any, Any]]:
    """The pairs of a YAML mapping by their key's text: the node of the key, and that of the value."""
    if node is None or node.id != "mapping":
        return {}
    return {str(key.value): (key, value) for key, value in node.value if key.id == "scalar"}


def items(node: Any) -> Sequence[Any]:
    """The nodes of a YAML sequence, and none of anything else."""
    return node.value if node is not None and node.id == "sequence" else ()


class Markdown(File):
    """A Markdown page."""

    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown")

    @cached_property
    def headings(self) -> list[tuple[int, int, str]]:
        """Line, level and text of each heading outside fenced code."""
        found, fenced = [], ""
        for number, line in enumerate(self.lines, start=1):
            fence = re.match(r" {0,3}(`{3,}|~{3,})", line)
            if fence and (not fenced or fence[1].startswith(fenced)):
                fenced = "" if fenced else fence[1]
            elif not fenced and (heading := re.match(r" {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", line)):
                found.append((number, len(heading[1]), heading[2]))
        return found
