"""Numbers and names as reasons say them."""


def count(rows: int, noun: str = "row") -> str:
    """Such as `17,379 rows`."""
    return f"{rows:,} {noun}{'' if rows == 1 else 's'}"


def number(value: float) -> str:
    """With four digits that matter, and no more."""
    if float(value).is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, a float holds no digits
        return f"{int(value):,}"
    shown = f"{value:,.4g}"
    return shown if "e" not in shown or abs(value) < 1 else f"{value:,.0f}"


def share(value: float) -> str:
    """Such as `22 %`; never 0 or 100 where it is not."""
    if 0 < value < 0.005 or 0.995 < value < 1:  # noqa: PLR2004 - where whole percents would lie
        return f"{100 * value:.3g} %"
    return f"{100 * value:.0f} %"
