"""Corrupts rows as production does, and counts what a suite notices."""
