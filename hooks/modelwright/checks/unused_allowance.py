"""An allowance or a waiver lifts nothing.

## What it does

Reports a comment `modelwright: allow[id]` beside which that check finds nothing, a waiver of `model.toml` that lifts no
finding, and either of them when it names a check that there is not.

## Why it matters

What was allowed is gone, or was never there. Left in place, the allowance waits for the next defect and hides it.

## How to fix it

Delete the comment or the waiver. If the code moved, move the comment with it: it speaks for its own line, or for the
next line where it has one to itself. A file that cannot be read keeps its allowances.
"""

from collections.abc import Iterator

from modelwright.allowances import Allowance, Allowances
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME

FAMILY = "files"


def check(allowances: Allowances) -> Iterator[Finding]:
    """Every name in an allowance, and every waiver, that lifts nothing."""
    for one in allowances.comments:
        yield from _idle_names(one, allowances)
    if allowances.whole:
        yield from _idle_waivers(allowances)


def _idle_names(one: Allowance, allowances: Allowances) -> Iterator[Finding]:
    looked = one.place.path not in allowances.unread
    for name in one.ids:
        if name not in allowances.known:
            yield one.finding(f"allows {name!r}, and there is no such check")
        elif looked and one.reason and name in allowances.ran and name not in one.used:
            yield one.finding(f"allows {name}, which finds nothing here")
    if not one.ids:
        yield one.finding("names no check")


def _idle_waivers(allowances: Allowances) -> Iterator[Finding]:
    for index, waiver in enumerate(allowances.waivers):
        line = allowances.waiver_line(index)
        if waiver.lifts not in allowances.known:
            yield Finding(SPEC_NAME, line, f"waives {waiver.lifts!r}, and there is no such check")
        elif waiver.expires < allowances.today or allowances.unread:
            continue  # another check speaks of it, or what it lifts may be where nobody could look
        elif waiver.lifts in allowances.ran and index not in allowances.used_waivers:
            yield Finding(SPEC_NAME, line, f"waives {waiver.lifts}, which finds nothing")
