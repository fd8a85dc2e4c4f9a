"""How far a part of the rows may lie behind the whole."""

import math
from collections.abc import Iterator
from statistics import NormalDist

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.slices import SliceGroup, SliceMeasured, SliceSearch, WeakSlice
from modelwright.spec import Spec
from modelwright.spec.promised.slices import DeclaredSlice, SlicesPromise, slug

# A slice may lose this share of the model's mean loss more than what is simpler, where the spec says nothing.
WEAKEST = 0.1
_SHOWN = 3
_TABLE = ("promises", "slices")


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    from modelwright.evaluation.tiers import is_asked

    if not is_asked(spec, "slices"):
        return []
    return [*(f"slice-{slug(name)}" for name, _ in _promised(spec)), "weakest-slice"]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    if not asked(spec):
        return
    measured = {one.name: one for one in evaluation.slices.declared} if evaluation.slices else {}
    for name, one in _promised(spec):
        yield _of_group(spec, name, one, measured.get(name))
    yield _weakest(spec, evaluation)


def _promised(spec: Spec) -> Iterator[tuple[str, DeclaredSlice | None]]:
    """Each column and each slice that must keep a floor."""
    promise = spec.promises.slices
    if promise is None:
        return
    if promise.behind is not None:
        yield from ((name, None) for name in promise.columns or spec.data.protected)
    for one in promise.declared:
        own = (one.at_least, one.at_most, one.behind, promise.behind)
        if any(bound is not None for bound in own):
            yield one.name, one


def _of_group(spec: Spec, name: str, one: DeclaredSlice | None, group: SliceGroup | None) -> Verdict:
    """The part that is worst decides; one that has too few rows is said, and leaves the verdict open."""
    promise = spec.promises.slices or SlicesPromise()
    headline = spec.promises.headline
    words, keys = _words(promise, one, headline), (*_TABLE, "behind" if one is None else "declared")
    parts = group.parts if group else ()
    judged = [
        (_missing(part.value, part.behind, promise, one), part)
        for part in parts
        if part.value is not None and part.behind is not None
    ]
    empty = [part for part in parts if not part.rows]
    if group is not None and group.left and not parts:
        fact = f"too few to tell: each of the {group.left:,} values of {name} has few rows"
        return Verdict(f"slice-{slug(name)}", words, fact, kept=True, keys=keys, undecided=True)
    if group is None or not parts:
        return Verdict(f"slice-{slug(name)}", words, f"{name} not measured", kept=False, keys=keys)
    if empty:
        return Verdict(f"slice-{slug(name)}", words, f"no row of the holdout is in {name!r}", kept=False, keys=keys)
    few = [f"{part.name}: too few to tell ({part.why})" for part in parts if part.why]
    if group.left:
        few.append(f"too few to tell of {group.left:,} more value{'s' * (group.left > 1)} of {name}")
    if not judged:
        return Verdict(f"slice-{slug(name)}", words, _some(few), kept=True, keys=keys, undecided=True)
    confidence = _level(spec, len(judged))
    broken = [(way, part) for way, part in judged if _widened(way, spec, confidence).low > 0]
    worst, part = max(broken or judged, key=lambda pair: pair[0].low if broken else pair[0].high)
    facts = [f"{headline} {part.value} in {part.name}, {_side(part)}"]
    if broken:
        facts += [f"and {len(broken) - 1} more"] if len(broken) > 1 else []
    open_ = [other.name for way, other in judged if way.high > 0]
    if not broken and open_:
        facts.append(f"cannot tell with this many rows for {_some(open_)}")
    measured = "; ".join([*facts, *([] if broken else few[:_SHOWN])])
    undecided = not broken and bool(open_ or few)
    margin = -worst.low if broken else -worst.high
    return Verdict(
        f"slice-{slug(name)}",
        words,
        measured,
        not broken,
        keys,
        estimate=part.value,
        margin=margin,
        undecided=undecided,
    )


def _level(spec: Spec, parts: int) -> float:
    """How sure one must be of each of several parts, so that one is as sure of all as the spec says."""
    return 1 - (1 - spec.promises.confidence) / parts


def _missing(value: Estimate, behind: Estimate, promise: SlicesPromise, one: DeclaredSlice | None) -> Estimate:
    """By how much a part misses its bound: the bound is missed where all of the interval is above zero."""
    if one is not None and one.at_least is not None:
        return Estimate(one.at_least - value.value, one.at_least - value.high, one.at_least - value.low)
    if one is not None and one.at_most is not None:
        return Estimate(value.value - one.at_most, value.low - one.at_most, value.high - one.at_most)
    far = _far(promise, one)
    return Estimate(behind.value - far, behind.low - far, behind.high - far)


def _far(promise: SlicesPromise, one: DeclaredSlice | None) -> float:
    own = one.behind if one is not None else None
    return own if own is not None else promise.behind or 0.0


def _widened(estimate: Estimate, spec: Spec, confidence: float) -> Estimate:
    """The same number at a higher level, as the normal distribution has it."""
    normal = NormalDist()
    tails = (1 - (1 - level) / 2 for level in (confidence, spec.promises.confidence))
    wider, narrower = (normal.inv_cdf(tail) for tail in tails)
    ratio = wider / narrower
    value = estimate.value
    return Estimate(value, value - (value - estimate.low) * ratio, value + (estimate.high - value) * ratio)


def _words(promise: SlicesPromise, one: DeclaredSlice | None, headline: str) -> str:
    if one is not None and one.at_least is not None:
        return f"{headline} at least {one.at_least:g}"
    if one is not None and one.at_most is not None:
        return f"{headline} at most {one.at_most:g}"
    every = "each at" if one is None else "at"
    return f"{every} most {_far(promise, one):g} behind the whole in {headline}"


def _side(part: SliceMeasured) -> str:
    if part.behind is None:
        return ""
    return f"{part.behind} behind the whole" if part.behind.value >= 0 else "not behind the whole"


def _some(words: list[str]) -> str:
    more = len(words) - _SHOWN
    return ", ".join(words[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _weakest(spec: Spec, evaluation: Evaluation) -> Verdict:
    """Broken by a slice that is behind the rest, where what is simpler than the model is shown to serve better."""
    promise = spec.promises.slices or SlicesPromise()
    more = WEAKEST if promise.weakest is None else promise.weakest
    words = f"no slice loses {more:.0%} more than the linear baseline or one answer for all of it"
    if promise.times is not None:
        words += f", or {promise.times:g} times as much as the whole"
    keys = (*_TABLE, "weakest")
    if evaluation.slices is None:
        return Verdict("weakest-slice", words, "not measured", kept=False, keys=keys)
    found = evaluation.slices.search
    if found is None:
        return Verdict("weakest-slice", words, "too few rows to search", kept=True, keys=keys, undecided=True)
    if found.worst is None:
        fact = f"none of {found.looks:,} slices is behind the rest beyond chance"
        return Verdict("weakest-slice", words, fact, kept=True, keys=keys)
    worst, margin = _deciding(found, found.worst, more, math.inf if promise.times is None else promise.times)
    is_broken = margin < 0
    measured = (
        in_words(worst, found) if is_broken else f"of {found.looks:,} slices the weakest is {in_words(worst, found)}"
    )
    return Verdict("weakest-slice", words, measured, not is_broken, keys, estimate=worst.excess, margin=margin)


def _deciding(found: SliceSearch, worst: WeakSlice, more: float, times: float) -> tuple[WeakSlice, float]:
    """The slice that comes nearest to breaking a promise, and how far it is from that."""
    nearest = worst
    if found.broadest is not None and found.broadest.excess.low > more:
        nearest = found.broadest  # of those that break it, the one that costs most names the cause best
    margins = [(nearest, more - nearest.excess.low)]
    if found.highest is not None and math.isfinite(times):
        margins.append((found.highest, times - found.highest.times.low))
    return min(margins, key=lambda pair: pair[1])


def in_words(one: WeakSlice, found: SliceSearch) -> str:
    """Such as `SEX is 2 and AGE below 27 (312 rows): log loss 2.1 times that of the whole, ...`."""
    simpler = "the linear baseline" if one.simpler == "linear" else "one answer for all of it"
    start = f"{one.name} ({one.rows:,} rows): {found.loss} {one.times.value:.2f} times that of the whole"
    if one.excess.value <= 0:
        return f"{start}, and less than that of {simpler}"
    shown = f", at least {one.excess.low:.0%}" if one.excess.low > 0 else ", perhaps by chance"
    return f"{start}, and {one.excess.value:.0%} of it above {simpler}{shown}"
