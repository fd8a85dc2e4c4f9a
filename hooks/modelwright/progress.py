"""What a person sees while verbs work: a bar per stage on a terminal, plain lines otherwise."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Item = TypeVar("Item")


class Stage:
    """One stage under way: `advance` moves its bar, `done` says how it ended."""

    def __init__(self, name: str, *, bar: "tuple[Progress, TaskID] | None") -> None:
        self.name = name
        self.fact = ""
        self._bar = bar

    def expect(self, total: int) -> None:
        """Say how many steps there will be."""
        if self._bar:
            progress, task = self._bar
            progress.update(task, total=total, completed=0)

    def advance(self, fact: str = "") -> None:
        """One step is done."""
        if self._bar:
            progress, task = self._bar
            progress.update(task, advance=1, fact=fact)
        elif fact:
            say(f"{self.name:<9} {fact}")

    def done(self, fact: str) -> None:
        """The closing fact of the stage."""
        self.fact = fact


_current: ContextVar[Stage | None] = ContextVar("stage", default=None)


@contextmanager
def stage(name: str) -> Iterator[Stage]:
    """Show a stage while the body runs; its last line gives the closing fact and the seconds."""
    started = time.perf_counter()
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description:<9}"),
            BarColumn(bar_width=30),
            TimeElapsedColumn(),
            TextColumn("{task.fields[fact]}"),
        )
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task(name, total=None, fact="")
            with _made_current(Stage(name, bar=(progress, task))) as current:
                yield current
            progress.update(task, total=1, completed=1, fact=current.fact)
    else:
        say(f"{name:<9} ...")
        with _made_current(Stage(name, bar=None)) as current:
            yield current
        say(f"{name:<9} {current.fact} ({time.perf_counter() - started:.1f} s)")


@contextmanager
def _made_current(made: Stage) -> Iterator[Stage]:
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


def track(items: Iterable[Item], fact: str) -> Iterator[Item]:
    """Yield `items`, and advance the stage under way (where there is one) after each.

    Args:
        items: what a flow loops over.
        fact: what one item is, such as `trial`.
    """
    items = items if isinstance(items, Sequence) else list(items)
    current = _current.get()
    if current:
        current.expect(len(items))
    for number, item in enumerate(items, start=1):
        yield item
        if current:
            current.advance(f"{fact} {number} of {len(items)}")


def say(line: str) -> None:
    """One line for the person who waits."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
