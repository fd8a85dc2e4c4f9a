"""The tables of the spec that speak of rows: where they come from, what the model may see, and what is held out."""

from typing import Annotated, Literal

from msgspec import Meta

from modelwright.spec.base import Columns, Table, Text

Engine = Literal["pandas", "frame", "sql", "spark"]
VariableName = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_]*$")]
Several = Annotated[int, Meta(ge=2)]
Days = Annotated[float, Meta(gt=0)]
Cadence = Literal["once", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "irregular"]


class Data(Table, frozen=True):
    """The data that the model learns from."""

    path: Annotated[Text, Meta(description="The data file, relative to the repository.")]
    expectations: Annotated[Text, Meta(description="The Great Expectations suite, relative to the repository.")]
    source: Annotated[Text, Meta(description="Where the data come from.")]
    licence: Annotated[Text, Meta(description="The licence of the data, as an SPDX identifier where it has one.")]
    citation: Annotated[Text, Meta(description="How the source asks to be cited.")]
    target: Annotated[Text, Meta(description="The column that is predicted.")]
    positive: Annotated[
        int | str | bool | None,
        Meta(description="Binary tasks: the value of the target whose probability is predicted."),
    ] = None
    keys: Annotated[Columns, Meta(description="The columns that identify a row. Never features.")] = ()
    leaking: Annotated[
        Columns, Meta(description="Columns that are only known once the outcome is. Never features.")
    ] = ()
    protected: Annotated[
        Columns, Meta(description="Columns that describe a protected characteristic. Never features.")
    ] = ()
    protected_reason: Annotated[
        Text | None, Meta(description="Why no column is protected, where none is. The tier `high` asks for it.")
    ] = None
    engine: Annotated[
        Engine,
        Meta(
            description="Where expectations are held against the rows: `pandas` reads the file of `data.path` "
            "(Parquet, CSV); `frame` takes what `load` returns, of any file; `sql` asks the database of "
            "`data.connection`, or DuckDB over `data.path` without one; `spark` reads `data.path` with Apache Spark."
        ),
    ] = "pandas"
    connection: Annotated[
        VariableName | None,
        Meta(
            description="Engine `sql`: the environment variable that holds the SQLAlchemy URL. Its name, not the URL.",
        ),
    ] = None
    table: Annotated[
        Text | None, Meta(description="Engine `sql` with a connection: the table or view, such as `risk.customers`.")
    ] = None
    time: Annotated[
        Text | None, Meta(description="The column that says when a row came about, for freshness and cadence.")
    ] = None
    max_age_days: Annotated[
        Days | None,
        Meta(description="How old the newest row may be, in days, when the data are validated. Needs `time`."),
    ] = None
    cadence: Annotated[Cadence | None, Meta(description="How often new rows come.")] = None
    personal: Annotated[
        Columns, Meta(description="Columns that hold personal data of their own, such as names, addresses and numbers.")
    ] = ()
    quasi_identifiers: Annotated[
        Columns, Meta(description="Columns that together may single out a person, such as age, sex and place.")
    ] = ()
    not_personal: Annotated[
        Columns,
        Meta(description="Columns that look like personal data and hold none, such as the name of a product."),
    ] = ()
    k_anonymity: Annotated[
        Several | None,
        Meta(description="The fewest rows with equal quasi-identifiers that the data may hold."),
    ] = None
    l_diversity: Annotated[
        Several | None, Meta(description="The fewest different values of the target among such rows.")
    ] = None
    retention: Annotated[Text | None, Meta(description="How long rows may be kept, and what happens then.")] = None
    allowed_use: Annotated[
        Text | None, Meta(description="What the data may be used for, as agreed with whoever delivers them.")
    ] = None
    steward: Annotated[
        Text | None, Meta(description="Who answers for the data where they are made: a team or its address.")
    ] = None
    version: Annotated[
        str,
        Meta(
            description="The version of the contract about the data: a breaking change needs a new major one.",
            pattern=r"^\d+\.\d+\.\d+$",
        ),
    ] = "1.0.0"


class Features(Table, frozen=True):
    """The columns that the model may look at."""

    numeric: Annotated[Columns, Meta(description="Columns whose order and distance mean something.")] = ()
    categorical: Annotated[
        Columns, Meta(description="Columns whose values are names, even where they are digits.")
    ] = ()

    @property
    def names(self) -> list[str]:
        """The feature columns: the numeric ones, then the categorical ones."""
        return [*self.numeric, *self.categorical]


class Frozen(Table, frozen=True):
    """What a stratified split was frozen to. The kit writes it; delete the table to draw another holdout."""

    of: Annotated[
        Text, Meta(description="A digest of the keys that the split was drawn by, so that none changes unnoticed.")
    ]
    shares: Annotated[
        dict[str, Annotated[float, Meta(gt=0, lt=1)]],
        Meta(min_length=1, description="For each stratum, the share of all hashes that holds a row out."),
    ]
    edges: Annotated[
        tuple[float, ...],
        Meta(description="Where the strata of a number begin, but for the first one; they are named 1, 2 and so on."),
    ] = ()


class Split(Table, frozen=True):
    """Which rows are held out, never to be seen by training or tuning."""

    strategy: Annotated[
        Literal["random", "time"],
        Meta(description="`random` holds out rows by a hash of their keys; `time` holds out the newest."),
    ]
    holdout: Annotated[float, Meta(gt=0, lt=0.9, description="The share of rows held out.")] = 0.2
    column: Annotated[
        str | None, Meta(description="The time column of a split by time. Rows of equal time stay together.")
    ] = None
    group: Annotated[
        Text | None,
        Meta(description="A column whose rows of one value stay on one side of a random split, and in one fold."),
    ] = None
    stratify: Annotated[
        Text | None,
        Meta(
            description="A column, often the target, of whose every value a random split holds out the same share. A "
            "number of many values is cut into fifths."
        ),
    ] = None
    cut: Annotated[
        str | int | float | None,
        Meta(
            description='The time from which rows are held out: `"2012-08-07"`, `"2012-08-07T12:00:00"` or a number. '
            "The kit writes it at the first training, so that new rows do not move it."
        ),
    ] = None
    gap: Annotated[
        Days | None,
        Meta(
            description="How far before the cut training ends: days, or steps of a time column that is a number. Rows "
            "between are on neither side. Folds keep the same gap.",
        ),
    ] = None
    seed: Annotated[int, Meta(ge=0, description="Seeds the split, the folds, the model and the intervals.")] = 0
    frozen: Annotated[Frozen | None, Meta(description="What a stratified split was frozen to. The kit writes it.")] = (
        None
    )

    def drawn_by(self, keys: Columns) -> str:
        """A digest of what a random split is drawn by: if it changes, what was frozen fits no more."""
        import hashlib
        import json

        by = [self.strategy, self.holdout, self.group, self.stratify, self.seed, list(keys)]
        return hashlib.sha256(json.dumps(by).encode()).hexdigest()[:16]
