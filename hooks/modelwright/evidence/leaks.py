"""Traps for a model that knows what it cannot know."""

from modelwright.evidence.record import Record


class Leaks(Record, frozen=True):
    """Traps for a model that knows what it cannot know."""
