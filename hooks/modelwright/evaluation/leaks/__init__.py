"""Traps for a model that knows what it cannot know."""
