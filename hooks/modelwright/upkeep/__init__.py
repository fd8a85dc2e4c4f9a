"""Upkeep: making model repos, and keeping them on the standard."""
