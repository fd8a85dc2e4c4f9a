"""Documents with a syntax of their own: TOML, YAML and Markdown."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from modelwright.sources.file import File
from modelwright.sources.remembered import Unreadable, remembered

if TYPE_CHECKING:
    import yaml

DEEPEST_YAML = 500


class Toml(File):
    """A TOML document."""

    suffixes: ClassVar[tuple[str, ...]] = (".toml",)
    limit: ClassVar[int] = 2_000_000

    @remembered
    def document(self) -> dict[str, Any]:
        """Its tables.

        Raises:
            Unreadable: it is not TOML; names the line.
        """
        from modelwright.toml_lines import NotToml, parsed

        try:
            return parsed(self.text)
        except NotToml as error:
            raise Unreadable(error.fact, line=error.line or 1) from error

    def line_of(self, *keys: str) -> int:
        """The 1-based line that defines a key, or else the nearest table above it, or else the first."""
        from modelwright.toml_lines import line_of

        return line_of(self.text, keys) or 1


class Yaml(File):
    """A YAML document."""

    suffixes: ClassVar[tuple[str, ...]] = (".yaml", ".yml")
    limit: ClassVar[int] = 2_000_000

    @remembered
    def node(self) -> "yaml.Node | None":
        """The first document as nodes, which know their lines; None where it is empty.

        Raises:
            Unreadable: it is not YAML; names the line.
        """
        import yaml

        # The loader in C is ten times as fast; where a platform has none, the other gives the same nodes.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            _require_shallow(self.text, loader)
            return next(iter(list(yaml.compose_all(self.text, Loader=loader))), None)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise Unreadable(f"not valid YAML: {error.problem}", line=mark.line + 1 if mark else 1) from error
        except yaml.YAMLError as error:
            raise Unreadable(f"not valid YAML: {error}") from error
        except RecursionError as error:
            raise Unreadable("is nested too deeply") from error
        except ValueError as error:  # a character that is none
            raise Unreadable(f"not valid YAML: {error}") from error

    def at_node(self, node: "yaml.Node", fact: str) -> Any:
        """A finding at a node."""
        return self.finding(fact, node.start_mark.line + 1, node.start_mark.column + 1)


def _require_shallow(text: str, loader: Any) -> None:
    """The loader in C recurses without counting, and takes the process with it when its stack ends.

    Two levels take a bracket each, or a column. Only where that allows for many, the levels are counted, in a stream of
    events that does not recurse.
    """
    longest = max(map(len, text.split("\n")))
    if text.count("[") + text.count("{") + 2 * longest < DEEPEST_YAML:
        return
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_YAML:
            raise Unreadable("is nested too deeply")


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
        found = []
        for number, line in self.outside_fences():
            marks = len(line) - len(line.lstrip("#"))
            text = line[marks:]
            if 1 <= marks <= 6 and text[:1] in {" ", "\t"}:  # noqa: PLR2004 - HTML knows six
                closed = text.rstrip().rstrip("#")
                text = closed if closed[-1:] in {" ", "\t", ""} else text
                if text.strip():
                    found.append((number, marks, text.strip()))
        return found

    def outside_fences(self) -> Iterator[tuple[int, str]]:
        """Number and text, without up to three spaces before it, of each line that is not in fenced code."""
        fence = ""
        for number, whole in enumerate(self.lines, start=1):
            line = whole.lstrip(" ") if whole[:4].strip(" ") else whole
            mark = line[:1]
            run = line[: len(line) - len(line.lstrip(mark))] if mark in {"`", "~"} else ""
            rest = line[len(run) :]
            if fence:
                fence = "" if run.startswith(fence) and not rest.strip() else fence
            elif len(run) >= 3 and not (mark == "`" and "`" in rest):  # noqa: PLR2004 - a fence is three or more
                fence = run
            else:
                yield number, line
