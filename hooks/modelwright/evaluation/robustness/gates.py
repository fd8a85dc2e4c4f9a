"""How much worse the model may become with rows that production breaks."""

from collections.abc import Iterator

from modelwright.evaluation import tiers
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.robustness import Damage, DamageKind, Robustness
from modelwright.spec import Spec
from modelwright.spec.promised.robustness import RobustnessPromise

_SMALL: tuple[DamageKind, ...] = ("noise", "missing", "unseen")
_WORDS = {"noise": "noisy numbers", "missing": "missing values", "unseen": "unseen categories"}
_NAMED = 3


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not tiers.is_asked(spec, "robustness"):
        return []
    return [
        "finite-predictions",
        "columns-by-name",
        *(f"robustness-{kind}" for kind in _kinds(spec)),
        "robustness-unnoticed",
    ]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    if not tiers.is_asked(spec, "robustness"):
        return
    found = evaluation.robustness
    yield _finite(spec, found)
    yield _by_name(found)
    for kind in _kinds(spec):
        yield _small(spec, found, kind)
    yield _unnoticed(spec, found)


def _kinds(spec: Spec) -> list[DamageKind]:
    """Numbers can be noisy, and categories new, where there are any."""
    there = {"noise": spec.features.numeric, "missing": spec.features.names, "unseen": spec.features.categorical}
    return [kind for kind in _SMALL if there[kind]]


def _finite(spec: Spec, found: Robustness | None) -> Verdict:
    measured = "not measured"
    sums = "" if spec.model.task == "regression" else ", and probabilities add up to one"
    if found:
        wrong = {"whole rows": found.impossible} | {in_words(one): one.impossible for one in found.damages}
        bad = {name: rows for name, rows in wrong.items() if rows}
        sets = f"{len(found.damages) + 1} sets of {found.rows:,} rows, all but one of them broken"
        measured = f"{sum(bad.values()):,} predictions are none: {listed([*bad])}" if bad else f"so it is in {sets}"
    return Verdict(
        "finite-predictions",
        f"whatever the rows, every prediction is a finite number{sums}",
        measured,
        found is not None and not bad,
        ("promises", "robustness"),
    )


def _by_name(found: Robustness | None) -> Verdict:
    facts = ["not measured"]
    if found:
        facts = [f"without {listed(found.silent)} it predicts all the same"] if found.silent else []
        facts += [f"it refuses rows without {listed(found.unnamed)}, and does not say why"] if found.unnamed else []
        facts += ["columns in another order change predictions"] if found.order == "other" else []
    return Verdict(
        "columns-by-name",
        "a missing column is an error that names it, and the order of columns does not matter",
        "; ".join(facts) or "the model takes its columns by their names",
        not facts,
        ("features",),
    )


def _small(spec: Spec, found: Robustness | None, kind: DamageKind) -> Verdict:
    most = getattr(spec.promises.robustness or RobustnessPromise(), kind)
    one = found.of(kind) if found else None
    kept, measured = _allowed(one) if found and one else (None, "not measured")
    loss = one.loss if one else None
    undecided = False
    if loss and kept is None:
        kept, undecided, measured = loss.low <= most, loss.low <= most < loss.high, _lost(_WORDS[kind], one, found)
    elif found and kept is None and found.lead is None and one:
        kept, undecided = True, True
        measured = _NO_LEAD
    elif found and one is None:
        kept, measured = True, "nothing of the kind can be done to these rows"
    return Verdict(
        f"robustness-{kind}",
        f"{_WORDS[kind]} cost at most {most:.0%} of the lead over the dummy baseline",
        measured,
        bool(kept),
        ("promises", "robustness", kind),
        estimate=loss,
        margin=most - loss.high if loss else None,
        undecided=undecided,
    )


_NO_LEAD = "these rows do not show that the model is ahead of the dummy baseline, so it has nothing to lose"


def _allowed(one: Damage) -> tuple[bool | None, str]:
    """What is to be said where there is no loss: of a refusal, whether such rows can come at all."""
    if one.refused and one.noticed:
        return True, f"the model refuses {_WORDS[one.kind]} ({one.refused}), and critical expectations stop them first"
    if one.refused:
        fact = f"the model refuses {_WORDS[one.kind]} ({one.refused}), and no critical expectation stops them"
        return False, fact
    if one.impossible:
        return False, f"{one.impossible:,} predictions are none"
    return None, "not measured"


def _unnoticed(spec: Spec, found: Robustness | None) -> Verdict:
    most = (spec.promises.robustness or RobustnessPromise()).unnoticed
    losses = unnoticed(found) if found else []
    worst = max(losses, key=lambda one: one.loss.low if one.loss else 0.0, default=None)
    loss = worst.loss if worst else None
    kept, undecided, measured = False, False, "not measured"
    if loss and worst and found:
        kept, undecided = loss.low <= most, loss.low <= most < loss.high
        measured = _lost(in_words(worst), worst, found)
        measured += "" if found.expectations else "; there is no suite"
    elif found and found.lead is None:
        kept, undecided, measured = True, True, _NO_LEAD
    elif found:
        kept, measured = True, "critical expectations stop all that was tried, or the model does"
    return Verdict(
        "robustness-unnoticed",
        f"what no critical expectation stops costs at most {most:.0%} of the lead over the dummy baseline",
        measured,
        kept,
        ("promises", "robustness", "unnoticed"),
        estimate=loss,
        margin=most - loss.high if loss else None,
        undecided=undecided,
    )


def unnoticed(found: Robustness) -> list[Damage]:
    """What was done to single features, reached the model, and was predicted.

    Two columns of like ranges that were swapped are on the page, and not judged: no bound on either can notice it.
    """
    return [one for one in found.damages if one.kind not in {*_SMALL, "swapped"} and one.loss and not one.noticed]


def _lost(what: str, one: Damage | None, found: Robustness | None) -> str:
    if one is None or one.loss is None or found is None:
        return "not measured"
    loss = one.loss
    share = f"{max(loss.value, 0):.1%} ({loss.low:z.1%} to {loss.high:z.1%})"
    return f"{what}: {share} of the lead in {found.metric} is lost, on {loss.rows:,} rows"


_KINDS: dict[DamageKind, str] = {
    "noise": "noise in {}",
    "missing": "missing values in {}",
    "unseen": "unseen categories in {}",
    "half missing": "half of {} missing",
    "x10": "{} in another unit, x 10",
    "x100": "{} in another unit, x 100",
    "x1000": "{} in another unit, x 1000",
    "offset": "{} in another unit, x 1.8 + 32",
    "extreme": "{} at 1e9 in 1 % of the rows",
    "shift": "{} shifted by a standard deviation",
    "swapped": "{} swapped",
    "text": "{} as text",
}


def in_words(one: Damage) -> str:
    """Such as `half of 'age' missing`."""
    return _KINDS[one.kind].format(listed(one.columns))


def listed(names: tuple[str, ...] | list[str]) -> str:
    """The first few, and how many more."""
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
