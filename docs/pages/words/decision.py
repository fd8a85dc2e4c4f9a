"""What decisions with the model are worth."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {}
