"""How quality grows with rows, and with the settings of the model."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {}
