"""Data flow: which rows every value of a script or notebook holds, and what learned from which rows.

The code is never run. Its syntax tree is gone through once, in the order in which Python would run it, on abstract
values: not numbers, but facts, such as "the test side of the split in line 12, scaled by something that was fitted on
all rows in line 8". Functions of the same file are gone into at their calls. What is not known passes on the facts of
its arguments.

The checks of the family `leakage` ask `flow(code)`. The analysis is done once for each file.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from modelwright.dataflow.trace import Trace

if TYPE_CHECKING:
    from modelwright.sources import Code

# Only a file whose text holds one of these can leak: something learns.
MENTIONS: tuple[str, ...] = (
    ".fit",
    "fit_transform",
    ".backward(",
    "cross_val",
    ".train(",
    "SearchCV",
    "train_test_split",
    "KFold",
)
# And something is measured or predicted, or divided for that.
_ASKED: tuple[str, ...] = (
    ".predict",
    ".score(",
    "_score",
    "_error",
    "_loss",
    ".evaluate(",
    "cross_val",
    "SearchCV",
    "accuracy",
    ".eval(",
)
_ASKED += ("roc_curve", "_split", "KFold", "eval_set", "classification_report", ".fit(")

_known: "WeakKeyDictionary[Code, Trace]" = WeakKeyDictionary()


def flow(code: "Code") -> Trace:
    """What the code of a file does with rows.

    Tests are left out: their data are made up, and they fit and score where nothing is measured.

    Raises:
        Unreadable: the file is not Python.
    """
    found = _known.get(code)
    if found is None:
        found = _analysed(code) if _is_worth(code) else Trace()
        _known[code] = found
    return found


def _analysed(code: "Code") -> Trace:
    from modelwright.dataflow.machine import Machine  # most commits touch no code that needs it

    return Machine(code).run()


def _is_worth(code: "Code") -> bool:
    parts = code.path.lower().split("/")
    if (
        {"tests", "test"} & set(parts[:-1])
        or parts[-1].startswith(("test_", "conftest"))
        or parts[-1].endswith("_test.py")
    ):
        return False
    text = code.source
    return any(word in text for word in _ASKED)


__all__ = ["MENTIONS", "Trace", "flow"]
