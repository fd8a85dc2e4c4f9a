"""What the model does with rows that production breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.evaluation.behaviour.predicting import RefusedRowsError, impossible, predicted, scores
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evaluation.robustness import corruptions, naming
from modelwright.evaluation.robustness.corruptions import Break
from modelwright.evaluation.robustness.losing import Lead
from modelwright.evaluation.robustness.noticing import guards, notices
from modelwright.evidence.robustness import Damage, DamageKind, Robustness
from modelwright.expectations.suite import Expectation
from modelwright.spec.promised.robustness import RobustnessPromise

if TYPE_CHECKING:
    import pandas as pd

# Of more features, the seed draws some; what is done to a feature alone is done to the costliest of them.
_FEATURES = 20
_COSTLIEST = 2
# So few rows show whether columns go by their names.
_FEW = 20


@dataclass(frozen=True)
class _Scene:
    """What all damages are done to: drawn holdout rows, and what is known of them while they are whole."""

    ground: Ground
    rows: "pd.DataFrame"
    truth: Floats
    lead: Lead | None
    guards: list[Expectation] | None


def measure(ground: Ground) -> Robustness | None:
    """Break holdout rows, all features a little and then one after the other, and see what the predictions lose."""
    scene, clean = _scene(ground)
    features = ground.spec.features.names
    alone = _drawn(ground)
    few = scene.rows[features].iloc[:_FEW]
    silent, unnamed = naming.missing_columns(ground, few)
    damages = [*_together(scene)]
    halves = [damage for one in alone for damage in _done(scene, "half missing", {one: corruptions.half_missing})]
    damages += halves
    numeric = [one for one in _costliest(halves) if one in ground.spec.features.numeric][:_COSTLIEST]
    for one in numeric:
        for kind, do in corruptions.ALONE.items():
            damages += _done(scene, kind, {one: do})
    damages += _swapped(scene, numeric)
    damages += _as_text(scene)
    return Robustness(
        metric=ground.spec.promises.headline,
        rows=len(scene.rows),
        lead=scene.lead.estimate if scene.lead else None,
        impossible=impossible(clean),
        features=len(features),
        alone=tuple(alone),
        expectations=scene.guards is not None,
        damages=tuple(damages),
        silent=tuple(silent),
        unnamed=tuple(unnamed),
        order=naming.other_order(ground, few),
    )


def _scene(ground: Ground) -> tuple[_Scene, Floats]:
    promise = ground.spec.promises.robustness or RobustnessPromise()
    places = np.arange(len(ground.holdout))
    if len(places) > promise.rows:
        places = np.sort(np.random.default_rng(ground.seed).choice(places, promise.rows, replace=False))
    rows = ground.holdout.iloc[places].reset_index(drop=True)
    model, dummy = ground.scored["model"], ground.scored["dummy"]
    blocks = None if ground.blocks is None else ground.blocks[places]
    lead = Lead.of(
        ground.spec.promises.headline,
        Scored(model.truth[places], model.scores[places]),
        Scored(dummy.truth[places], dummy.scores[places]),
        confidence=ground.spec.promises.confidence,
        blocks=blocks,
    )
    clean = predicted(ground, rows[ground.spec.features.names])
    return _Scene(ground, rows, model.truth[places], lead, guards(ground, rows)), clean


def _drawn(ground: Ground) -> list[str]:
    """The features that are broken alone, in the order of the spec."""
    features = ground.spec.features.names
    if len(features) <= _FEATURES:
        return features
    kept = np.random.default_rng(ground.seed).choice(len(features), _FEATURES, replace=False)
    return [features[place] for place in sorted(kept.tolist())]


def _together(scene: _Scene) -> Iterator[Damage]:
    features = scene.ground.spec.features
    columns = {"noise": features.numeric, "missing": features.names, "unseen": features.categorical}
    for kind, do in corruptions.TOGETHER.items():
        if columns[kind]:
            yield from _done(scene, kind, dict.fromkeys(columns[kind], do))


def _costliest(damages: Sequence[Damage]) -> list[str]:
    """Columns by what they cost when they are broken; one whose rows the model refuses comes first."""
    costs = {one.columns[0]: one.loss.value if one.loss else np.inf for one in damages}
    return sorted(costs, key=lambda column: -costs[column])


def _swapped(scene: _Scene, numeric: Sequence[str]) -> Iterator[Damage]:
    """Two columns that were filled in each for the other."""
    if len(numeric) < 2:  # noqa: PLR2004 - it takes two
        return
    one, other = numeric[:2]
    swapped: dict[str, Break] = {
        one: lambda _values, _training, _draw: scene.rows[other],
        other: lambda _values, _training, _draw: scene.rows[one],
    }
    yield from _done(scene, "swapped", swapped)


def _as_text(scene: _Scene) -> Iterator[Damage]:
    """Names that are digits, which come as text from a form or from JSON. Numbers as text are refused at loading."""
    from pandas.api.types import is_numeric_dtype

    digits = [one for one in scene.ground.spec.features.categorical if is_numeric_dtype(scene.rows[one].dtype)]
    if digits:
        yield from _done(scene, "text", dict.fromkeys(digits, corruptions.as_text))


def _done(scene: _Scene, kind: DamageKind, breaks: dict[str, Break]) -> Iterator[Damage]:
    """Do a damage, and predict; nothing where it leaves the rows as they are."""
    ground = scene.ground
    draw = np.random.default_rng([ground.seed, *kind.encode()])
    training = ground.training
    broken = scene.rows.assign(**{one: do(scene.rows[one], training[one], draw) for one, do in breaks.items()})
    if all(_is_same(scene.rows[one], broken[one]) for one in breaks):
        return
    # Rows are stopped by one column. But values go missing, or are new, in one column as well as in another.
    each = all if kind in corruptions.TOGETHER else any
    noticed = scene.guards is not None and each(notices(scene.guards, broken, one) for one in breaks)
    columns = tuple(breaks)
    try:
        found = predicted(ground, broken[ground.spec.features.names])
    except RefusedRowsError as refused:
        yield Damage(kind, columns, noticed, refused=str(refused))
        return
    bad = impossible(found)
    if bad or scene.lead is None:
        yield Damage(kind, columns, noticed, impossible=bad)
    else:
        loss = scene.lead.lost(Scored(scene.truth, scores(ground, found)))
        yield Damage(kind, columns, noticed, loss=loss)


def _is_same(before: "pd.Series[Any]", after: "pd.Series[Any]") -> bool:
    one, other = before.astype(object), after.astype(object)  # categories of two sorts cannot be compared
    return bool(((one == other) | (one.isna() & other.isna())).all())
