"""The tables and columns of a contract, whoever wrote it."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from modelwright.contracts.documents import Document, Place
from modelwright.spec import Spec


class Rule(NamedTuple):
    """A quality rule, and where it stands."""

    place: Place
    # The column at which it stands; None for a rule about the table.
    column: str | None
    content: dict[str, Any]


class Table(NamedTuple):
    """A table of a contract."""

    place: Place
    content: dict[str, Any]

    @property
    def name(self) -> str:
        """What the contract calls it."""
        return str(self.content["name"])

    @property
    def columns(self) -> dict[str, tuple[Place, dict[str, Any]]]:
        """Its columns by the names that they have where the rows lie."""
        listed = self.content.get("properties") or []
        return {stored_name(one): ([*self.place, "properties", number], one) for number, one in enumerate(listed)}

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of its primary key, in their order."""
        keyed = [(name, column) for name, (_, column) in self.columns.items() if column.get("primaryKey")]
        return tuple(name for name, column in sorted(keyed, key=lambda one: one[1].get("primaryKeyPosition") or 0))

    def stored(self, name: str) -> str | None:
        """The stored column that a contract means, by the name that it has in either."""
        named = {str(one["name"]): stored_name(one) for one in self.content.get("properties") or []}
        return named.get(name, name if name in named.values() else None)

    def _of_stored(self, rule: dict[str, Any]) -> dict[str, Any]:
        """A rule about several columns, by the names that they have where the rows lie."""
        arguments = rule.get("arguments") or {}
        listed = arguments.get("properties")
        if not isinstance(listed, list):
            return rule
        return {**rule, "arguments": {**arguments, "properties": [self.stored(str(one)) or one for one in listed]}}

    @property
    def rules(self) -> Iterator[Rule]:
        """Its own quality rules, then those of its columns."""
        for number, rule in enumerate(self.content.get("quality") or []):
            yield Rule([*self.place, "quality", number], None, self._of_stored(rule))
        for name, (place, column) in self.columns.items():
            for number, rule in enumerate(column.get("quality") or []):
                yield Rule([*place, "quality", number], name, rule)


def stored_name(element: dict[str, Any]) -> str:
    """What a column is called where the rows lie."""
    return str(element.get("physicalName") or element["name"])


def tables_of(content: dict[str, Any]) -> list[Table]:
    """The tables of a contract, in its order."""
    return [Table(["schema", number], one) for number, one in enumerate(content.get("schema") or [])]


def property_of(element: dict[str, Any], name: str) -> Any:
    """The value of a custom property; None where there is none of the name."""
    listed = element.get("customProperties") or []
    return next((one.get("value") for one in listed if one.get("property") == name), None)


def table_of(document: Document, spec: Spec) -> Table:
    """The table of a contract that the spec's data are.

    Raises:
        InputError: it has none, or many and none of the spec's name.
    """
    tables = tables_of(document.content)
    if not tables:
        raise document.error(["schema"], "describes no table")
    if len(tables) == 1:
        return tables[0]
    wanted = spec.data.table or spec.data.path
    ours = {wanted, wanted.rpartition(".")[2] if spec.data.table else PurePosixPath(wanted).stem}
    for table in tables:
        if {table.name, str(table.content.get("physicalName"))} & ours:
            return table
    names = ", ".join(table.name for table in tables[:5])
    raise document.error(["schema"], f"describes {len(tables)} tables ({names}), and none is called {wanted}")
