"""What the model does with cases that are written down."""

from modelwright.evaluation.behaviour.gates import measured_in_words, promise_in_words
from modelwright.evidence.behaviour import Behaviour, Case
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.figure import Figure
from modelwright.reports.tables import body, literal
from modelwright.spec.promised.behaviour import BehaviourPromise, Change, Minimum

FIGURES: dict[str, Figure] = {}
_NONE = """## Does it behave as anybody would expect?

No case is written down under `promises.behaviour`, so nothing is known of it."""


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.behaviour if dossier.evaluation else None
    if found is None:
        return ""
    if not found.cases:
        return _NONE
    rows = body(_row(dossier, found, one) for one in found.cases)
    return f"""\
## Does it behave as anybody would expect?

The team wrote down what must hold, whatever the metrics say. Rows of the holdout are changed, at most
{found.rows:,} for each case, and predicted again; or a case is written out in full. A row that a change leaves as it is
does not count.

| Case | Why | Promised | Measured |
| --- | --- | --- | --- |
{rows}

Cases are examples. They show that something is wrong, never that nothing is."""


def _row(dossier: Dossier, found: Behaviour, one: Case) -> list[str]:
    promise = dossier.spec.promises.behaviour or BehaviourPromise()
    verdict = next((each for each in dossier.verdicts if each.gate == f"behaviour-{one.name}"), None)
    cases: dict[str, Change | Minimum] = {**promise.invariance, **promise.direction, **promise.minimum}
    case = cases.get(one.name)
    if case is None:  # the spec has moved on, and the page says elsewhere that the evidence is stale
        return [literal(one.name), "", "", measured_in_words(found.case(one.name, one.kind))]
    if verdict:
        outcome = "" if verdict.outcome == "kept" else f"**{verdict.outcome}**: "
        return [literal(one.name), literal(case.reason), verdict.promised, f"{outcome}{verdict.measured}"]
    promised = "" if isinstance(case, Minimum) else promise_in_words(case)
    return [literal(one.name), literal(case.reason), promised, measured_in_words(one)]
