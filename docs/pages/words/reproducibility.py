"""Whether the same model gives the same predictions, in every way in which it is asked."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {}
