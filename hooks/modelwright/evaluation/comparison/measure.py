"""The model against the champion on the same rows, and against the baselines on the same folds."""

import msgspec

from modelwright.data.splits import row_ids
from modelwright.evaluation.comparison.champion import Search, search
from modelwright.evaluation.comparison.differences import differences, lead_of_champion, paired_tests
from modelwright.evaluation.comparison.folds import on_folds
from modelwright.evaluation.comparison.outcomes import rows_needed, told
from modelwright.evaluation.comparison.pairs import paired
from modelwright.evaluation.comparison.predictions import kept
from modelwright.evaluation.ground import Ground
from modelwright.evidence.comparison import Comparison, Subject
from modelwright.fingerprints import file_digest
from modelwright.spec import Spec
from modelwright.spec.promised.comparison import ChampionPromise


def measure(ground: Ground) -> Comparison | None:
    """The model against the champion on the same rows, and against the baselines on the same folds."""
    repo, spec = ground.repo, ground.spec
    own = kept(row_ids(ground.holdout, spec), ground.scored["model"].scores)
    folds, folds_fact = on_folds(ground)
    found = search(repo, file_digest(repo.model_path) if repo.model_path.is_file() else "")
    alone = Comparison(
        outcome=found.outcome or "not comparable",
        fact=found.fact,
        subject=subject_of(spec, ground.classes),
        predictions=own.digest,
        kept_rows=len(own.ids),
        headline=spec.promises.headline,
        champion=found.champion,
        folds=folds,
        folds_fact=folds_fact,
    )
    return alone if found.outcome is not None else against(ground, alone, found)


def against(ground: Ground, alone: Comparison, found: Search) -> Comparison:
    """Compare with a champion that was found, or say why it cannot be done."""
    spec = ground.spec
    theirs, predictions = found.comparison, found.predictions
    if theirs is None or predictions is None:
        return alone
    unlike = _unlike(alone.subject, theirs.subject)
    if unlike:
        return msgspec.structs.replace(alone, fact=unlike)
    order = [theirs.subject.classes.index(name) for name in alone.subject.classes]
    width = 1 if spec.model.task != "multiclass" else len(order)
    if predictions.codes is None and width != (1 if predictions.scores.ndim == 1 else predictions.scores.shape[1]):
        return msgspec.structs.replace(alone, fact="the champion's predictions are not of its classes")
    pairs = paired(ground, predictions, order)
    promise = spec.promises.champion or ChampionPromise()
    compared = msgspec.structs.replace(alone, pairing=pairs.found)
    lost = pairs.found.lost + pairs.found.ambiguous
    if lost > promise.lost_rows * pairs.found.champion_rows:
        return msgspec.structs.replace(compared, fact=_lost(compared, promise.lost_rows))
    measured = differences(spec, pairs)
    compared = msgspec.structs.replace(compared, differences=measured)
    deciding = compared.deciding
    if deciding is None:
        fact = f"{spec.promises.headline} has no value on the {pairs.found.rows:,} rows that both models held out"
        return msgspec.structs.replace(compared, outcome="cannot tell", fact=fact)
    margin, margin_from = promise.margin, "the spec"
    if margin is None:
        margin = max(0.0, promise.margin_share * lead_of_champion(spec, pairs))
        margin_from = f"{promise.margin_share:.3g} of the champion's lead over the dummy baseline"
    outcome = told(deciding, margin)
    needed = rows_needed(deciding, margin, spec.promises.confidence) if outcome == "cannot tell" else None
    return msgspec.structs.replace(
        compared,
        outcome=outcome,
        margin=margin,
        margin_from=margin_from,
        tests=tuple(paired_tests(spec, pairs)),
        rows_needed=needed,
    )


def subject_of(spec: Spec, classes: list[str]) -> Subject:
    """What a model predicts."""
    positive = "" if spec.data.positive is None else str(spec.data.positive)
    return Subject(spec.model.task, spec.data.target, positive, tuple(classes))


def _unlike(ours: Subject, theirs: Subject) -> str:
    """Why two models cannot be compared; empty where they can."""
    for name in ("task", "target", "positive"):
        one, other = getattr(ours, name), getattr(theirs, name)
        if one != other:
            return f"the champion's {name} is {other!r}, and that of this model is {one!r}"
    new, gone = set(ours.classes) - set(theirs.classes), set(theirs.classes) - set(ours.classes)
    if new or gone:
        parts = [
            f"lacks {', '.join(sorted(new)[:3])}" if new else "",
            f"has {', '.join(sorted(gone)[:3])}" if gone else "",
        ]
        return f"the champion knows other classes: it {' and '.join(part for part in parts if part)}"
    return ""


def _lost(compared: Comparison, share: float) -> str:
    found = compared.pairing
    if found is None:
        return ""
    fact = f"{found.lost:,} of {found.champion_rows:,} rows that the champion was measured on are not held out any more"
    fact += f", {found.trained_on:,} of them were trained on" if found.trained_on else ""
    fact += f", and {found.ambiguous:,} row identities stand for several rows" if found.ambiguous else ""
    return f"a smaller holdout: {fact}; {share:.1%} may be"
