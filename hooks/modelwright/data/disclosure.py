"""What rows give away about single persons when they are published: k-anonymity and l-diversity."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from modelwright.data.suppression import FLOOR
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import polars as pl


class Anonymity(NamedTuple):
    """How far rows hide in groups of rows that look alike.

    Args:
        columns: the quasi-identifiers that make the groups.
        k: how many rows the smallest group has; 0 where there are no rows.
        groups: how many groups there are.
        rows_below: how many rows lie in groups of fewer than five.
        sensitive: the column whose values differ within groups, where one was asked for.
        l: how many different values of it the poorest group has.
    """

    columns: tuple[str, ...]
    k: int
    groups: int
    rows_below: int
    sensitive: str | None = None
    l: int | None = None  # noqa: E741 - the letter that the method is named after


def anonymity(rows: "pl.LazyFrame", columns: Sequence[str], *, sensitive: str | None = None) -> Anonymity:
    """k-anonymity (Sweeney, 2002) and distinct l-diversity (Machanavajjhala et al., 2007) of rows.

    Missing values are alike, so they make groups of their own; what is not a number is missing. Who knows that somebody
    is among the rows, and knows the quasi-identifiers, finds that person in a group of `k` rows at best, and learns the
    sensitive value where `l` is 1.

    Args:
        rows: as they would be published.
        columns: the quasi-identifiers; without any, all rows are one group.
        sensitive: the column that nobody shall learn of a person, such as the target.
    """
    import polars as pl

    floating = [pl.col(name).fill_nan(None) for name, kind in rows.collect_schema().items() if kind.is_float()]
    rows = rows.with_columns(floating) if floating else rows
    counted = [pl.len().alias("rows")]
    if sensitive is not None:
        counted.append(pl.col(sensitive).n_unique().alias("values"))
    grouped = rows.group_by([pl.col(name).alias(f"by {at}") for at, name in enumerate(columns)] or [pl.lit(0)])
    below = pl.col("rows") < FLOOR
    facts = grouped.agg(counted).select(
        k=pl.col("rows").min().fill_null(0),
        groups=pl.len(),
        below=pl.col("rows").filter(below).sum(),
        l=pl.col("values").min() if sensitive is not None else pl.lit(None),
    )
    [(k, groups, rows_below, least)] = facts.collect(engine="streaming").rows()
    return Anonymity(tuple(columns), k, groups, rows_below, sensitive, least)


def k_anonymity(rows: "pl.LazyFrame", columns: Sequence[str]) -> int:
    """How many rows the smallest group of equal quasi-identifiers has."""
    return anonymity(rows, columns).k


def l_diversity(rows: "pl.LazyFrame", columns: Sequence[str], sensitive: str) -> int:
    """How many different values of a sensitive column the poorest group of equal quasi-identifiers has."""
    return anonymity(rows, columns, sensitive=sensitive).l or 0


def findings(repo: Repo, found: Anonymity) -> list[str]:
    """One line for each promise of the spec about published rows that they do not keep."""
    promised = {"k_anonymity": found.k, "l_diversity": found.l}
    broken = []
    for key, value in promised.items():
        wanted: int | None = getattr(repo.spec.data, key)
        if wanted is not None and (value is None or value < wanted):
            line = line_of(repo.spec_text, ("data", key)) or 1
            fact = f"{wanted} are promised, and a group by {', '.join(found.columns) or 'nothing'} has {value or 0}"
            broken.append(f"{repo.shown(SPEC_NAME)}:{line}: data.{key}: {fact} [{key.replace('_', '-')}]")
    return broken
