"""Many classes: name one, at a cost where it is wrong."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from modelwright.errors import InputError
from modelwright.evaluation.decision.present import column, in_words
from modelwright.evaluation.decision.stakes import Judged, Stake
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence.decision import Decision
from modelwright.spec.promised.decision import DecisionPromise, Present

_PLACE = "promises.decision"
Codes = npt.NDArray[np.intp]


def decide(ground: Ground, promise: DecisionPromise, cost: float) -> Decision:
    """Name the class of the lowest expected cost, or the likeliest one: whichever costs validation data less."""
    scored, confidence = ground.scored["model"], ground.spec.promises.confidence
    costs = _costs(promise, ground.classes)
    validation = ground.out_of_fold[1]
    cheapest = _cost(validation, cheapest_of(validation.scores, cost, costs), cost, costs)
    likeliest = _cost(validation, validation.scores.argmax(axis=1), cost, costs)
    by_cost = bool(costs) and cheapest < likeliest
    named = cheapest_of(scored.scores, cost, costs) if by_cost else scored.scores.argmax(axis=1)
    today, words = _today(ground, promise)
    truth = scored.truth.astype(np.intp)
    paid, before = (tuple(_paid(truth, one, cost, costs, ground.classes)) for one in (named, today))
    more = tuple(Stake(one.name, one.value, one.more - other.more) for one, other in zip(paid, before, strict=True))
    against = Judged(more, confidence, ground.blocks)
    return Decision(
        currency=promise.currency,
        present=words,
        rule="name the class of the lowest expected cost" if by_cost else "name the likeliest class",
        value=against.worth(),
        alone=Judged(paid, confidence, ground.blocks).worth(),
        stakes=tuple(against.shown(promise.at_least)),
        mistaken=tuple(against.mistaken(promise.at_least)),
    )


def cheapest_of(scores: Floats, cost: float, costs: dict[tuple[int, int], float]) -> Codes:
    """The class of the lowest expected cost (Elkan, 2001). Shape (rows,).

    Args:
        scores: shape (rows, classes): probabilities.
        cost: of a wrong class.
        costs: other costs, by the code of the true class and of the one that is named.
    """
    expected = cost * (scores.sum(axis=1, keepdims=True) - scores)
    for (true, name), other in costs.items():
        expected[:, name] += (other - cost * (true != name)) * scores[:, true]
    return np.asarray(expected.argmin(axis=1))


def _costs(promise: DecisionPromise, classes: list[str]) -> dict[tuple[int, int], float]:
    codes = {name: code for code, name in enumerate(classes)}
    found = {}
    for true, row in (promise.costs or {}).items():
        for name, cost in row.items():
            unknown = next((one for one in (true, name) if one not in codes), None)
            if unknown is not None:
                raise InputError(f"{_PLACE}.costs", f"the model knows no class {unknown!r}")
            found[codes[true], codes[name]] = cost
    return found


def _cost(scored: Scored, named: Codes, cost: float, costs: dict[tuple[int, int], float]) -> float:
    truth = scored.truth.astype(np.intp)
    paid = cost * (named != truth)
    for (true, name), other in costs.items():
        paid = np.where((truth == true) & (named == name), other, paid)
    return float(paid.mean())


def _today(ground: Ground, promise: DecisionPromise) -> tuple[Codes, str]:
    """The class that each holdout row is given today, as code, -1 for one that the model does not know."""
    codes = {name: code for code, name in enumerate(ground.classes)}
    present = promise.present
    if isinstance(present, Present):
        names = column(present, ground.holdout).astype(str)
        return np.array([codes.get(name, -1) for name in names], dtype=np.intp), in_words(promise, "")
    commonest = str(ground.training[ground.spec.data.target].mode().iloc[0])
    name = commonest if present is None else present
    if name not in codes:
        raise InputError(f"{_PLACE}.present", f"the model knows no class {name!r}")
    return np.full(len(ground.holdout), codes[name], dtype=np.intp), f"all are taken for {name}"


def _paid(
    truth: Codes, named: Codes, cost: float, costs: dict[tuple[int, int], float], classes: list[str]
) -> Iterator[Stake]:
    """Each mistake that has a cost of its own, and all others: which rows pay it."""
    wrong = named != truth
    for (true, name), other in costs.items():
        rows = (truth == true) & (named == name)
        wrong &= ~rows
        yield Stake(f"costs.{classes[true]}.{classes[name]}", -other, rows.astype(float))
    yield Stake("cost_wrong", -cost, wrong.astype(float))
