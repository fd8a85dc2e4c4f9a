"""Numbers of things in sentences."""


def counted(number: int, one: str, many: str = "") -> str:
    """Such as `1 row` or `1,234 rows`; the plural is `many`, or `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(parts: list[str]) -> str:
    """Such as `a`, `a and b` or `a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
