"""Render combinations on another day: `python -m tests.template.render_elsewhere KIT TARGET DAYS COMBINATION...`.

A process of its own, because the clock has to be moved before anything takes hold of it, and because the hash seed,
the locale and the time zone are those of a process.
"""

import datetime as dt
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def move_clock(days: int) -> None:
    """Let the clocks that a template can read run `days` ahead: those of `strftime` and `to_datetime`."""
    ahead, now, local = days * 86_400, time.time, time.localtime
    moved = {
        "time": lambda: now() + ahead,
        "localtime": lambda second=None: local(time.time() if second is None else second),
    }
    for name, function in moved.items():
        setattr(time, name, function)

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Later":
            return cls.fromtimestamp(time.time(), tz)

    dt.datetime = Later  # type: ignore[misc]


def main(arguments: Sequence[str]) -> None:
    """Render each combination into a folder of its own under the target."""
    kit, target, days, *names = arguments
    move_clock(int(days))

    from copier import run_copy

    from tests.template.matrix import COMBINATIONS

    for combination in COMBINATIONS:
        if str(combination) in names:
            folder = Path(target, str(combination))
            run_copy(kit, folder, data=combination._asdict(), defaults=True, quiet=True)


if __name__ == "__main__":
    main(sys.argv[1:])
