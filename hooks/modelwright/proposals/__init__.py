"""Proposes a suite from rows and the spec, for a person to review."""
