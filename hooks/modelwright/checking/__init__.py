"""Running checks: which of them, on what, and how their findings are shown."""
