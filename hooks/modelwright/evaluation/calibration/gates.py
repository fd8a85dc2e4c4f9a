"""How far predictions may be from what they say."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.calibration import Calibration, Coverage
from modelwright.spec import Spec
from modelwright.spec.promised.calibration import CalibrationPromise

_KEYS = ("promises", "calibration")
_SPREADS = 0.1


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "calibration"):
        return []
    if spec.model.task == "regression":
        return ["calibration-slope", "calibration-bias", "calibration-coverage"]
    return ["calibration-error", "calibration-slope", "calibration-rounded"]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised.

    A promise is broken where the whole interval lies outside of what is allowed, and kept where it lies inside. In
    between, rows are too few to tell.
    """
    if not is_asked(spec, "calibration"):
        return
    promise = spec.promises.calibration or CalibrationPromise()
    found = evaluation.calibration
    if spec.model.task == "regression":
        yield _slope(promise, found)
        yield _bias(promise, found)
        yield _coverage(promise, found)
    else:
        yield _error(promise, found)
        yield _slope(promise, found)
        yield _rounded(promise, found)


def _error(promise: CalibrationPromise, found: Calibration | None) -> Verdict:
    key, words = (*_KEYS, "error"), f"at most {promise.error_allowed:g}"
    if found is None or found.error is None or found.error_at_least is None:
        return Verdict("calibration-error", words, "not measured", kept=False, keys=key)
    one, allowed = found.error, promise.error_allowed
    return Verdict(
        "calibration-error",
        words,
        f"probabilities are off by {one}",
        kept=found.error_at_least <= allowed,
        keys=key,
        estimate=one,
        margin=allowed - one.high,
        undecided=found.error_at_least <= allowed < one.high,
    )


def _slope(promise: CalibrationPromise, found: Calibration | None) -> Verdict:
    key, (low, high) = (*_KEYS, "slope"), promise.slope
    words = f"{low:g} to {high:g}"
    if found is None:
        return Verdict("calibration-slope", words, "not measured", kept=False, keys=key)
    one = found.slope
    if one is None:
        fact = "no slope: predictions are all equal, or there are too few rows"
        constant = found.grain.distinct == 1 if found.grain else len(found.reliability) <= 1
        if constant:
            return Verdict("calibration-slope", words, fact, kept=False, keys=key)
        fact = "no slope: predictions part what happened without a mistake, or there are too few rows"
        return Verdict("calibration-slope", words, fact, kept=True, keys=key, undecided=True)
    kind = "too extreme" if one.high < low else "squashed" if one.low > high else ""
    return Verdict(
        "calibration-slope",
        words,
        f"what happens rises by {one} where predictions rise by 1{f': they are {kind}' if kind else ''}",
        kept=not kind,
        keys=key,
        estimate=one,
        margin=_inside(one, low, high),
        undecided=not kind and (one.low < low or one.high > high),
    )


def _rounded(promise: CalibrationPromise, found: Calibration | None) -> Verdict:
    key = (*_KEYS, "decimals")
    words = f"rounded to {promise.decimals} decimals or more" if promise.decimals else "not rounded"
    if found is None or found.grain is None:
        return Verdict("calibration-rounded", words, "not measured", kept=False, keys=key)
    one = found.grain
    decimals = "" if one.decimals is None else f", rounded to {one.decimals} decimal{'s' if one.decimals > 1 else ''}"
    return Verdict(
        "calibration-rounded",
        words,
        f"{one.distinct:,} distinct scores{decimals}; {one.tied_pairs:.1%} of pairs are tied",
        kept=one.decimals is None or (promise.decimals is not None and one.decimals >= promise.decimals),
        keys=key,
    )


def _bias(promise: CalibrationPromise, found: Calibration | None) -> Verdict:
    key = (*_KEYS, "bias")
    if found is None or found.bias is None or found.spread is None:
        words = "a tenth of the spread of the target" if promise.bias is None else f"at most {promise.bias:g}"
        return Verdict("calibration-bias", words, "not measured", kept=False, keys=key)
    one, allowed = found.bias, _SPREADS * found.spread if promise.bias is None else promise.bias
    kept = one.low <= allowed and one.high >= -allowed
    return Verdict(
        "calibration-bias",
        f"at most {allowed:.3g} to either side",
        f"on average, what happens is {one} above the prediction",
        kept=kept,
        keys=key,
        estimate=one,
        margin=_inside(one, -allowed, allowed),
        undecided=kept and (one.low < -allowed or one.high > allowed),
    )


def _coverage(promise: CalibrationPromise, found: Calibration | None) -> Verdict:
    key, allowed = (*_KEYS, "coverage"), promise.coverage_allowed
    words = f"within {allowed:g} of what intervals say"
    if found is None or not found.coverage:
        return Verdict("calibration-coverage", words, "not measured", kept=False, keys=key)
    worst = min(found.coverage, key=lambda one: _margin(one, allowed))
    one = worst.covered
    kept = one.low <= worst.level + allowed and one.high >= worst.level - allowed
    return Verdict(
        "calibration-coverage",
        words,
        f"intervals of {worst.level:.0%} cover {one}",
        kept=kept,
        keys=key,
        estimate=one,
        margin=_margin(worst, allowed),
        undecided=kept and _margin(worst, allowed) < 0,
    )


def _margin(one: Coverage, allowed: float) -> float:
    return _inside(one.covered, one.level - allowed, one.level + allowed)


def _inside(one: Estimate, low: float, high: float) -> float:
    """How far the interval lies inside of what is allowed; negative where an end is outside."""
    return min(one.low - low, high - one.high)
