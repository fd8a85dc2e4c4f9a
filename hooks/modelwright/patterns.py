"""Patterns that are compiled when they are first used: compiling some takes longer than looking through a file."""

import re
from typing import TYPE_CHECKING, Any


class _Late:
    """Stands for a compiled pattern, and takes over its methods as they are asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # asked for once
        return found


if TYPE_CHECKING:
    compiled = re.compile
else:

    def compiled(pattern: str | bytes, flags: int = 0) -> Any:
        """A pattern, as `re.compile` gives it, and not compiled yet."""
        return _Late(pattern, int(flags))
