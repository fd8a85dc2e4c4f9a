"""What decisions with the model are worth."""

from typing import TYPE_CHECKING

from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.decision import Decision, Stake
from modelwright.reports.dossier import Dossier
from modelwright.reports.sections.counting import listed
from modelwright.reports.sections.figure import Figure, link
from modelwright.reports.tables import body, plain
from modelwright.spec.promised.decision import DecisionPromise

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES = {
    "true_positive": "acting on a case",
    "false_positive": "acting on what is no case",
    "false_negative": "a missed case",
    "true_negative": "leaving alone what is no case",
    "cost_wrong": "a wrong class",
    "cost_over": "a unit too many",
    "cost_under": "a unit too few",
}


def section(dossier: Dossier) -> str:
    """The section of the evaluation page, as Markdown from `##` on; empty where nothing was measured."""
    found = dossier.evaluation.decision if dossier.evaluation else None
    if found is None:
        return ""
    parts = [
        "## What is it worth?",
        _in_words(dossier, found),
        _threshold(found),
        link("decision", FIGURES["decision"]) if found.curve else "",
        _mistaken(found),
        _method(found),
    ]
    return "\n\n".join(filter(None, parts))


def _method(found: Decision) -> str:
    return (
        f"How the model decides: {plain(found.rule)}{_from(found)}. Interval: {found.value.method}, "
        f"{found.value.rows:,} rows; both policies decide the same rows, so chance that is common to both cancels."
    )


def _from(found: Decision) -> str:
    return "" if found.threshold is None else f", here {found.threshold:.3g}"


def _in_words(dossier: Dossier, found: Decision) -> str:
    one, unit = found.value, plain(dossier.spec.use.unit)
    if one.low > 0:
        lead = f"the model is worth **{_money(abs(one.value), found)} more** than today"
    elif one.high < 0:
        lead = f"the model is worth **{_money(abs(one.value), found)} less** than today"
    else:
        lead = "the model is **not shown to be worth more or less** than today"
    held = [words for stake in found.stakes if (words := _turn(stake, found))]
    between = f"between {one.low:,.0f} and {_money(one.high, found)}"
    least = (dossier.spec.promises.decision or DecisionPromise()).at_least
    stays = "It stays better" if least == 0 else f"It stays worth at least {_money(least, found)} more"
    tail = f" {stays} as long as {listed(held)}; each by itself." if held else " No price alone turns that."
    return f"Per 1,000 {unit}, {lead} ({plain(found.present)}): {between}.{tail if one.low > 0 else ''}"


def _turn(stake: Stake, found: Decision) -> str:
    if stake.break_even is None:
        return ""
    verb = "brings" if stake.value > 0 else "costs"
    # A benefit that the model has more often, or a cost that it has less often, must be large.
    side = "more" if stake.more * stake.value > 0 else "less"
    if stake.value < 0:
        side = "more" if stake.more < 0 else "less"
    return f"{_name(stake.name)} {verb} {side} than {_money(abs(stake.break_even), found)}"


def _threshold(found: Decision) -> str:
    chosen = found.chosen
    if chosen is None or found.threshold is None or found.acted is None or found.acted_today is None:
        return ""
    fixed = "" if found.fixed is None else f" The team fixed {found.fixed.threshold:.4g} ({found.fixed.where})."
    return (
        f"Validation data choose to act from a probability of **{chosen.threshold:.3g}** on; anything from "
        f"{chosen.low:.3g} to {chosen.high:.3g} is as good.{fixed} From {found.threshold:.3g} on, {found.acted:.1%} "
        f"are acted on, against {found.acted_today:.1%} today."
    )


def _mistaken(found: Decision) -> str:
    if not found.mistaken:
        return ""
    lines = body(
        [
            _name(one.name),
            f"{'half' if one.factor < 1 else 'twice'} as much",
            _range(one.value, found),
            "yes" if one.survives else "**no**",
        ]
        for one in found.mistaken
    )
    return (
        "The same decisions, if a price is in truth half or twice what the spec says, per 1,000:\n\n"
        f"| If | is | the model is worth more than today by | Still as promised |\n| - | - | - | - |\n{lines}"
    )


def _name(stake: str) -> str:
    if stake.startswith("costs."):
        true, _, named = stake.removeprefix("costs.").rpartition(".")
        return plain(f"taking {true} for {named}")
    return _NAMES[stake]


def _money(value: float, found: Decision) -> str:
    return f"{value:,.0f} {plain(found.currency)}" if abs(value) >= 10 else f"{value:,.2f} {plain(found.currency)}"  # noqa: PLR2004


def _range(one: Estimate, found: Decision) -> str:
    return f"{one.value:,.0f} {plain(found.currency)} ({one.low:,.0f} to {one.high:,.0f})"


def _draw(axes: "Axes", evaluation: Evaluation) -> None:
    found = evaluation.decision
    if found is None or found.chosen is None or found.threshold is None:
        return
    axes.axhline(0, color="grey", linestyle="--", linewidth=1)
    axes.axvspan(found.chosen.low, found.chosen.high, alpha=0.15, linewidth=0)
    axes.plot(found.curve["threshold"], found.curve["value"])
    axes.axvline(found.threshold, linewidth=1)
    axes.set(
        xlabel="Probability from which is acted",
        ylabel=f"{found.currency} per 1,000 cases more than today",
        # Threshold 1 acts on nobody.
        xlim=(0, 1),
    )


FIGURES: dict[str, Figure] = {
    "decision": Figure(
        "Value: what acting from each probability on is worth on validation data. The upright line is the threshold; "
        "within the shaded range, none is shown to be better than another.",
        _draw,
        lambda evaluation: bool(evaluation.decision and evaluation.decision.curve),
    )
}
