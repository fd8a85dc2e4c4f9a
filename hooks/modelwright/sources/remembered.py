"""What is worked out once for a file, and what stood in its way."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar, overload

Value = TypeVar("Value")


class Unreadable(Exception):  # noqa: N818 - an outcome that a check reports, not an error of the program
    """A file cannot be read, or is not what its name says.

    Args:
        fact: why, in one line.
        line: where, 1-based, and in a notebook the line of the cell.
        cell: the 1-based cell of a notebook.
    """

    def __init__(self, fact: str, *, line: int = 1, cell: int = 0) -> None:
        self.fact = " ".join(fact.split())
        self.line = max(line, 1)
        self.cell = cell
        super().__init__(self.fact)


class remembered(cached_property[Value]):  # noqa: N801 - a decorator, named as `cached_property` is
    """A cached property that also remembers that a file is unreadable: twenty checks ask, and it is parsed once."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        super().__init__(work_out)
        self._failure = f"_{work_out.__name__}_failure"

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Value: ...

    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | Value:
        if instance is None:
            return self
        fact = instance.__dict__.get(self._failure)
        if fact is None:
            try:
                found: Value = super().__get__(instance, owner)
            except Unreadable as error:
                # Not the error itself: it holds the frames, they hold the file, and nothing would ever let go of it.
                instance.__dict__[self._failure] = fact = (error.fact, error.line, error.cell)
            else:
                return found
        raise Unreadable(fact[0], line=fact[1], cell=fact[2])
