"""The rows of a model repo against its suite."""

import math
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from modelwright.data.suppression import FLOOR
from modelwright.engines.source import Asked, Source
from modelwright.errors import InputError
from modelwright.evidence import Anonymity, Content, ExpectationResult, Validation, read_evidence
from modelwright.expectations.columns import columns_of
from modelwright.expectations.holding import hold
from modelwright.expectations.parameters import filled, parameters
from modelwright.expectations.suite import Expectation, read_suite
from modelwright.expectations.verdict import Verdict
from modelwright.expectations.words import in_words
from modelwright.fingerprints import about_rows, file_digest, fingerprints
from modelwright.repo import Repo
from modelwright.spec import Spec


def validate(repo: Repo, *, source: Source | None = None, now: datetime | None = None) -> Validation:
    """Hold the rows against the suite that the spec names, where the rows lie.

    Args:
        repo: whose spec names the rows and the suite.
        source: the rows, where they are not those that the spec names.
        now: the time against which freshness is judged; by default that of the clock.

    Raises:
        InputError: there are no rows, or they change meanwhile, or the suite is missing, is not JSON, or names an
            expectation, an argument or a column that there is not.
    """
    shown = repo.shown(repo.spec.data.expectations)
    suite = read_suite(repo.suite_path, shown)
    whole = filled(suite, parameters(repo.spec, now), shown)
    rows = opened(repo) if source is None else source
    content = content_of_source(rows)
    if not content.rows:
        raise InputError(where(repo), "holds no rows")
    columns = {one.name for one in content.columns}
    held = hold(whole, rows, shown, columns=columns, known=named_columns(repo.spec))
    # A file is watched by its digest. A table is read twice, and may have changed between.
    if content.method == "statistics" and content_of_source(rows) != content:
        raise InputError(where(repo), "the rows changed while they were read: try again, or name a view that stays")
    return Validation(
        commit=repo.commit,
        fingerprints=about_rows(fingerprints(repo), repo.spec),
        suite=suite.name,
        suite_digest=file_digest(repo.suite_path),
        rows=content.rows,
        columns=len(content.columns),
        results=results(repo.spec, suite.expectations, held.verdicts),
        engine=rows.engine,
        path=held.way,
        why=held.why,
        content=content,
        anonymity=_anonymity(repo.spec, rows, columns),
    )


def opened(repo: Repo) -> Source:
    """The rows that the spec names."""
    if repo.spec.data.engine == "frame":
        from modelwright.data.frames import load_frame
        from modelwright.engines.frames import FrameSource

        return FrameSource(load_frame(repo))
    from modelwright.engines import open_source

    return open_source(repo)


def content_of_source(source: Source) -> Content:
    """Which rows there are: from their values, or from counts and aggregates where they stay in a database.

    A file has one content, whoever holds expectations against its rows. A table is not pulled for a digest.
    """
    rows = source.rows()
    if rows is None:
        return source.statistics()
    from modelwright.data.content import content_of

    return content_of(rows)


def measured_content(repo: Repo) -> Content:
    """Which rows a model learns from and is measured on: those of the file, where there is one beside a table.

    What validation found is taken, where the file and the code are still those of then.
    """
    table, has_file = repo.spec.data.table, repo.data_path.is_file()
    if table is not None and has_file:
        from modelwright.engines.files import FileSource

        return content_of_source(FileSource(repo.data_path))
    with suppress(InputError):
        found = read_evidence(repo.evidence_path("validation"), Validation)
        changed = found.fingerprints.changed(fingerprints(repo)) & {"data", "code", "kit"}
        if has_file and found.content is not None and not changed:
            return found.content
    return content_of_source(opened(repo))


def where(repo: Repo) -> str:
    """Where the rows lie, as messages name it."""
    data = repo.spec.data
    return f"{repo.shown('model.toml')}: data.table: {data.table}" if data.table else str(repo.shown(data.path))


def named_columns(spec: Spec) -> set[str]:
    """Every column that the spec names."""
    return {column for columns in spec.columns.values() for column in columns}


def results(
    spec: Spec, expectations: Iterable[Expectation], verdicts: Iterable[Verdict]
) -> tuple[ExpectationResult, ...]:
    """What came of each expectation, in the order of the suite; of personal columns, counts only."""
    personal = {*spec.data.personal}
    both = zip(expectations, verdicts, strict=True)
    return tuple(_result(one, verdict, is_personal=bool(personal & columns_of(one))) for one, verdict in both)


def findings(repo: Repo, validation: Validation, *, severity: str = "critical") -> list[str]:
    """One line for each expectation of a severity that the data do not meet."""
    path = repo.shown(repo.spec.data.expectations)
    return [
        f"{path}: {describe(one)} [{one.name}]"
        for one in validation.results
        if not one.met and one.severity == severity
    ]


def describe(result: ExpectationResult) -> str:
    """How the data failed an expectation, in words."""
    about = f"column {result.column!r}" if result.column else "the table"
    wanted = in_words(result.name, result.arguments) if result.arguments else ""
    reason = f"{wanted} ({result.reason})" if wanted and result.reason else wanted or result.reason or result.name
    if result.error:
        return f"{about}: {result.error}, so this does not hold: {reason}"
    count = f"{result.unexpected:,} of {result.rows:,} rows" if result.unexpected and result.rows else "the data"
    return f"{about}: {count} break the expectation: {reason}"


def _anonymity(spec: Spec, source: Source, there: set[str]) -> Anonymity | None:
    """How far rows hide among others, counted where they lie; none where the spec names no such columns of theirs."""
    columns, target = spec.data.quasi_identifiers, spec.data.target
    if not columns or not {*columns, target} <= there:
        return None
    if source.scan() is None and isinstance(source, Asked):
        return source.anonymity(columns, target, FLOOR)
    rows = source.rows()
    if rows is None:
        return None
    from modelwright.data.disclosure import anonymity

    return Anonymity(*anonymity(rows, columns, sensitive=target))


def _result(expectation: Expectation, verdict: Verdict, *, is_personal: bool) -> ExpectationResult:
    arguments: dict[str, Any] = {key: value for key, value in expectation.kwargs.items() if key != "column"}
    return ExpectationResult(
        name=expectation.type,
        column=expectation.column,
        severity=expectation.severity,
        met=verdict.met,
        rows=verdict.rows,
        unexpected=verdict.unexpected,
        tolerated=_tolerated(expectation.mostly, verdict.rows),
        reason=expectation.reason,
        error=verdict.error,
        missing=verdict.missing,
        observed=None if is_personal else verdict.observed,
        arguments={} if is_personal else arguments,
    )


def _tolerated(mostly: float, rows: int | None) -> int | None:
    """How many rows may break an expectation that is to hold for `mostly` of them."""
    return None if rows is None else math.floor((1 - mostly) * rows + 1e-9)
