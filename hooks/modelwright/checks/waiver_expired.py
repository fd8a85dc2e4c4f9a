"""A waiver is past its date, or has none that anybody will live to see.

## What it does

Reports a waiver of `model.toml` whose last day is over, and one that runs for more than a year from today. An expired
waiver lifts nothing, so what it lifted is reported again beside it.

## Why it matters

A waiver is a debt that somebody agreed to until a day. When the day passes unnoticed, the exception has become the
rule, and nobody decided so. A date in the far future is the same thing in one step.

## How to fix it

Put right what was lifted, and delete the waiver. If that takes longer, ask the approver again, and write the new date
and today's reason. No waiver needs more than a year: within a year, somebody should look at it again.
"""

from collections.abc import Iterator
from datetime import timedelta

from modelwright.allowances import Allowances
from modelwright.finding import Finding
from modelwright.layout import SPEC_NAME

FAMILY = "spec"
LONGEST = timedelta(days=366)


def check(allowances: Allowances) -> Iterator[Finding]:
    """Every waiver whose date is past or too far off."""
    for index, waiver in enumerate(allowances.waivers):
        line = allowances.waiver_line(index)
        lifted = f"{waiver.lifts} in {waiver.path}" if waiver.path else waiver.lifts
        if waiver.expires < allowances.today:
            fact = f"the waiver of {lifted}, which {waiver.approver} approved, expired on {waiver.expires}"
            yield Finding(SPEC_NAME, line, fact)
        elif waiver.expires - allowances.today > LONGEST:
            fact = f"the waiver of {lifted}, which {waiver.approver} approved, runs until {waiver.expires}"
            yield Finding(SPEC_NAME, line, f"{fact}, more than a year from today")
