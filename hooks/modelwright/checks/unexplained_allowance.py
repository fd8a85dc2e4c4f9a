"""An allowance gives no reason.

## What it does

Reports a comment `modelwright: allow[id]` with nothing behind it. It lifts nothing until it says why.

## Why it matters

In a year, nobody remembers why a rule was lifted here, and nobody dares to remove the comment. An auditor asks for
exactly this sentence.

## How to fix it

Write the reason behind the bracket: `# modelwright: allow[machine-path] the path of the container, not of a laptop`.
"""

from collections.abc import Iterator

from modelwright.allowances import Allowances
from modelwright.finding import Finding

FAMILY = "files"


def check(allowances: Allowances) -> Iterator[Finding]:
    """Every allowance without a reason."""
    for one in allowances.comments:
        if one.ids and not one.reason:
            yield one.finding(f"allows {', '.join(one.ids)} without a reason, so it lifts nothing")
