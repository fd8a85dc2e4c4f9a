"""What could be done about the model: its probabilities, its threshold, its settings, its features, its kind."""

from collections.abc import Iterator

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.remedies import Remedy
from modelwright.spec import Spec

# Shares of the lead over the dummy baseline.
_WIDE_GAP = 0.25
_NARROW_GAP = 0.05
_SMALL_LEAD = 0.1
_NAMED = 5


def remedies(_spec: Spec, evaluation: Evaluation) -> Iterator[Remedy]:
    """Each that the evidence speaks for."""
    yield from _recalibration(evaluation)
    yield from _threshold(evaluation)
    yield from _search(evaluation)
    yield from _features(evaluation)
    yield from _fit(evaluation)
    yield from _simpler(evaluation)


def _recalibration(evaluation: Evaluation) -> Iterator[Remedy]:
    gains = evaluation.calibration.gains if evaluation.calibration else ()
    shown = [one for one in gains if one.estimate.low > 0]
    if shown:
        best = max(shown, key=lambda one: one.estimate.low)
        yield Remedy(
            "recalibrate",
            f"Recalibrate the probabilities with the method {best.method}",
            f"Fitted on other rows, it lowers {best.metric} on validation data. Rankings stay as they are.",
            "low",
            "evaluation/calibration.md",
            best.metric,
            best.estimate,
        )


def _threshold(evaluation: Evaluation) -> Iterator[Remedy]:
    decision = evaluation.decision
    fixed = decision.fixed if decision else None
    if decision and fixed and fixed.loss.low > 0:
        to = f" to {decision.chosen.threshold:.3g}" if decision.chosen else ""
        yield Remedy(
            "move-threshold",
            f"Move the threshold from {fixed.threshold:.3g}{to}",
            f"Validation data choose it; the gain is in {decision.currency} per 1,000 cases.",
            "low",
            "evaluation/decision.md",
            f"{decision.currency} per 1,000 cases",
            fixed.loss,
        )


def _search(evaluation: Evaluation) -> Iterator[Remedy]:
    search = evaluation.learning.search if evaluation.learning else None
    if evaluation.learning is None or search is None:
        return
    edges = [one.name.split("__")[-1] for one in search.settings if one.best_at_edge]
    if edges:
        yield Remedy(
            "widen-search",
            f"Widen the range of {', '.join(edges)}",
            f"The best of {search.trials} trials lies at the edge of what was tried, and scores rise towards it.",
            "low",
            "evaluation/learning.md",
        )
    if search.last_doubling and search.last_doubling.value > 0:
        yield Remedy(
            "more-trials",
            f"Try twice as many settings: {2 * search.trials}",
            f"The gain is what the last doubling bought, to {search.trials} trials, over the folds; the next one buys "
            "hardly more.",
            "low",
            "evaluation/learning.md",
            evaluation.learning.metric,
            search.last_doubling,
        )


def _features(evaluation: Evaluation) -> Iterator[Remedy]:
    found = evaluation.importance
    if found is None:
        return
    dear = [one.feature for one in found.features if one.worth_its_cost is False]
    idle = [*dict.fromkeys([*dear, *found.idle])]
    if idle:
        named = ", ".join(idle[:_NAMED]) + (f" and {len(idle) - _NAMED} more" if len(idle) > _NAMED else "")
        loss = found.without_idle
        told = f" Scrambled together, they cost {loss} of {found.metric}." if loss else ""
        yield Remedy(
            "drop-features",
            f"Train without {named}, and compare",
            f"They are shown to buy less than {found.worth:.2g}, or than they cost.{told} What is not a feature needs "
            "no pipeline and cannot break.",
            "low",
            "evaluation/importance.md",
        )


def _fit(evaluation: Evaluation) -> Iterator[Remedy]:
    gap = evaluation.learning.gap if evaluation.learning else None
    lead, linear = evaluation.lead("dummy"), evaluation.lead("linear")
    if gap is None or lead is None or linear is None or lead.estimate.value <= 0:
        return
    if gap.low > _WIDE_GAP * lead.estimate.value:
        yield Remedy(
            "regularise",
            "Regularise the model more, or make it smaller",
            f"It is better on its training rows than on the holdout by {gap}: it learns them by heart. At most the gap "
            "can be gained, and seldom all of it.",
            "low",
            "evaluation/learning.md",
        )
    elif gap.high < _NARROW_GAP * lead.estimate.value:
        yield Remedy(
            "richer-features",
            "Add features, or let the model be more flexible",
            f"It is no better on its training rows than on the holdout (by {gap}): it has learned what it can from "
            "these features.",
            "high",
            "evaluation/learning.md",
        )


def _simpler(evaluation: Evaluation) -> Iterator[Remedy]:
    lead, linear = evaluation.lead("dummy"), evaluation.lead("linear")
    if lead is None or linear is None or lead.estimate.value <= 0:
        return
    one = linear.estimate
    if one.high < _SMALL_LEAD * lead.estimate.value:
        yield Remedy(
            "simpler-model",
            "Consider the linear model: it is nearly as good, and cheaper to run and to explain",
            f"The model is ahead of it by {one}, and of the dummy baseline by {lead.estimate}.",
            "medium",
            "evaluation/remedies.md",
            linear.metric,
            Estimate(-one.value, -one.high, -one.low, one.rows, one.method),
        )
