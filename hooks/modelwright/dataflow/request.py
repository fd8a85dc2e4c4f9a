"""A call that is being looked at."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from modelwright.dataflow.facts import Event
from modelwright.dataflow.values import Scope, Value, combined, flat

if TYPE_CHECKING:
    from modelwright.dataflow.machine import Machine


class Request:
    """A call: where it stands, what is called, and with what.

    Args:
        full: the full name of a function that is reached through an import, or a bare name.
        receiver: what the method belongs to.
    """

    __slots__ = ("args", "full", "keywords", "m", "method", "node", "receiver", "scope")

    def __init__(  # noqa: PLR0913, PLR0917 - a call has that many sides
        self,
        m: "Machine",
        node: ast.Call,
        scope: Scope,
        full: str,
        receiver: Value | None,
        args: list[Value],
        keywords: dict[str, Value],
    ) -> None:
        self.m = m
        self.node = node
        self.scope = scope
        self.full = full
        self.receiver = receiver
        self.args = args
        self.keywords = keywords
        function = node.func
        self.method = function.attr if isinstance(function, ast.Attribute) else full.rpartition(".")[2]

    def arg(self, place: int, *names: str) -> Value | None:
        """An argument by its place or one of its names."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return self.args[place] if 0 <= place < len(self.args) else None

    def constant(self, name: str, place: int = -1) -> object:
        """The constant that an argument is; None where it is none."""
        found = self.arg(place, name)
        return found.constant if found is not None else None

    def every(self) -> Iterator[Value]:
        """All arguments, and what the method belongs to."""
        if self.receiver is not None:
            yield self.receiver
        yield from self.args
        yield from self.keywords.values()

    @property
    def place(self) -> str:
        """Where it stands, as part of the name of a division."""
        return f"@{self.node.lineno}:{self.node.col_offset}"

    def record(self, event: Event) -> None:
        """Remember what happened."""
        self.m.trace.events.append(event)


def lifted(request: Request, value: Value) -> Value:
    """What is fitted, divided or predicted holds rows, wherever they come from."""
    data = flat(value)
    if data.rows or value.thing is not None or value.constant is not None:
        return data
    value.rows = request.m.fresh()
    return flat(value)


def unknown(request: Request) -> Value:
    """What an unknown function makes of its arguments."""
    data = [flat(one) for one in request.every()]
    new = combined(data)
    new.pure = False
    given = [one for one in data if one.rows]
    if len({one.rows for one in given}) > 1:
        new.given = given
    return new
