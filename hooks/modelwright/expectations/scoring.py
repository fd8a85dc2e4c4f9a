"""Rows that are to be scored, held against what of the suite can hold of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from modelwright.engines.source import Source
from modelwright.errors import InputError, Refused
from modelwright.evidence import ExpectationResult
from modelwright.expectations.chance import is_chance
from modelwright.expectations.columns import columns_of
from modelwright.expectations.holding import hold
from modelwright.expectations.parameters import asks_for_parameters, filled, parameters
from modelwright.expectations.suite import Expectation, Suite, read_suite
from modelwright.expectations.validation import content_of_source, describe, named_columns, results
from modelwright.expectations.words import title
from modelwright.progress import Stage, say
from modelwright.repo import Repo
from modelwright.spec import Spec

FORMATS = (".parquet", ".csv")
# They look at a whole population: at its size, its shape or its head, which are not those of a batch.
_OF_A_POPULATION = (
    "expect_table_",
    "expect_query_",
    "expect_column_mean_",
    "expect_column_median_",
    "expect_column_stdev_",
    "expect_column_sum_",
    "expect_column_quantile_",
    "expect_column_min_",
    "expect_column_max_",
    "expect_column_unique_value_count_",
    "expect_column_proportion_",
    "expect_column_most_common_",
    "expect_column_distinct_values_to_contain_",
    "expect_column_distinct_values_to_equal_",
    "expect_column_kl_divergence_",
    "expect_column_chisquare_",
    "expect_column_bootstrapped_",
    "expect_column_parameterized_",
    "expect_column_pair_cramers_",
    "expect_column_value_z_scores_",
    "expect_column_values_to_not_be_outliers",
)


class Part(NamedTuple):
    """What of a suite can hold of rows that are to be scored, and why the rest cannot."""

    kept: tuple[Expectation, ...]
    left_out: tuple[tuple[Expectation, str], ...]


def validate_scoring(repo: Repo, file: str, now: Stage) -> None:
    """Hold the rows of a file against the suite before a model scores them. Nothing is written.

    Args:
        repo: whose suite and spec say what is expected.
        file: a Parquet or CSV file.
        now: the stage under way.

    Raises:
        InputError: the file or the suite cannot be read, or the file holds no rows.
        Refused: the rows break a critical expectation, or lack a feature.
    """
    shown = repo.shown(repo.spec.data.expectations)
    suite = read_suite(repo.suite_path, shown)
    source = _opened(repo, Path(file))
    content = content_of_source(source)
    if not content.rows:
        raise InputError(file, "holds no rows")
    columns = {one.name for one in content.columns}
    part = for_scoring(suite, repo.spec, columns)
    asked = msgspec.structs.replace(suite, expectations=part.kept)
    whole = filled(asked, parameters(repo.spec), shown)
    held = hold(whole, source, shown, columns=columns, known=named_columns(repo.spec) | _named(suite))
    if held.why:
        say(f"validate  Great Expectations holds the whole suite: {held.why}")
    for one, reason in part.left_out:
        say(f"left out  {title(one)}: {reason}")
    found = results(repo.spec, part.kept, held.verdicts)
    broken = list(_broken(zip(part.kept, found, strict=True), file))
    if broken:
        raise Refused(broken)
    met = sum(one.met for one in found)
    now.done(f"{met} of {len(found)} expectations met on {content.rows:,} rows; {len(part.left_out)} left out")


def for_scoring(suite: Suite, spec: Spec, columns: set[str]) -> Part:
    """What of a suite can hold of rows that are to be scored.

    Every feature must be there, whether the suite says so or not: the model cannot do without.

    Args:
        suite: the suite of the training data.
        spec: which names target, features and what leaks.
        columns: those that the rows have.
    """
    kept, left_out = [], []
    for one in suite.expectations:
        reason = _why_left_out(one, spec, columns)
        if reason:
            left_out.append((one, reason))
        else:
            kept.append(one)
    features = [
        Expectation("expect_column_to_exist", {"column": name}, {"reason": "the model asks for this feature"})
        for name in spec.features.names
    ]
    return Part((*features, *kept), tuple(left_out))


def _why_left_out(one: Expectation, spec: Spec, columns: set[str]) -> str | None:
    named, features = columns_of(one), {*spec.features.names}
    lacking = sorted(named - columns - features)
    # How old the newest row may be holds of a batch too: a file of last month that is scored again breaks it.
    depends_on_the_day = asks_for_parameters(one.kwargs)
    newer = named & ({spec.data.time, spec.split.column} - features) and one.kwargs.get("max_value") is not None
    reasons = {
        "the outcome is not known yet": spec.data.target in named,
        "the column is only known once the outcome is": bool(named & {*spec.data.leaking}),
        f"the rows have no {', '.join(lacking)}, which is no feature": bool(lacking),
        "of the training data as a whole": one.type.startswith(_OF_A_POPULATION) and not depends_on_the_day,
        "rows that are to be scored are newer": bool(newer) and not depends_on_the_day,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _broken(found: Iterable[tuple[Expectation, ExpectationResult]], file: str) -> Iterator[str]:
    """A line for each critical expectation that is broken; what only warns is said at once."""
    for expectation, one in found:
        if one.met:
            continue
        line = f"{file}: {describe(one)} [{one.name}]"
        chance = is_chance(one.unexpected or 0, one.rows or 0, 1 - expectation.mostly) if one.error is None else False
        if one.severity == "critical" and not chance:
            yield line
        else:
            say(f"warning   {line}{', which so few rows may do by chance' if chance else ''}")


def _named(suite: Suite) -> set[str]:
    return {name for one in suite.expectations for name in columns_of(one)}


def _opened(repo: Repo, path: Path) -> Source:
    if not path.is_file():
        raise InputError(path, "no such file")
    if repo.spec.data.engine == "frame":
        from modelwright.data.frames import team_module
        from modelwright.engines.frames import FrameSource

        return FrameSource(team_module(repo, "data").load(path))
    if path.suffix not in FORMATS:
        raise InputError(path, f"is neither {' nor '.join(FORMATS)}")
    from modelwright.engines.files import FileSource

    return FileSource(path)
