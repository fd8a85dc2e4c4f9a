"""Words beside a number that say what it is: in the same line, in the name of a column or of a variable."""

import re

from modelwright.patterns import compiled

_CAMEL = compiled(r"(?<=[a-z])(?=[A-Z])")
_LETTER = compiled(r"[^\W\d_]")
_BEFORE, _AFTER = 80, 30
# What is longer is no name; it comes from a file of one line.
_LONGEST_NAME = 1_000


def words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words in the text that `spoken` gives."""
    return compiled(rf"(?<![a-zà-ÿ])(?:{pattern})(?![a-zà-ÿ])")


def spoken(name: str) -> str:
    """The words of a name, in lower case and with blanks between them: `customerPhone_2` is `customer phone 2`."""
    return _CAMEL.sub(" ", name[:_LONGEST_NAME]).lower().translate(_JOINTS)


_JOINTS = str.maketrans("_-.", "   ")

PERSON = words(
    r"id|ids|identity|identification|identidad|identit[àé]|national|citizen|citizenship|person|persons|patient|customer"
    r"|client|employee|applicant|holder|owner|member|student|tax|taxpayer|passport|documento|born|birth|name|surname"
)


class Context:
    """The words around a place in a text.

    Args:
        text: the text.
        name: what all of it is called, such as the column that it comes from.
        lines: whether the line before counts too; the lines of a column have nothing to do with each other.
    """

    def __init__(self, text: str, name: str = "", *, lines: bool = True) -> None:
        self.text = text
        self.name = spoken(name)
        self.lines = lines
        self._last: tuple[tuple[int, int, int], str] = ((0, 0, 0), "")

    def says(self, pattern: re.Pattern[str], start: int, end: int, *, before: int = _BEFORE) -> bool:
        """Whether the name, or the text near this place, holds one of the words."""
        if self.name and pattern.search(self.name):
            return True
        return bool(pattern.search(self._near(start, end, before)))

    def _near(self, start: int, end: int, before: int) -> str:
        if self._last[0] == (start, end, before):
            return self._last[1]
        head = self.text[max(start - before, 0) : start]
        tail = self.text[end : end + _AFTER].partition("\n")[0]
        if not self.lines:
            head = head.rpartition("\n")[2]
        # A row of numbers has no words.
        near = f"{spoken(head)} {spoken(tail)}" if _LETTER.search(head) or _LETTER.search(tail) else ""
        self._last = ((start, end, before), near)
        return near
