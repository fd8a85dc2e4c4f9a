"""Metrics that are a mean over rows, or made of such means."""

from collections.abc import Callable

import numpy as np

from modelwright.evaluation.metrics.metric import Influence, Weighted
from modelwright.evaluation.metrics.scored import Floats, Scored

Loss = Callable[[Scored], Floats]


def mean(loss: Loss) -> Weighted:
    """A metric that is the mean of a loss over rows."""

    def compute(scored: Scored, weights: Floats) -> Floats:
        return (weights @ loss(scored)) / weights.sum(axis=1)

    return compute


def mean_influence(loss: Loss) -> Influence:
    """A row adds to a mean what it is away from it."""

    def influence(scored: Scored) -> tuple[float, Floats]:
        losses = loss(scored)
        value = float(losses.mean())
        return value, losses - value

    return influence


def log_loss(scored: Scored) -> Floats:
    """How surprised the probability of what happened is by it, in nats."""
    smallest = np.finfo(float).eps
    scores = scored.scores
    if scores.ndim == 1:
        chosen = np.where(scored.truth == 1, scores, 1 - scores)
    else:
        chosen = scores[np.arange(len(scores)), scored.truth.astype(int)] / scores.sum(axis=1)
    return -np.log(np.clip(chosen, smallest, 1 - smallest))


def right(scored: Scored) -> Floats:
    """Whether the class that is named is the true one."""
    return (scored.labels == scored.truth).astype(float)


def squared(scored: Scored) -> Floats:
    """The squared distance of what was said from what happened."""
    return (scored.truth - scored.scores) ** 2


def absolute(scored: Scored) -> Floats:
    """How far what was said is from what happened."""
    return np.abs(scored.truth - scored.scores)


def pinball(quantile: float) -> Loss:
    """The loss of a predicted quantile: a miss from above costs `quantile`, one from below the rest (Koenker, 1978)."""

    def loss(scored: Scored) -> Floats:
        missed = scored.truth - scored.scores
        return np.where(missed >= 0, quantile * missed, (quantile - 1) * missed)

    return loss


def covered(scored: Scored) -> Floats:
    """Whether what happened is not above what was said."""
    return (scored.truth <= scored.scores).astype(float)


def rmse(scored: Scored, weights: Floats) -> Floats:
    return np.sqrt((weights @ squared(scored)) / weights.sum(axis=1))


def rmse_influence(scored: Scored) -> tuple[float, Floats]:
    losses = squared(scored)
    value = float(np.sqrt(losses.mean()))
    return value, (losses - value**2) / (2 * value) if value > 0 else np.zeros_like(losses)


def r2(scored: Scored, weights: Floats) -> Floats:
    """The share of the variance that is explained. Truths are taken from their mean first, or digits are lost."""
    truth = scored.truth - scored.truth.mean()
    total = weights.sum(axis=1)
    spread = weights @ truth**2 - (weights @ truth) ** 2 / total
    left = np.divide(weights @ squared(scored), spread, out=np.full_like(spread, np.nan), where=spread > 0)
    return 1 - left


def r2_influence(scored: Scored) -> tuple[float, Floats]:
    losses, spreads = squared(scored), (scored.truth - scored.truth.mean()) ** 2
    left = losses.mean() / spreads.mean()
    return float(1 - left), (left * spreads - losses) / spreads.mean()
