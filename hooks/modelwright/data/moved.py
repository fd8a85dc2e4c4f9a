"""What a split did, as evidence, and whether rows that were held out have become training rows since."""

from typing import TYPE_CHECKING, Any

import msgspec

from modelwright.data.hashing import digest, identity, row_ids
from modelwright.data.splits import sides
from modelwright.data.strata import strata
from modelwright.errors import InputError
from modelwright.evidence import SplitRecord, Stratum
from modelwright.spec import Spec
from modelwright.spec.rows import Split

if TYPE_CHECKING:
    import pandas as pd


def record(frame: "pd.DataFrame", spec: Spec) -> SplitRecord:
    """The split of these rows, as evidence. Counts and digests only."""
    chosen = sides(frame, spec)
    training, held = int(chosen.training.sum()), int(chosen.holdout.sum())
    return SplitRecord(
        rule=_rule(spec),
        columns={column: _kind(frame[column].dtype) for column in _identity(frame, spec)},
        rows=len(frame),
        training=training,
        held_out=held,
        gap=len(frame) - training - held,
        holdout_digest=digest(row_ids(frame[chosen.holdout], spec)),
        strata=_strata(frame, spec, chosen.holdout),
    )


def moved(before: SplitRecord, frame: "pd.DataFrame", spec: Spec) -> list[str]:
    """Why rows that were held out are training rows now: a line for each reason; none where no row has moved.

    More rows never are a reason. The rule is: it decides anew for each row, so the earlier rule is applied to the rows
    there are now, and its holdout held against the present one. So is another type of a column that is hashed.

    Args:
        before: the record of the earlier split.
        frame: the rows as they are now.
        spec: as it is now.
    """
    lines = [
        f"split: {column!r} held {kind} when the split was made and holds {_kind(frame[column].dtype)} now, "
        "so every row is drawn anew"
        for column, kind in before.columns.items()
        if column in frame.columns and kind != _kind(frame[column].dtype)
    ]
    now = _rule(spec)
    changed = [name for name in sorted({*now, *before.rule}) if now.get(name) != before.rule.get(name)]
    if not changed:
        return lines
    words = ", ".join(f"{name} was {before.rule.get(name, 'not given')}" for name in changed if name != "frozen")
    words = words or "what it was frozen to changed"
    try:
        left = int((sides(frame, _earlier(before, spec)).holdout & sides(frame, spec).training).sum())
    except InputError as error:
        return [*lines, f"split: {words}, and the earlier holdout cannot be told any more: {error.fact}"]
    if left:
        lines.append(f"split: {words}: {left:,} rows that were held out are training rows now")
    return lines


def _rule(spec: Spec) -> dict[str, str]:
    split = msgspec.structs.asdict(spec.split)
    # Once there is a cut, neither the share nor the seed moves a row.
    idle = {"holdout", "seed"} if spec.split.cut is not None else set()
    given = {name: value for name, value in split.items() if value is not None and name not in idle}
    return {name: msgspec.json.encode(value).decode() for name, value in {**given, "keys": spec.data.keys}.items()}


def _earlier(before: SplitRecord, spec: Spec) -> Spec:
    """The spec with the split of a record."""
    rule: dict[str, Any] = {name: msgspec.json.decode(value) for name, value in before.rule.items()}
    keys = tuple(rule.pop("keys"))
    data = msgspec.structs.replace(spec.data, keys=keys)
    return msgspec.structs.replace(spec, data=data, split=msgspec.convert(rule, Split))


def _identity(frame: "pd.DataFrame", spec: Spec) -> list[str]:
    """The columns that decide on the side of a row."""
    chosen = spec.split.column or spec.split.group
    return [chosen] if chosen else identity(frame, spec)


def _kind(dtype: Any) -> str:
    from pandas.api import types

    kinds = {
        "true or false": types.is_bool_dtype,
        "whole numbers": types.is_integer_dtype,
        "numbers": types.is_float_dtype,
        "times": types.is_datetime64_any_dtype,
    }
    return next((name for name, fits in kinds.items() if fits(dtype)), "text")


def _strata(frame: "pd.DataFrame", spec: Spec, held: Any) -> tuple[Stratum, ...]:
    import numpy as np

    column, fixed = spec.split.stratify, spec.split.frozen
    if column is None or fixed is None:
        return ()
    codes, names = strata(frame, column, fixed.edges)
    rows, out = (np.bincount(codes[chosen], minlength=len(names)) for chosen in (slice(None), held))
    return tuple(Stratum(*one) for one in zip(names, rows.tolist(), out.tolist(), strict=True))
