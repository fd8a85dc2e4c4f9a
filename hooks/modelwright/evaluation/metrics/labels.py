"""Metrics of labels: of the class that is named, and not of how sure the model is."""

from collections.abc import Callable
from functools import partial

import numpy as np

from modelwright.evaluation.metrics.counts import share
from modelwright.evaluation.metrics.scored import Floats, Scored


def _codes(scored: Scored) -> tuple["np.typing.NDArray[np.intp]", "np.typing.NDArray[np.intp]", int]:
    """The true and the named class of each row, and how many classes there are."""
    classes = 2 if scored.scores.ndim == 1 else scored.scores.shape[1]
    return scored.truth.astype(np.intp), scored.labels.astype(np.intp), classes


def _by_class(weights: Floats, codes: "np.typing.NDArray[np.intp]", classes: int) -> Floats:
    """The weight of each class, shape (replicates, classes), without a column for each pair of row and class."""
    sums = np.zeros((len(weights), classes))
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sums[:, ordered[starts]] = np.add.reduceat(np.take(weights, order, axis=1), starts, axis=1)
    return sums


def _per_class(scored: Scored, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """For each class, the weight that is truly it, is named it, and is both. Shape (replicates, classes)."""
    truth, named, classes = _codes(scored)
    right = weights * (truth == named)
    return _by_class(weights, truth, classes), _by_class(weights, named, classes), _by_class(right, truth, classes)


def _counts(scored: Scored) -> tuple[Floats, Floats, Floats]:
    """The same of rows that all count the same, as shares of all rows."""
    truth, named, classes = _codes(scored)
    rows = len(truth)
    truly, said, both = (
        np.bincount(codes, minlength=classes) / rows for codes in (truth, named, truth[truth == named])
    )
    return truly, said, both


def precision(scored: Scored, weights: Floats) -> Floats:
    _, named, both = _per_class(scored, weights)
    return share(both[:, 1], named[:, 1], 0.0)


def precision_influence(scored: Scored) -> tuple[float, Floats]:
    return _ratio(scored.labels * scored.truth, scored.labels)


def recall(scored: Scored, weights: Floats) -> Floats:
    truly, _, both = _per_class(scored, weights)
    return share(both[:, 1], truly[:, 1])


def recall_influence(scored: Scored) -> tuple[float, Floats]:
    return _ratio(scored.labels * scored.truth, scored.truth)


def f_beta(beta: float) -> Callable[[Scored, Floats], Floats]:
    """The balance of precision and recall, where recall counts `beta` times as much (van Rijsbergen, 1979)."""

    def compute(scored: Scored, weights: Floats) -> Floats:
        truly, named, both = (found[:, 1] for found in _per_class(scored, weights))
        return share((1 + beta**2) * both, beta**2 * truly + named, 0.0)

    return compute


def f_beta_influence(beta: float) -> Callable[[Scored], tuple[float, Floats]]:
    def influence(scored: Scored) -> tuple[float, Floats]:
        return _ratio((1 + beta**2) * scored.labels * scored.truth, beta**2 * scored.truth + scored.labels)

    return influence


def _ratio(above: Floats, below: Floats) -> tuple[float, Floats]:
    """The ratio of two means, and what each row adds to it."""
    whole = below.mean()
    if whole == 0:
        return 0.0, np.zeros_like(above)
    value = above.mean() / whole
    return float(value), (above - value * below) / whole


def balanced_accuracy(scored: Scored, weights: Floats) -> Floats:
    """The mean recall of the classes that are there."""
    truly, _, both = _per_class(scored, weights)
    return share(both, truly, 0.0).sum(axis=1) / (truly > 0).sum(axis=1)


def balanced_accuracy_influence(scored: Scored) -> tuple[float, Floats]:
    truth, named, _ = _codes(scored)
    truly, _, both = _counts(scored)
    recalls, there = share(both, truly, 0.0), (truly > 0).sum()
    return float(recalls.sum() / there), ((truth == named) - recalls[truth]) / truly[truth] / there


def f1_macro(scored: Scored, weights: Floats) -> Floats:
    """The mean F1 of the classes that are there or are named."""
    truly, named, both = _per_class(scored, weights)
    return share(2 * both, truly + named, 0.0).sum(axis=1) / (truly + named > 0).sum(axis=1)


def f1_macro_influence(scored: Scored) -> tuple[float, Floats]:
    truth, named, _ = _codes(scored)
    truly, said, both = _counts(scored)
    seen = truly + said
    f1, there = share(2 * both, seen, 0.0), (seen > 0).sum()
    each = 2 * (truth == named) / seen[truth] - f1[truth] / seen[truth] - f1[named] / seen[named]
    return float(f1.sum() / there), each / there


def mcc(scored: Scored, weights: Floats) -> Floats:
    """The correlation of the true and the named class (Matthews, 1975; Gorodkin, 2004, for more than two)."""
    total = weights.sum(axis=1, keepdims=True)
    truly, named, both = (found / total for found in _per_class(scored, weights))
    spread = (1 - (truly**2).sum(axis=1)) * (1 - (named**2).sum(axis=1))
    together = both.sum(axis=1) - (truly * named).sum(axis=1)
    # What is left of a spread of nothing is rounding.
    return np.divide(together, np.sqrt(spread), out=np.zeros_like(together), where=spread > np.finfo(float).eps)


def mcc_influence(scored: Scored) -> tuple[float, Floats]:
    truth, named, _ = _codes(scored)
    truly, said, both = _counts(scored)
    spread, spread_said = 1 - (truly**2).sum(), 1 - (said**2).sum()
    if min(spread, spread_said) <= np.finfo(float).eps:
        return 0.0, np.zeros(len(truth))
    shared = (truly * said).sum()
    value = (both.sum() - shared) / np.sqrt(spread * spread_said)
    together = (truth == named) - said[truth] - truly[named] + shared
    alone = 1 - 2 * truly[truth] + (truly**2).sum()
    alone_said = 1 - 2 * said[named] + (said**2).sum()
    psi = together / np.sqrt(spread * spread_said) - value / 2 * (alone / spread + alone_said / spread_said)
    return float(value), psi


def _within(most: int, scored: Scored) -> Floats:
    """Whether the true class is among the likeliest; of classes that are as likely, scikit-learn takes the last."""
    truth = scored.truth.astype(np.intp)
    own = np.take_along_axis(scored.scores, truth[:, None], axis=1)
    above = (scored.scores > own).sum(axis=1)
    later = np.arange(scored.scores.shape[1]) > truth[:, None]
    above += ((scored.scores == own) & later).sum(axis=1)
    return (above < most).astype(float)


def top_k(most: int) -> Callable[[Scored], Floats]:
    """For each row, whether the true class is among the `most` likeliest."""
    return partial(_within, most)


def table(scored: Scored) -> Floats:
    """How many rows are of each true and each named class, shape (classes, classes)."""
    truth, named, classes = _codes(scored)
    return np.bincount(truth * classes + named, minlength=classes**2).reshape(classes, classes).astype(float)


def flagged(scored: Scored) -> int:
    """The rows that are named positive."""
    return int(scored.labels.sum())


def positives(scored: Scored) -> int:
    """The rows that are positive."""
    return int(scored.truth.sum())
