"""Metrics of a ranking: of how rows are ordered, and not of what their scores say."""

import numpy as np

from modelwright.evaluation.metrics.scored import Floats, Scored


def _ends(scored: Scored) -> "np.typing.NDArray[np.intp]":
    """Where each distinct score ends, in the order from the highest."""
    scores = scored.scores[scored.order]
    return np.flatnonzero(np.r_[scores[1:] != scores[:-1], True])


def _by_threshold(scored: Scored, weights: Floats) -> tuple[Floats, Floats]:
    """The weight of positives and of negatives from the highest score down to each distinct one, highest first."""
    order, ends = scored.order, _ends(scored)
    ordered = np.take(weights, order, axis=1)
    positives = ordered * scored.truth[order]
    negatives = ordered - positives
    return np.take(positives.cumsum(axis=1), ends, axis=1), np.take(negatives.cumsum(axis=1), ends, axis=1)


def roc_auc(scored: Scored, weights: Floats) -> Floats:
    """The share of pairs that are ranked right; a tie counts one half (Hanley and McNeil, 1982)."""
    positives, negatives = _by_threshold(scored, weights)
    pairs = positives[:, -1] * negatives[:, -1]
    ranked_above = positives - np.diff(positives, axis=1, prepend=0) / 2
    ranked = (ranked_above * np.diff(negatives, axis=1, prepend=0)).sum(axis=1)
    return np.divide(ranked, pairs, out=np.full_like(pairs, np.nan), where=pairs > 0)


def average_precision(scored: Scored, weights: Floats) -> Floats:
    """The precision at each score, averaged over the positives."""
    found, alarms = _by_threshold(scored, weights)
    flagged = found + alarms
    precision = np.divide(found, flagged, out=np.zeros_like(found), where=flagged > 0)
    summed = (np.diff(found, axis=1, prepend=0) * precision).sum(axis=1)
    return np.divide(summed, found[:, -1], out=np.full_like(summed, np.nan), where=found[:, -1] > 0)


def roc_auc_influence(scored: Scored) -> tuple[float, Floats]:
    """The placements of DeLong, DeLong and Clarke-Pearson (1988), by ranks (Sun and Xu, 2014).

    The variance of each class is that with one row fewer in the denominator, as theirs is.
    """
    order, ends = scored.order, _ends(scored)
    truth = scored.truth[order]
    sizes = np.diff(ends, prepend=-1)
    found = truth.cumsum()[ends]
    alarms = (1 - truth).cumsum()[ends]
    positives, negatives = found[-1], alarms[-1]
    # The share of the other class that a row of this score is ranked right against.
    beaten = 1 - (alarms - np.diff(alarms, prepend=0) / 2) / negatives
    beating = (found - np.diff(found, prepend=0) / 2) / positives
    area = float((np.diff(found, prepend=0) * beaten).sum() / positives)
    rows = len(truth)
    of_positive = (beaten - area) * rows / positives * _unbiased(positives)
    of_negative = (beating - area) * rows / negatives * _unbiased(negatives)
    return area, _in_place(order, np.where(truth == 1, np.repeat(of_positive, sizes), np.repeat(of_negative, sizes)))


def average_precision_influence(scored: Scored) -> tuple[float, Floats]:
    """The derivative of the precision averaged over positives, in the direction of each row.

    A row moves it in three ways: by its own precision, by how many positives there are, and by the precision at each
    score that is not above its own.
    """
    order, ends = scored.order, _ends(scored)
    truth = scored.truth[order]
    sizes = np.diff(ends, prepend=-1)
    found = truth.cumsum()[ends]
    flagged = ends + 1.0
    precision = found / flagged
    here = np.diff(found, prepend=0)
    rows, positives = len(truth), found[-1]
    value = float((here * precision).sum() / positives)
    # Sums over the positives at this score and below, of the weight that a row of this score has in their precision.
    added = (here / flagged)[::-1].cumsum()[::-1]
    lost = (here * precision / flagged)[::-1].cumsum()[::-1]
    of_positive = (precision - value + added - lost) * rows / positives
    of_negative = -lost * rows / positives
    return value, _in_place(order, np.where(truth == 1, np.repeat(of_positive, sizes), np.repeat(of_negative, sizes)))


def _in_place(order: "np.typing.NDArray[np.intp]", ordered: Floats) -> Floats:
    placed = np.empty_like(ordered)
    placed[order] = ordered
    return placed


def _unbiased(count: float) -> float:
    return float((count / (count - 1)) ** 0.5) if count > 1 else 1.0
