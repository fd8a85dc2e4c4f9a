"""Which corruptions are tried, on which columns."""

from collections import Counter

import polars as pl
import pytest

from modelwright.challenge.ground import Ground, Limits, ground_of
from modelwright.challenge.mutants import Mutant, Twin, mutants
from modelwright.challenge.ties import ties
from tests.challenge.small import small_rows, small_spec


@pytest.fixture(scope="module")
def ground() -> Ground:
    return ground_of(small_spec(), small_rows().lazy())


def tried(ground: Ground) -> list[Mutant]:
    return [one for one in mutants(ground) if isinstance(one, Mutant)]


def test_no_mutant_is_like_the_clean_rows_and_none_like_another(ground: Ground) -> None:
    clean = small_rows()
    frames = [(one.kind.name, one.column, one.rows.collect()) for one in tried(ground)]

    for number, (kind, column, frame) in enumerate(frames):
        assert frame.schema != clean.schema or not frame.equals(clean), (kind, column)
        twins = [other[:2] for other in frames[:number] if other[2].equals(frame) and other[2].schema == frame.schema]
        assert not twins, (kind, column, twins)


def test_a_mutant_differs_in_the_columns_that_it_says_and_in_no_other(ground: Ground) -> None:
    clean = small_rows()
    for one in tried(ground):
        frame = one.rows.collect()
        if one.touched:
            others = [name for name in clean.columns if name not in one.touched]
            assert frame.select(others).equals(clean.select(others)), one.kind.name
            assert one.same_columns == (frame.columns == clean.columns), one.kind.name


def test_the_mutants_of_two_runs_are_the_same(ground: Ground) -> None:
    again = ground_of(small_spec(), small_rows().lazy())

    for one, other in zip(tried(ground), tried(again), strict=True):
        assert (one.kind.name, one.column) == (other.kind.name, other.column)
        assert one.rows.collect().equals(other.rows.collect(), null_equal=True)


def test_a_corruption_that_changes_nothing_is_not_tried() -> None:
    """Numbers that are all zero have no sign and no unit, and are constant already."""
    rows = small_rows().with_columns(a=pl.lit(0.0))
    found = list(mutants(ground_of(small_spec(), rows.lazy())))

    twins = {one.kind.name for one in found if isinstance(one, Twin) and one.column == "a"}
    kinds = {one.kind.name for one in found if isinstance(one, Mutant) and one.column == "a"}
    assert {"sign-flipped", "times-hundred", "constant"} <= twins
    assert not kinds & {"sign-flipped", "times-hundred", "constant", "decorrelated", "shifted-in-range"}


def test_a_column_that_goes_with_no_other_is_not_decorrelated() -> None:
    alone = pl.Series("a", [one * 7919 % 400 for one in range(400)])
    rows = small_rows().with_columns(alone)

    kinds = {(one.kind.name, one.column) for one in tried(ground_of(small_spec(), rows.lazy()))}

    assert ("decorrelated", "b") in kinds
    assert ("decorrelated", "a") not in kinds


def test_a_leaking_column_and_one_that_the_spec_does_not_name_are_left_alone() -> None:
    rows = small_rows().with_columns(later=pl.col("y") * 2, unnamed=pl.lit(1))
    columns = {one.column for one in tried(ground_of(small_spec(leaking=["later"]), rows.lazy()))}

    assert columns == {None, "id", "day", "a", "b", "c", "y", "name"}


def test_a_column_without_any_value_is_not_corrupted_in_its_values() -> None:
    rows = small_rows().with_columns(a=pl.lit(None, pl.Float64))
    kinds = {one.kind.name for one in tried(ground_of(small_spec(), rows.lazy())) if one.column == "a"}

    assert kinds == {"column-renamed", "column-dropped"}


def test_each_kind_is_tried_where_it_makes_sense(ground: Ground) -> None:
    where: dict[str, set[str | None]] = {}
    for one in tried(ground):
        where.setdefault(one.kind.name, set()).add(one.column)

    assert where["keys-missing"] == {"id"}
    assert where["decimal-comma"] == {"a"}
    assert where["category-unseen"] == {"c", "y"}
    assert where["sign-flipped"] == {"a", "b"}
    assert where["half-missing"] == {"a", "b", "c"}
    assert where["blanks-added"] == {"c", "name"}
    assert where["year-stale"] == where["time-zone-shifted"] == {"day"}
    assert where["labels-flipped"] == where["outcomes-shuffled"] == {"y"}
    assert where["column-dropped"] == {"id", "day", "a", "b", "c", "y", "name"}
    assert where["file-truncated"] == where["delivery-stale"] == where["keys-repeated"] == {None}


def test_the_outcome_of_a_regression_is_shuffled_and_not_flipped() -> None:
    spec = small_spec()
    rows = small_rows().with_columns(y=pl.col("a") * 3)
    from msgspec.structs import replace

    regression = replace(spec, model=replace(spec.model, task="regression"))
    kinds = {one.kind.name for one in tried(ground_of(regression, rows.lazy())) if one.column == "y"}

    assert "outcomes-shuffled" in kinds
    assert not kinds & {"labels-flipped", "some-labels-flipped"}


def test_columns_of_many_rows_are_corrupted_in_a_part_of_them_and_rows_in_all() -> None:
    ground = ground_of(small_spec(), small_rows(1000).lazy(), limits=Limits(rows=300))
    heights = Counter(one.rows.collect().height for one in tried(ground) if one.column)
    all_rows = {one.kind.name: one.rows.collect().height for one in tried(ground) if one.column is None}

    assert ground.is_sampled
    assert set(heights) == {250}
    assert (all_rows["file-repeated"], all_rows["file-truncated"]) == (2000, 500)


def test_ties_are_found_between_numbers_and_with_text() -> None:
    found = ties(small_rows())

    assert found["a"][0][0] == "b"
    assert "c" in dict(found["a"])
    assert "a" in dict(found["c"])
    assert all(0.1 <= strength <= 1 for pairs in found.values() for _, strength in pairs)
