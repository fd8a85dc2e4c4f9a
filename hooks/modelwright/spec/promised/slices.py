"""How far a part of the rows may lie behind the whole."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Columns, Contradiction, Table, Text
from modelwright.spec.measures import LOWER_IS_BETTER

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

Value = str | int | float | bool
_Behind = Annotated[float, Meta(ge=0)]
_AT_MOST_COLUMNS = 3


class Condition(Table, frozen=True):
    """A condition on one column: `is`, or bounds. A missing value meets none, but `is_missing`."""

    column: Annotated[Text, Meta(description="Any column of the data, a feature or not.")]
    equals: Annotated[Value | None, Meta(description="The value that rows of the slice have.")] = None
    one_of: Annotated[tuple[Value, ...], Meta(description="Or the values that they may have.")] = ()
    at_least: Annotated[float | None, Meta(description="The lowest number of the slice.")] = None
    at_most: Annotated[float | None, Meta(description="The highest number of the slice.")] = None
    is_missing: Annotated[bool, Meta(description="Whether it is the rows without a value.")] = False

    @property
    def bounded(self) -> bool:
        """Whether it is about numbers."""
        return self.at_least is not None or self.at_most is not None


class DeclaredSlice(Table, frozen=True):
    """A part of the rows that somebody cares about, by conditions on one to three columns."""

    name: Annotated[Text, Meta(description="What people call it, such as `new customers`.")]
    where: Annotated[
        tuple[Condition, ...],
        Meta(min_length=1, max_length=_AT_MOST_COLUMNS, description="Its rows meet all of these."),
    ]
    at_least: Annotated[
        float | None, Meta(description="A floor of its own for the headline metric, where higher is better.")
    ] = None
    at_most: Annotated[
        float | None, Meta(description="A ceiling of its own for the headline metric, where lower is better.")
    ] = None
    behind: Annotated[_Behind | None, Meta(description="In place of `promises.slices.behind`.")] = None


class SlicesPromise(Table, frozen=True):
    """How far a part of the rows may lie behind the whole."""

    columns: Annotated[
        Columns,
        Meta(description="Columns whose every value, or fifth of a number, is a slice: `data.protected` without it."),
    ] = ()
    declared: Annotated[
        tuple[DeclaredSlice, ...], Meta(description="Slices by conditions: `[[promises.slices.declared]]`.")
    ] = ()
    behind: Annotated[
        _Behind | None,
        Meta(
            description="How far each slice may lie behind the whole in the headline metric, in its own unit. Without "
            "it they are measured, and the gate is left out but for slices with a bound of their own."
        ),
    ] = None
    rows: Annotated[
        int,
        Meta(
            ge=2,
            description="A slice of fewer rows, or of classes with fewer than a tenth of that, is not judged: too few "
            "to tell.",
        ),
    ] = 100
    weakest: Annotated[
        float | None,
        Meta(
            description="How much more the model may lose, in the weakest slice that a search finds, than the simplest "
            "answer that serves there: the linear baseline, or one answer for all rows of the slice. A share of the "
            "model's mean loss; 0.1 without it."
        ),
    ] = None
    times: Annotated[
        Annotated[float, Meta(gt=1)] | None,
        Meta(description="How many times the loss of the whole the weakest slice may have; any without it."),
    ] = None
    support: Annotated[
        float,
        Meta(
            gt=0,
            le=0.5,
            description="The smallest slice that is searched for, as a share of the holdout; never fewer than `rows` "
            "rows.",
        ),
    ] = 0.01
    search: Annotated[
        Columns,
        Meta(description="The columns that are searched: features, `data.protected` and `columns` without it."),
    ] = ()


def slug(name: str) -> str:
    """A name as part of a gate's id, such as `new-customers`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"


def contradictions(spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    promise = spec.promises.slices
    if promise is None:
        return
    lower = spec.promises.headline in LOWER_IS_BETTER
    seen: dict[str, str] = {}
    for name in [*promise.columns, *(one.name for one in promise.declared)]:
        if slug(name) in seen:
            key = "declared" if name not in promise.columns else "columns"
            yield ("promises", "slices", key), f"promises.slices.{key}: {name!r} and {seen[slug(name)]!r} are one gate"
        seen[slug(name)] = name
    for key in ("columns", "search"):
        for column in getattr(promise, key):
            if column in spec.data.personal or column == spec.data.target:
                role = "data.target" if column == spec.data.target else "data.personal"
                yield ("promises", "slices", key), f"promises.slices.{key}: {column!r} is also in {role}"
    for one in promise.declared:
        yield from _of_slice(one, spec, lower=lower)


def _of_slice(one: DeclaredSlice, spec: "Spec", *, lower: bool) -> Iterator[Contradiction]:
    keys, place = ("promises", "slices", "declared"), f"promises.slices.declared: {one.name!r}"
    given = [key for key in ("at_least", "at_most", "behind") if getattr(one, key) is not None]
    if len(given) > 1:
        yield keys, f"{place} has {' and '.join(given)}; give one"
    wrong = "at_least" if lower else "at_most"
    if getattr(one, wrong) is not None:
        better = "lower" if lower else "higher"
        right = "at_most" if lower else "at_least"
        yield keys, f"{place} has {wrong}, and {spec.promises.headline} is better when it is {better}; give {right}"
    for condition in one.where:
        kinds = [condition.equals is not None, bool(condition.one_of), condition.bounded, condition.is_missing]
        if sum(kinds) != 1:
            what = "no condition" if not any(kinds) else "more than one condition"
            yield keys, f"{place} has {what} on {condition.column!r}; give equals, one_of, bounds or is_missing"
        if condition.column in spec.data.personal:
            yield keys, f"{place} is by {condition.column!r}, which is in data.personal"
        if condition.at_least is not None and condition.at_most is not None and condition.at_least > condition.at_most:
            yield keys, f"{place} has no number of {condition.column!r} between its bounds"
