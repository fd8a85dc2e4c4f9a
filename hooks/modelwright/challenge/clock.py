"""Days and times, as values of their own type or as text of ISO 8601."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from modelwright.challenge.rows import exactly

if TYPE_CHECKING:
    import polars as pl

_FORMS = {"%Y-%m-%d": r"^\d{4}-\d{2}-\d{2}$"}
for _between in ("T", " "):
    _FORMS[f"%Y-%m-%d{_between}%H:%M:%S"] = rf"^\d{{4}}-\d{{2}}-\d{{2}}{_between}\d{{2}}:\d{{2}}:\d{{2}}$"


def form_of(values: "pl.Series") -> str | None:
    """How text writes a day or a time, as `strftime` says it; None for other text and for what is no text."""
    import polars as pl

    known = values.drop_nulls() if values.dtype == pl.String else values.clear()
    if known.is_empty():
        return None
    return next((form for form, pattern in _FORMS.items() if _is_written(known, form, pattern)), None)


def _is_written(known: "pl.Series", form: str, pattern: str) -> bool:
    """Whether all text is of a form, and is a day that there is: not 30 February."""
    return known.str.contains(pattern).all() and not known.str.to_datetime(form, strict=False).null_count()


def is_time(values: "pl.Series") -> bool:
    """Whether a column holds days or times."""
    import polars as pl

    return values.dtype in (pl.Date, pl.Datetime) or form_of(values) is not None


def has_hours(values: "pl.Series") -> bool:
    """Whether a column of times says the hour, and not the day alone."""
    import polars as pl

    form = form_of(values)
    return values.dtype == pl.Datetime or (form is not None and "%H" in form)


def moved(values: "pl.Series", by: timedelta) -> "pl.Series | None":
    """Every day or time moved, written as it was; None where one leaves the years 1 to 9999, which nothing can say."""
    form = form_of(values)
    made = (values if form is None else values.str.to_datetime(form)) + by
    years = made.dt.year().drop_nulls()
    if not years.is_between(1, 9999).all():
        return None
    return made if form is None else made.dt.strftime(form)


def newer_than(name: str, dtype: "pl.DataType", form: str | None, days: float) -> "pl.Expr":
    """Which rows came about within so many days of the newest one."""
    import polars as pl

    time = exactly(name).as_expr()
    if form is not None:
        # modelwright: allow[swallowed-error] a text that is no time, such as 2024-02-30, is of no day, and not new
        time = time.str.to_datetime(form, strict=False)
    elif dtype == pl.Date:
        time = time.cast(pl.Datetime("us"))
    return time > time.max() - pl.duration(seconds=int(days * 86_400))


def newest(values: "pl.Series") -> datetime | None:
    """The newest day or time."""
    import polars as pl

    form = form_of(values)
    times = values.str.to_datetime(form) if form else values.cast(pl.Datetime("us"))
    found = times.max()
    return found if isinstance(found, datetime) else None
