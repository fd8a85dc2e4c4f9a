"""The page of the data: what is expected, what came of it, and whether the suite would notice anything."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from modelwright.data.suppression import FLOOR
from modelwright.evaluation.gates import mutation_score_floor
from modelwright.evidence import Challenge, Content, Corruption, ExpectationResult, Validation
from modelwright.expectations.columns import condition_columns
from modelwright.expectations.words import in_words
from modelwright.reports.dossier import Dossier
from modelwright.reports.tables import NOTHING_YET, WIDE, body, code, code_list, literal, plain
from modelwright.reports.words import ENGINES
from modelwright.spec import Spec

# So many columns are named of those in which a kind of corruption went unnoticed.
_NAMED = 5
# So many expectations that would notice it are named, and so much of each.
_ADVISED, _LONGEST = 2, 140
_ROLES = (
    ("Target", "data.target"),
    ("Key", "data.keys"),
    ("Numeric feature", "features.numeric"),
    ("Categorical feature", "features.categorical"),
    ("Leaks the outcome, never a feature", "data.leaking"),
    ("Protected, never a feature", "data.protected"),
    ("Says when a row came about", "data.time"),
    ("Personal data", "data.personal"),
    ("Together may single out a person", "data.quasi_identifiers"),
)


def data(dossier: Dossier) -> str:
    """Source, licence, the role of each column, the expectations, and what the suite notices."""
    spec = dossier.spec
    table = body([role, code_list(columns)] for role, key in _ROLES if (columns := spec.columns[key]))
    return f"""\
{WIDE}
# Data

{plain(spec.data.source)}

{_facts(spec)}

| Role | Columns |
| --- | --- |
{table}

## Expectations

{_expectations(spec, dossier.validation)}

## Would the suite notice?

{_challenge(spec, dossier.challenge)}
{_persons(dossier.validation)}"""


def _facts(spec: Spec) -> str:
    data = spec.data
    facts = {
        "Licence": plain(data.licence),
        "Citation": plain(data.citation),
        "File": code(data.path),
        "Table": code(data.table) if data.table else None,
        "New rows": data.cadence,
        "Steward": plain(data.steward) if data.steward else None,
        "Allowed use": plain(data.allowed_use) if data.allowed_use else None,
        "Retention": plain(data.retention) if data.retention else None,
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)


def _expectations(spec: Spec, validation: Validation | None) -> str:
    if validation is None:
        return NOTHING_YET
    found = validation.results
    met = sum(one.met for one in found)
    return f"""\
{_verdict(validation)}
{met} of {len(found)} expectations of the suite {code(validation.suite)} are met on {validation.rows:,} rows of
{validation.columns:,} columns. Data that break a critical one stop the run before any model is touched; a warning is
only said.

{_way(validation)}

{_content(validation.content)}

| Column | | Expected | Why | Rows that break it |
| --- | --- | --- | --- | --- |
{body(_rows(spec, found))}
"""


def _verdict(validation: Validation) -> str:
    unmet = sorted((one for one in validation.results if not one.met), key=lambda one: one.severity != "critical")
    if not unmet:
        return '!!! success "The data meet every expectation"\n'
    critical = any(one.severity == "critical" for one in unmet)
    lines = "\n".join(f"    - {_mark(one)} {_about(one)}: {literal(_because(one))}" for one in unmet)
    kind, fact = ("failure", "break") if critical else ("warning", "only break what warns:")
    return f'!!! {kind} "The data {fact} {len(unmet)} of {len(validation.results)} expectations"\n\n{lines}\n'


def _way(validation: Validation) -> str:
    lie = ENGINES.get(validation.engine, f"the rows lie in {plain(validation.engine)}")
    if validation.path == "fast":
        return f"Held in one pass by the fast path; {lie}."
    why = f": {literal(validation.why)}" if validation.why else ""
    return f"Held by Great Expectations, the whole suite{why}; {lie}."


def _content(content: Content | None) -> str:
    if content is None:
        return ""
    of = "every value" if content.method == "values" else "counts and aggregates, for the rows stay where they are"
    return (
        f"The rows are `{content.digest}`: a digest of {of}, whatever their order. Rows that are the same have the "
        "same digest, from any file."
    )


def _rows(spec: Spec, found: Iterable[ExpectationResult]) -> Iterator[list[str]]:
    """A row for each expectation, by column; the name of a column stands once, and what is not met first."""
    by_column = sorted(found, key=lambda one: (*_place(one), one.met))
    for _, of_column in groupby(by_column, key=_place):
        for number, one in enumerate(of_column):
            name = _about(one) if number == 0 else ""
            yield [name, _mark(one), _asked(spec, one), literal(_because(one)), _broken_rows(spec, one)]


def _place(result: ExpectationResult) -> tuple[bool, str]:
    """The table first, then the columns, and last what is about several of them."""
    return _is_of_several(result), result.column or ""


def _is_of_several(result: ExpectationResult) -> bool:
    return result.column is None and not result.name.startswith("expect_table_")


def _about(result: ExpectationResult) -> str:
    if result.column:
        return code(result.column)
    return "several columns" if _is_of_several(result) else "the table"


def _because(result: ExpectationResult) -> str:
    error = f" ({result.error})" if result.error else ""
    return f"{result.reason or result.name}{error}"


def _mark(result: ExpectationResult) -> str:
    if result.met:
        return {"critical": "met", "warning": "met, warns", "info": "met, informs"}.get(result.severity, "met")
    return f"**{'broken' if result.severity == 'critical' else 'warning'}**"


def _asked(spec: Spec, result: ExpectationResult) -> str:
    name = f"<br>{code(result.name)}"
    if _columns(result) & {*spec.data.personal}:
        return f"not shown: personal data{name}"
    return f"{literal(in_words(result.name, result.arguments))}{name}"


def _columns(result: ExpectationResult) -> set[str]:
    named = [result.column, result.arguments.get("column_A"), result.arguments.get("column_B")]
    listed = result.arguments.get("column_list")
    columns = {one for one in [*named, *(listed if isinstance(listed, list) else [])] if isinstance(one, str)}
    return {*columns, *condition_columns(result.arguments.get("row_condition"))}


def _broken_rows(spec: Spec, result: ExpectationResult) -> str:
    if result.unexpected is None:
        return ""
    about_people = {*spec.data.personal, *spec.data.quasi_identifiers, *spec.data.protected}
    if 0 < result.unexpected < FLOOR and _columns(result) & about_people:
        return f"fewer than {FLOOR}"
    tolerated = f" (up to {result.tolerated:,} tolerated)" if result.tolerated else ""
    return f"{result.unexpected:,}{tolerated}"


def _challenge(spec: Spec, challenge: Challenge | None) -> str:
    if challenge is None:
        return NOTHING_YET
    kinds = sorted({one.kind for one in challenge.corruptions})
    table = body(
        _kind(spec, kind, [one for one in challenge.corruptions if one.kind == kind])
        for kind in sorted(kinds, key=lambda kind: (_share(challenge, kind), kind))
    )
    return f"""\
The rows were corrupted in {challenge.tried:,} ways in which production breaks data, one at a time. The suite notices
{challenge.noticed:,} of them: a **mutation score of {challenge.score:.1%}**, where at least
{mutation_score_floor(spec):.0%} is promised.

| Corruption | Noticed | Unnoticed in | What would notice it |
| --- | --- | --- | --- |
{table}
"""


def _persons(validation: Validation | None) -> str:
    found = validation.anonymity if validation else None
    if found is None:
        return ""
    alike = f"The rows fall into {found.groups:,} groups that look alike in {code_list(found.columns)}"
    few = f"; {found.rows_below:,} rows lie in groups of fewer than {FLOOR}" if found.rows_below >= FLOOR else ""
    same = (
        f" The poorest group has {found.l} different values of {code(found.sensitive)} (*l*-diversity): where it is 1, "
        "who knows that somebody is in the group knows that value."
        if found.sensitive
        else ""
    )
    return f"""
## Could a person be found?

{alike}. The smallest group has **{found.k:,}** (*k*-anonymity{few}): who knows these facts of somebody finds that
person among so many.{same}
"""


def _share(challenge: Challenge, kind: str) -> float:
    of_kind = [one.noticed for one in challenge.corruptions if one.kind == kind]
    return sum(of_kind) / len(of_kind)


def _kind(spec: Spec, kind: str, tried: list[Corruption]) -> list[str]:
    missed = [one for one in tried if not one.noticed]
    columns = [one.column for one in missed if one.column]
    more = f" and {len(columns) - _NAMED} more" if len(columns) > _NAMED else ""
    where = code_list(columns[:_NAMED]) + more if columns else ("the table" if missed else "")
    advice = list(dict.fromkeys(_advice(spec, one) for one in missed if one.advice))
    more = f"<br>and {len(advice) - _ADVISED} more" if len(advice) > _ADVISED else ""
    said = "<br>".join(code(one) for one in advice[:_ADVISED]) + more
    return [literal(kind), f"{len(tried) - len(missed):,} of {len(tried):,}", where, said]


def _advice(spec: Spec, one: Corruption) -> str:
    """The expectation that would notice it; of personal data, its name without arguments, which are values of rows."""
    advice = one.advice or ""
    if one.column in spec.data.personal:
        advice = advice.partition("(")[0]
    return advice if len(advice) <= _LONGEST else f"{advice[:_LONGEST]} ..."
