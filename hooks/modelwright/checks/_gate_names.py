"""The ids of the gates: what an option of pytest would have to name to leave one of them out."""

from collections.abc import Iterator

from modelwright.spec import Promises
from modelwright.spec.promised.behaviour import KINDS
from modelwright.spec.promised.fairness import CRITERIA
from modelwright.spec.promised.slices import slug

# `evaluation` judges them, and no check may import it; a test holds the two against each other.
GATES = (
    *("evidence-current", "data-expectations", "data-challenge", "leak-target-feature", "single-feature-leak"),
    *("holdout-untouched", "holdout-overlap", "model-reproduced", "k-anonymity", "l-diversity"),
    *("beats-dummy", "beats-linear", "champion", "weakest-slice"),
    *(f"fairness-{one.replace('_', '-')}" for one in CRITERIA),
    *(f"calibration-{one}" for one in ("bias", "coverage", "error", "rounded", "slope")),
    *("decision-threshold", "decision-value", "columns-by-name", "finite-predictions"),
    *(f"robustness-{one}" for one in ("missing", "noise", "unnoticed", "unseen")),
    *("class-missing", "future-in-features", "holdout-in-features", "holdout-optimism", "holdout-repeated"),
    *("permuted-labels", "rows-doubled", "sides-alike", "target-in-features", "time-order", "tuned-on-folds"),
    *("seeds-set", *(f"agrees-{one}" for one in ("saved", "shuffled", "single", "json", "online", "onnx"))),
    *(f"cost-{one}" for one in ("fit", "batch", "single", "memory", "size")),
    *("membership-advantage", "features-earn-their-keep", "features-worth-their-cost"),
)


def chosen(promises: Promises) -> Iterator[str]:
    """The gates whose ids a team chose, by what it promises."""
    yield from (f"quality-{one.replace('_', '-')}" for one in promises.quality)
    if promises.slices is not None:
        yield from (f"slice-{slug(one)}" for one in promises.slices.columns)
        yield from (f"slice-{slug(one.name)}" for one in promises.slices.declared)
    for kind in KINDS:
        yield from (f"behaviour-{one}" for one in getattr(promises.behaviour, kind, ()))
