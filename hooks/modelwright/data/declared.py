"""The personal data that the spec declares, against what the data look like.

Three things tell on a column: values that pass the checks of a recogniser, a name that says whom it identifies, and
text of which nearly every row has its own. Names of people in free text are found by none of them.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from modelwright.data.telling import identifying, is_bare_name, is_describing, is_identifier
from modelwright.layout import SPEC_NAME
from modelwright.privacy import births
from modelwright.repo import Repo
from modelwright.spec import Spec
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import polars as pl

    from modelwright.sources.table import Piece, Table

UNDECLARED, UNDESCRIBED, AS_FEATURE = "undeclared-personal-data", "undeclared-quasi-identifier", "personal-feature"
# How many rows are looked at, and how many cells at most: the recognisers take seconds for a million.
ROWS, CELLS = 50_000, 5_000_000
# A smaller number is none of a person, as for the check `personal-data`, and one of more than 18 digits neither.
_SMALL, _LARGE = 1_000_000, 10**18
# A name counts where so many values differ, or nearly all of a small table: `phone` may also hold yes and no.
_DIFFERENT, _NEARLY = 20, 0.9
# Text is somebody's own where so many rows hold some and nearly all of it differs. Whether it is words, for numbers and
# days differ too, is tried on so many.
_ENOUGH, _OWN, _TRIED = 50, 0.95, 1_000
# So many columns that describe persons show that rows are persons: one alone may be of a district or of a tree.
_PERSONS = 2


class Suspicion(NamedTuple):
    """A column that looks personal, and is not declared so.

    Args:
        column: its name.
        fact: what it holds, and why that is thought.
        rule: the id of what was broken.
        stops: whether it stops a run of the tiers `limited` and `high`; otherwise it is only said.
    """

    column: str
    fact: str
    rule: str = UNDECLARED
    stops: bool = True


class _Values(NamedTuple):
    """What is known of a column: its values and how many differ; text, and words in it; numbers of many digits."""

    filled: int
    different: int
    is_text: bool
    has_words: bool
    is_large: bool

    @property
    def many(self) -> bool:
        return self.different >= max(2, min(_DIFFERENT, _NEARLY * self.filled))

    @property
    def own(self) -> bool:
        return self.has_words and self.filled >= _ENOUGH and self.different >= _OWN * self.filled


def findings(repo: Repo, rows: "pl.LazyFrame | pl.DataFrame") -> tuple[list[str], list[str]]:
    """One line for each column that looks personal and is not declared: those that stop a run, and the warnings."""
    stopping: list[str] = []
    said: list[str] = []
    for one in undeclared(repo.spec, rows):
        key = "quasi_identifiers" if one.rule == UNDESCRIBED else "personal"
        line = line_of(repo.spec_text, ("data", key)) or 1
        text = f"{repo.shown(SPEC_NAME)}:{line}: data.{key}: {one.fact} [{one.rule}]"
        (stopping if one.stops and repo.spec.model.risk != "minimal" else said).append(text)
    return stopping, said


def undeclared(spec: Spec, rows: "pl.LazyFrame | pl.DataFrame") -> list[Suspicion]:
    """What looks personal and is not declared, and what is declared so and a feature all the same.

    How many values differ is counted among the rows that are looked at. Of fifty million people, nearly each of fifty
    thousand has a name of their own, and in a count of all, hardly a name would be the only one.

    Args:
        spec: of the model; `data.personal`, `data.quasi_identifiers`, `data.protected` and `data.keys` declare.
        rows: the rows as they are stored; 50,000 of them, evenly spread, are looked at. Of a database or of Spark, some
            that were drawn there already, in memory: all of these are.
    """
    import polars as pl

    sample = _sample(rows) if isinstance(rows, pl.LazyFrame) else rows.select(_telling(rows.schema))
    data = spec.data
    impersonal = set(data.not_personal)
    held = _held(sample, {*data.personal, *impersonal})
    named = list(_named(spec, sample, {*held, *impersonal}))
    found = [*held.values(), *named]
    described = {*data.personal, *data.protected, *data.quasi_identifiers, *data.keys, *impersonal}
    describing = [name for name in sample.columns if is_describing(name)]
    persons = bool(found or data.personal or data.protected or data.quasi_identifiers or len(describing) >= _PERSONS)
    seen = {one.column for one in found}
    found += _own(spec, sample, {*seen, *described}, persons=persons)
    found += [
        Suspicion(name, f"{name!r} describes persons by its name, and is not declared", UNDESCRIBED, stops=False)
        for name in describing
        if name not in described and name not in seen
    ]
    return found + [
        Suspicion(name, f"{name!r} is declared, and is a feature", AS_FEATURE)
        for name in spec.features.names
        if name in data.personal
    ]


def _sample(rows: "pl.LazyFrame") -> "pl.DataFrame":
    """Some rows, evenly spread, of the columns that can name a person: text, numbers, days and what is made of them."""
    import polars as pl

    told = _telling(rows.collect_schema())
    if not told:
        return pl.DataFrame()
    count = int(rows.select(pl.len()).collect().item())
    step = max(-(-count // max(min(ROWS, CELLS // len(told)), 1)), 1)
    taken, seen = [], 0
    for part in rows.select(told).collect_batches():
        some = part.gather_every(step, offset=-seen % step)
        # Text that is taken from a part keeps all text of the part in memory; text that is made anew does not.
        taken.append(some.with_columns(pl.col(pl.String) + ""))
        seen += part.height
    return pl.concat(taken) if taken else rows.select(told).head(0).collect()


def _telling(schema: "Mapping[str, pl.DataType]") -> list[str]:
    return [name for name, kind in schema.items() if _can_tell(kind)]


def _can_tell(kind: "pl.DataType") -> bool:
    import polars as pl

    is_text = isinstance(kind, pl.String | pl.Categorical | pl.Enum)
    # A span of time names nobody, and has no text.
    return is_text or kind.is_numeric() or (kind.is_temporal() and kind != pl.Duration) or kind.is_nested()


def _held(sample: "pl.DataFrame", declared: set[str]) -> dict[str, Suspicion]:
    """The columns whose values are somebody's number or address, by the recognisers of the check `personal-data`."""
    from modelwright.privacy.columns import holdings
    from modelwright.privacy.personal import personal

    found: dict[str, Suspicion] = {}
    for one in holdings(cast("Table", _Pieces(sample))):
        # A name beside a date of birth is told as `name, birth`.
        name = one.column if one.column in sample.columns else one.column.partition(", ")[0]
        if name not in declared and name not in found:
            shown = f"column {one.number}" if personal(one.column) else repr(one.column)
            of = f"{one.rows:,} of {sample.height:,} rows that were looked at"
            found[name] = Suspicion(name, f"{shown} holds {one.kind} in {of}, and is not declared")
    return found


class _Pieces:
    """Rows as the recognisers read those of a data file."""

    is_json_lines = False

    def __init__(self, sample: "pl.DataFrame") -> None:
        self._sample = sample

    def pieces(self) -> "Iterator[Piece]":
        from modelwright.sources.table import Column, Piece

        kinds = self._sample.schema
        texts = self._sample.select(_as_text(name, kind) for name, kind in kinds.items())
        yield Piece(0, [Column(one.name, one.to_list(), kinds[one.name].is_temporal()) for one in texts])


def _as_text(name: str, kind: "pl.DataType") -> "pl.Expr":
    import polars as pl

    column = pl.col(name)
    if kind.is_numeric():  # a column of whole numbers becomes one of floats where pandas met a missing value
        telling = column.is_between(_SMALL, _LARGE) & (column == column.floor())
        return pl.when(telling).then(column).cast(pl.Int64).cast(pl.String).alias(name)
    if kind.is_nested():
        return pl.struct(column).struct.json_encode().alias(name)
    return column.cast(pl.String)


def _named(spec: Spec, sample: "pl.DataFrame", known: set[str]) -> Iterator[Suspicion]:
    """The columns whose names say that they tell who a person is, where the values may be that."""
    personal, keys = set(spec.data.personal), {*spec.data.keys, spec.split.group}
    for name in sample.columns:
        if name in known or name in personal or name == spec.data.target:
            continue
        kind = identifying(name)
        if kind is not None:
            values = _values(sample.get_column(name))
            if values.many and (values.is_text or values.is_large):
                yield Suspicion(name, f"{name!r} is {kind} by its name, and is not declared")
        elif is_identifier(name) and name not in keys and _values(sample.get_column(name)).many:
            yield Suspicion(name, f"{name!r} stands for a person by its name, and is neither a key nor declared")


def _own(spec: Spec, sample: "pl.DataFrame", known: set[str], *, persons: bool) -> Iterator[Suspicion]:
    """The columns of text of which nearly every row has its own; they stop a run where rows are of persons."""
    other = {*known, spec.data.target, spec.data.time, spec.split.column, spec.split.group}
    for name in sample.columns:
        if name in other:
            continue
        values = _values(sample.get_column(name))
        if values.own:
            of = f"{values.different:,} different values in {values.filled:,} rows that were looked at"
            yield Suspicion(name, f"{name!r} has {of}: it tells rows apart, and is not declared", stops=persons)
        elif persons and values.has_words and values.many and is_bare_name(name):
            yield Suspicion(name, f"{name!r} may be the name of a person, and is not declared")


def _values(values: "pl.Series") -> _Values:
    import polars as pl

    there = values.drop_nulls()
    kind = values.dtype
    if kind.is_nested() or kind.is_temporal():
        return _Values(0, 0, is_text=False, has_words=False, is_large=False)
    if kind.is_numeric():
        largest = there.cast(pl.Float64).fill_nan(0.0).max()
        is_large = isinstance(largest, float) and largest >= _SMALL
        return _Values(len(there), there.n_unique(), is_text=False, has_words=False, is_large=is_large)
    different = there.cast(pl.String).unique()
    tried = different.head(_TRIED)
    worded = sum(tried.str.contains(r"\p{L}{2}") & ~tried.map_elements(births.is_date, return_dtype=pl.Boolean))
    return _Values(len(there), len(different), is_text=True, has_words=worded > len(tried) / 2, is_large=False)
