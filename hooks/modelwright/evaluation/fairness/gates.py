"""How differently groups of a protected attribute may be treated."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Estimate, Evaluation
from modelwright.evidence.fairness import Fairness, FairnessGap, FairnessOf
from modelwright.spec import Spec
from modelwright.spec.promised.fairness import criteria

# A promise of a ratio, and what it is the ratio of.
RATIOS = {"selection_ratio": "demographic_parity", "error_ratio": "error"}
_SHOWN = 3


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "fairness"):
        return []
    return [f"fairness-{name.replace('_', '-')}" for name in criteria(spec)]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised: broken where two groups are shown to be further apart."""
    if not asked(spec):
        return
    for name, bound in criteria(spec).items():
        side = "at least" if name in RATIOS else "at most"
        keys = ("promises", "fairness", name)
        words = f"{in_words(name)} {side} {bound:g}"
        if evaluation.fairness is None:
            yield Verdict(f"fairness-{name.replace('_', '-')}", words, "not measured", kept=False, keys=keys)
            continue
        yield _verdict(name, bound, evaluation.fairness, words, keys)


def _verdict(name: str, bound: float, measured: Fairness, words: str, keys: tuple[str, ...]) -> Verdict:
    gaps = [(one, gap) for one in measured.attributes for gap in one.gaps if gap.criterion == RATIOS.get(name, name)]
    known = [(missed, one, gap) for one, gap in gaps if (missed := missed_by(name, bound, gap)) is not None]
    few = _few(gaps, measured)
    if not known:
        fact = "; ".join(["no two groups with rows enough", *few])
        return Verdict(f"fairness-{name.replace('_', '-')}", words, fact, kept=True, keys=keys, undecided=True)
    broken = [entry for entry in known if entry[0].low > 0]
    # Of what is broken, one attribute names the cause better than two together; else what comes nearest is shown.
    if broken:
        missed, _, gap = max(broken, key=lambda entry: (-len(entry[1].columns), entry[0].low))
    else:
        missed, _, gap = max(known, key=lambda entry: entry[0].high)
    estimate = gap.ratio if name in RATIOS else gap.difference
    facts = [f"{estimate} between {gap.highest} and {gap.lowest}"]
    if len(gap.rate.split(" of ", 1)) > 1:
        facts[0] += f" (class{gap.rate.split(' of', 1)[1]})"
    unsure = {" and ".join(other.columns): None for way, other, _ in known if way.high > 0}
    if not broken and unsure:
        facts.append(f"too few rows to tell by {_some([*unsure])}")
    if len(broken) > 1:
        facts.append(f"broken by {_some([' and '.join(other.columns) for _, other, _ in broken])}")
    measured_words = "; ".join([*facts, *([] if broken else few)])
    return Verdict(
        f"fairness-{name.replace('_', '-')}",
        words,
        measured_words,
        not broken,
        keys,
        estimate=estimate,
        margin=-missed.low if broken else -missed.high,
        undecided=not broken and bool(unsure or few),
    )


def missed_by(name: str, bound: float, gap: FairnessGap) -> Estimate | None:
    """By how much a gap misses its bound; it is shown to where all of the interval is above zero."""
    if name in RATIOS:
        one = gap.ratio
        return None if one is None else Estimate(bound - one.value, bound - one.high, bound - one.low)
    one = gap.difference
    return None if one is None else Estimate(one.value - bound, one.low - bound, one.high - bound)


def in_words(criterion: str) -> str:
    """A criterion as the start of a sentence, such as `difference in equal opportunity`."""
    if criterion in RATIOS:
        return f"{criterion.replace('_', ' ')} of two groups"
    return f"difference in {criterion.replace('_', ' ')}"


def _few(gaps: list[tuple[FairnessOf, FairnessGap]], measured: Fairness) -> list[str]:
    """Groups of single attributes that are too small; those of two are many, and most of them are."""
    names = [name for one, gap in gaps if len(one.columns) == 1 for name in gap.few]
    left = [
        f"{one.left:,} more of {one.columns[0]}" for one in measured.attributes if len(one.columns) == 1 and one.left
    ]
    return [f"too few rows to tell of {_some([*names, *left])}"] if names or left else []


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
