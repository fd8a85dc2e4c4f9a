"""When a model knows what it cannot know.

A trap is sprung when it is shown that something is wrong: by a count, or by the end of an interval that misses once in
a thousand. Where rows are too few to measure, the verdict is undecided and says so.
"""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.leaks import Classes, Copies, Dependence, LeadLeft, Leaks, Order, Sides, Tuned
from modelwright.spec import Spec
from modelwright.spec.promised.leaks import LeaksPromise

_SIDES = 0.6
# Recorded scores have six digits.
_SAME_SCORE = 1e-3
_NEVER = "not measured"


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "leaks"):
        return []
    by_time = spec.split.column is not None
    gates = {
        "rows-doubled": True,
        "holdout-repeated": True,
        "class-missing": spec.model.task != "regression",
        "time-order": by_time or spec.data.time is not None,
        "target-in-features": True,
        "future-in-features": by_time,
        "holdout-in-features": not by_time,
        "sides-alike": not by_time or _promise(spec).sides is not None,
        "permuted-labels": True,
        "tuned-on-folds": True,
        "holdout-optimism": not by_time,
    }
    return [gate for gate, is_one in gates.items() if is_one]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    found, rows = evaluation.leaks, evaluation.holdout.rows
    judged = [
        _doubled(spec, found.copies if found else None),
        _repeated(spec, found.copies if found else None, rows),
        _missing(found.classes if found else None),
        _order(spec, found.order if found else None),
        _of_targets(spec, found),
        _of_rows(spec, found.of_rows if found else None),
        _sides(spec, found),
        _permuted(spec, found),
        _tuned(found.tuned if found else None),
        _optimism(spec, found),
    ]
    wanted = {*asked(spec)}
    yield from (one for one in judged if one.gate in wanted)


def _promise(spec: Spec) -> LeaksPromise:
    return spec.promises.leaks or LeaksPromise()


def _doubled(spec: Spec, copies: Copies | None) -> Verdict:
    """Without keys, more rows than the file has are rows that are there twice; with keys, a key says so."""
    promised, words, kept = "a row of the file is one row of the frame", _NEVER, False
    if copies is not None:
        of_file = "" if copies.rows_in_file is None else f" of a file of {copies.rows_in_file:,}"
        words = f"load gives {copies.rows:,} rows{of_file}"
        kept = copies.rows_in_file is None or copies.rows <= copies.rows_in_file
        if copies.repeated_keys is not None:
            words += f", {copies.repeated_keys:,} of them with the keys of another"
            kept = not copies.repeated_keys
    return Verdict("rows-doubled", promised, words, kept, ("data", "keys" if spec.data.keys else "path"))


def _repeated(spec: Spec, copies: Copies | None, rows: int) -> Verdict:
    promised, words, kept = f"at most {spec.promises.overlap:.1%}", _NEVER, False
    if copies is not None:
        share = copies.repeated_in_holdout / max(rows, 1)
        words = f"{copies.repeated_in_holdout:,} of {rows:,} holdout rows repeat another one: {share:.1%}"
        kept = share <= spec.promises.overlap
    return Verdict("holdout-repeated", promised, words, kept, ("promises", "overlap"))


def _missing(classes: Classes | None) -> Verdict:
    words, kept = _NEVER, False
    if classes is not None:
        sides = {"in training": classes.not_in_training, "in the holdout": classes.not_in_holdout}
        lacking = [f"no row of {', '.join(names)} {side}" for side, names in sides.items() if names]
        words = "; ".join(lacking) or f"each of {classes.known:,} classes has rows on both sides"
        kept = not lacking
    return Verdict("class-missing", "every class has rows in training and in the holdout", words, kept, ("split",))


def _order(spec: Spec, order: Order | None) -> Verdict:
    """Of a split by time a count; of a random one, what predicting later rows from earlier ones would have cost."""
    if spec.split.column is not None:
        late = order.late if order else None
        words = _NEVER if late is None else f"{late:,} fitted rows are not older than the holdout"
        promised = "every row that the model was fitted on is older than the holdout"
        return Verdict("time-order", promised, words, late == 0, ("split", "column"))
    bound = _promise(spec).inflation
    promised = f"at most {bound:.0%} of the lead over dummy is lost when later rows are predicted from earlier ones"
    keys = ("promises", "leaks", "inflation") if spec.promises.leaks else ("split", "strategy")
    if order is None:
        return Verdict("time-order", promised, _NEVER, kept=False, keys=keys)
    share = order.inflation
    if share is None:
        few = "too few rows, or rows without a time, to predict later ones from earlier ones"
        return Verdict("time-order", promised, few, kept=True, keys=keys, undecided=True)
    return Verdict(
        "time-order",
        promised,
        f"predicting forward loses {share} of the lead that random folds show",
        share.low <= bound,
        keys,
        estimate=share,
        margin=bound - share.low,
    )


def _of_targets(spec: Spec, found: Leaks | None) -> Verdict:
    promised = "no feature changes with outcomes that are held out"
    keys = ("promises", "leaks", "dependent") if spec.promises.leaks else ("features",)
    means = ", ".join(one.feature for one in found.aggregates) if found else ""
    if means:
        words = f"{means} is the mean of {spec.data.target} over the rows of each of its values, held-out rows included"
        return Verdict("target-in-features", promised, words, kept=False, keys=keys)
    words, kept, undecided = _changed(spec, found.of_targets if found else None, "outcomes of held-out rows did")
    return Verdict("target-in-features", promised, words, kept, keys, undecided=undecided)


def _of_rows(spec: Spec, dependence: Dependence | None) -> Verdict:
    keys = ("promises", "leaks", "dependent") if spec.promises.leaks else ("features",)
    words, kept, undecided = _changed(spec, dependence, "held-out rows were taken away")
    if spec.split.column is not None:
        promised = "no feature of a training row changes when the future is cut off"
        return Verdict("future-in-features", promised, words, kept, keys, undecided=undecided)
    promised = "no feature of a training row changes when the held-out rows are cut off"
    return Verdict("holdout-in-features", promised, words, kept, keys, undecided=undecided)


def _changed(spec: Spec, dependence: Dependence | None, when: str) -> tuple[str, bool, bool]:
    """The words, whether the promise is kept, and whether that is undecided."""
    if dependence is None:
        return _NEVER, False, False
    if dependence.why_not:
        return f"{_NEVER}: {dependence.why_not}", True, True
    if not dependence.changed:
        return f"no feature of {dependence.compared:,} rows changed when {when}", True, False
    shown = ", ".join(f"{one.feature} ({one.rows:,})" for one in dependence.changed[:5])
    share = dependence.changed[0].rows / dependence.compared
    words = f"of {dependence.compared:,} rows, features changed when {when}: {shown}"
    return words, share <= _promise(spec).dependent, False


def _sides(spec: Spec, found: Leaks | None) -> Verdict:
    bound = _promise(spec).sides or _SIDES
    promised = f"at most {bound:g}"
    keys = ("promises", "leaks", "sides") if _promise(spec).sides else ("split",)
    sides: Sides | None = found.sides if found else None
    if sides is None:
        words = "too few rows to tell the two sides apart" if found else _NEVER
        return Verdict("sides-alike", promised, words, found is not None, keys, undecided=found is not None)
    kept = sides.auc.low <= bound
    words = f"holdout rows are told from training rows with an AUC of {sides.auc}"
    if not kept:
        words += f", by {', '.join(one.feature for one in sides.features[:3])}"
    return Verdict("sides-alike", promised, words, kept, keys, estimate=sides.auc, margin=bound - sides.auc.low)


def _permuted(spec: Spec, found: Leaks | None) -> Verdict:
    bound = _promise(spec).permuted
    promised = f"at most {bound:.0%} of the lead over dummy is left when labels are shuffled"
    keys = ("promises", "leaks", "permuted") if spec.promises.leaks else ("features",)
    left: LeadLeft | None = found.permuted if found else None
    if left is None:
        words = "the model is not ahead of dummy, or cannot be fitted on a few hundred rows" if found else _NEVER
        return Verdict("permuted-labels", promised, words, found is not None, keys, undecided=found is not None)
    # A shuffle leans to the truth by chance, so being a little ahead is nothing; the interval must exclude that.
    kept = left.share.low <= 0 or left.share.value <= bound
    words = f"fitted on shuffled labels, the model keeps {left.share} of its lead in {left.metric}"
    margin = max(-left.share.low, bound - left.share.value)
    return Verdict("permuted-labels", promised, words, kept, keys, estimate=left.share, margin=margin)


def _tuned(tuned: Tuned | None) -> Verdict:
    promised = "the setting with the best scores on the folds of the training rows"
    words, kept = _NEVER, False
    if tuned is not None and tuned.best and tuned.why_not:
        words = f"the best of {tuned.trials:,} was chosen; the folds cannot be scored again: {tuned.why_not}"
        return Verdict("tuned-on-folds", promised, words, kept=True, keys=("tuning",), undecided=True)
    if tuned is not None:
        kept = tuned.best and tuned.deviation is not None and tuned.deviation <= _SAME_SCORE
        words = f"the best of {tuned.trials:,} was chosen" if tuned.best else "another one than the best was chosen"
        if tuned.deviation is None:
            words += ", and its scores are not those of the folds"
        else:
            words += f", and the folds give its scores again within {tuned.deviation:.2g}"
    return Verdict("tuned-on-folds", promised, words, kept, ("tuning",))


def _optimism(spec: Spec, found: Leaks | None) -> Verdict:
    bound = _promise(spec).optimism
    promised = f"ahead of the folds by at most {bound:.0%} of the lead over dummy"
    keys = ("promises", "leaks", "optimism") if spec.promises.leaks else ("split",)
    better: LeadLeft | None = found.optimism if found else None
    if better is None:
        words = "the model is not ahead of dummy on its folds, or rows are too few" if found else _NEVER
        return Verdict("holdout-optimism", promised, words, found is not None, keys, undecided=found is not None)
    words = f"on the holdout, the model is better in {better.metric} than on folds by {better.share} of its lead"
    kept = better.share.low <= bound
    return Verdict(
        "holdout-optimism", promised, words, kept, keys, estimate=better.share, margin=bound - better.share.low
    )
