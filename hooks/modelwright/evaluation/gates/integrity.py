"""Gates over how the model came about: which rows it saw, and whether it can be made again."""

from collections.abc import Iterator

from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation, Holdout
from modelwright.spec import Spec

# Threads add numbers in another order each time, which moves the last digits; another row moves the first ones.
_TOLERANCE = 1e-6


def integrity(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    declared = [column for column in spec.features.names if column in spec.data.leaking]
    yield Verdict(
        "leak-target-feature",
        "no feature is declared as leaking",
        f"{len(declared)} features are declared as leaking{': ' if declared else ''}{', '.join(declared)}",
        not declared,
        ("features",),
    )
    seen, missing = evaluation.holdout.rows_seen_in_training, evaluation.holdout.rows_unaccounted
    yield Verdict(
        "holdout-untouched",
        "no holdout row is used in training",
        f"{seen:,} of {evaluation.holdout.rows:,} holdout rows were used in training"
        + (f", and {missing:,} rows are not accounted for" if missing else ""),
        seen == 0 and missing == 0,
        ("split",),
    )
    yield _overlap(spec, evaluation.holdout)
    deviation = evaluation.holdout.largest_deviation
    yield Verdict(
        "model-reproduced",
        f"at most {_TOLERANCE:g}",
        f"fitted again on the training rows alone, the model predicts within {deviation:.2g} of itself",
        deviation <= _TOLERANCE,
        ("split",),
    )
    leader = next(iter(evaluation.single_features), None)
    score = evaluation.single_feature_score
    yield Verdict(
        "single-feature-leak",
        f"no feature alone reaches {spec.promises.single_feature:g}",
        f"{leader.feature!r} alone explains the target with {score} {leader.score:.3f}" if leader else "not measured",
        leader is not None and leader.score < spec.promises.single_feature,
        ("promises", "single_feature"),
    )


def _overlap(spec: Spec, held: Holdout) -> Verdict:
    tolerated = spec.promises.overlap
    measured, kept = "not measured", False
    if held.equal is not None and held.near is not None:
        share = (held.equal + held.near) / held.rows
        measured = f"{held.equal:,} of {held.rows:,} holdout rows have an equal row in training, and {held.near:,} a "
        measured += f"near-duplicate: {share:.1%}"
        measured += f"; {held.split_groups:,} groups have rows on both sides" if held.split_groups else ""
        kept = share <= tolerated and not held.split_groups
    promised = f"at most {tolerated:.1%}, and no group"
    return Verdict("holdout-overlap", promised, measured, kept, ("promises", "overlap"))
