"""What differs between two versions of a contract, seen by whoever reads the data.

A change breaks a reader when the contract promises less than it did: a column is gone, a type is another one, a value
may be missing that never was, a range or a set is wider, rows come later. A promise that is new or stricter breaks
nobody.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Kind = Literal["breaking", "addition", "wording"]
# Whether the second value promises less than the first; neither is None.
Weaker = Callable[[Any, Any], bool]

_LONGEST = 60


class Change(NamedTuple):
    """One difference."""

    kind: Kind
    path: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.kind:<9} {self.path}: {self.before} -> {self.after}"


def change(kind: Kind, path: str, before: Any, after: Any) -> Change:
    """A difference between two values; None where one has none."""
    if isinstance(before, list) and isinstance(after, list):
        return Change(kind, path, *_lists(before, after))
    return Change(kind, path, _said(before), _said(after))


def promised(path: str, before: Any, after: Any, weaker: Weaker) -> Iterator[Change]:
    """The change of a promise: gone or weaker breaks a reader, new or stricter is an addition."""
    if _same(before, after):
        return
    breaks = before is not None and (after is None or weaker(before, after))
    yield change("breaking" if breaks else "addition", path, before, after)


def limited(path: str, before: Any, after: Any) -> Iterator[Change]:
    """The change of a limit, which is the opposite of a promise: only its end breaks nobody."""
    if not _same(before, after):
        yield change("addition" if after is None else "breaking", path, before, after)


def worded(path: str, before: Any, after: Any) -> Iterator[Change]:
    """The change of a sentence."""
    if not _same(before, after):
        yield change("wording", path, before, after)


def always(_before: Any, _after: Any) -> bool:
    """Of which each change breaks somebody."""
    return True


def smaller(before: Any, after: Any) -> bool:
    """Less is weaker, such as how long rows are kept. What cannot be compared may be."""
    return not _comparable(before, after) or after < before


def larger(before: Any, after: Any) -> bool:
    """More is weaker, such as how old rows are."""
    return not _comparable(before, after) or after > before


def wider(before: list[Any], after: list[Any]) -> bool:
    """A set to which something is added."""
    return bool(_less(after, before))


def narrower(before: list[Any], after: list[Any]) -> bool:
    """A set from which something is taken: weaker where it lists what must be, or what must not."""
    return bool(_less(before, after))


def _comparable(before: Any, after: Any) -> bool:
    numbers = all(isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in (before, after))
    # Days and times of one form are in order as text.
    return numbers or (isinstance(before, str) and isinstance(after, str) and len(before) == len(after))


def _same(before: Any, after: Any) -> bool:
    """Python takes `1` for `true`; a reader of YAML does not. `1` and `1.0` are one number."""
    if isinstance(before, bool) != isinstance(after, bool):
        return False
    if isinstance(before, list) and isinstance(after, list):
        return [_text(one) for one in before] == [_text(one) for one in after]
    return bool(before == after)


def _less(some: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    known = {_text(one) for one in others}
    return [one for one in some if _text(one) not in known]


def _lists(before: list[Any], after: list[Any]) -> tuple[str, str]:
    """Of lists, how long they are and what differs: a long one would hide it."""
    gone, new = _less(before, after), _less(after, before)
    notes = [f"{word}: {', '.join(map(_said, some))}" for word, some in (("new", new), ("gone", gone)) if some]
    text = f"{len(after)} values" + (f" ({_cut('; '.join(notes))})" if notes else " in another order")
    return f"{len(before)} values", text


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _cut(value if isinstance(value, str) else _text(value))


def _text(value: Any) -> str:
    number = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if number else value, ensure_ascii=False, sort_keys=True)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
