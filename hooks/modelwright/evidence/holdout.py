"""The split: which rows were held out, by which rule, and whether any of them was seen."""

from modelwright.evidence.record import Record


class Stratum(Record, frozen=True):
    """How many rows of a stratum there are, and how many of them are held out."""

    name: str
    rows: int
    held_out: int


class SplitRecord(Record, frozen=True):
    """What a split was made by, and how many rows lie on each side.

    Args:
        rule: the keys of the spec that decide on the side of a row, as JSON writes their values.
        columns: the columns that decide on the side of a row, and what they hold: a key that turns from a number into
            text hashes to something else.
        holdout_digest: of the rows held out, in any order.
    """

    rule: dict[str, str]
    columns: dict[str, str]
    rows: int
    training: int
    held_out: int
    gap: int
    holdout_digest: str
    strata: tuple[Stratum, ...] = ()


class Holdout(Record, frozen=True):
    """The split: who was held out, and whether any of them was seen."""

    strategy: str
    rows: int
    training_rows: int
    digest: str
    rows_seen_in_training: int
    rows_unaccounted: int
    largest_deviation: float
    equal: int | None = None
    near: int | None = None
    split_groups: int = 0
    split: SplitRecord | None = None
