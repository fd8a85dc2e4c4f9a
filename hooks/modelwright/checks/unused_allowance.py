"""An allowance or a waiver lifts nothing.

## What it does

Reports a comment `modelwright: allow[id]` beside which that check finds nothing, a waiver of `model.toml` that lifts no
finding, and either of them when it names a check that there is not.

## Why it matters

What was allowed is gone, or was never there. Left in place, the allowance waits for the next defect and hides it.

## How to fix it

Delete the comment or the waiver. If the code moved, move the comment with it: it speaks for its own line, or for the
next line where it has one to itself.
"""

from collections.abc import Iterator

from modelwright.allowances import Allowances
from modelwright.finding import Finding
from modelwright.spec import SPEC_NAME

FAMILY = "files"


def check(allowances: Allowances) -> Iterator[Finding]:
    """Every name in an allowance, and every waiver, that lifts nothing."""
    for one in allowances.comments:
        for name in one.ids:
            if name not in allowances.known:
                yield one.finding(f"allows {name!r}, and there is no such check")
            elif one.reason and name in allowances.ran and name not in one.used:
                yield one.finding(f"allows {name}, which finds nothing here")
        if not one.ids:
            yield one.finding("names no check")
    if not allowances.whole:
        return
    for index, waiver in enumerate(allowances.waivers):
        line = allowances.waiver_line(index)
        if waiver.lifts not in allowances.known:
            yield Finding(SPEC_NAME, line, f"waives {waiver.lifts!r}, and there is no such check")
        elif waiver.expires >= allowances.today and waiver.lifts in allowances.ran and index not in allowances.used_waivers:
            yield Finding(SPEC_NAME, line, f"waives {waiver.lifts}, which finds nothing")
