"""Intervals of metrics, and of the differences of two models on the same rows.

What a row adds to a metric gives its error in one pass over the rows, for blocks of rows too; the scale that suits the
metric gives the interval its shape, and t with as many degrees of freedom as the error itself is worth its width
(Satterthwaite, 1946). Metrics of labels come from few counts, and have the posterior of these instead. What has neither
is resampled (Efron, 1979).
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.evaluation.closed import quantile
from modelwright.evaluation.metrics import METRICS, Floats, Metric, Scored
from modelwright.evaluation.posterior import METHOD, Posterior
from modelwright.evidence.estimate import Estimate

REPLICATES = 1000
_PAIR = 2
# Skewness over the root of the rows: below it, the transformation moves no digit that is shown, and divides by nothing.
_SYMMETRIC = 1e-6
# Weights are made in blocks of at most this many numbers, so memory does not grow with the replicates.
_BLOCK = 4_000_000


def measured(
    names: Iterable[str],
    scored: Scored,
    *,
    confidence: float,
    seed: int,
    blocks: npt.NDArray[Any] | None = None,
) -> list[Estimate]:
    """Metrics with their intervals, in time that is linear in rows but for sorting them once.

    Args:
        names: keys of `METRICS` that fit the task.
        scored: what happened, and what was said.
        confidence: such as 0.95.
        seed: seeds the draws from posteriors.
        blocks: shape (rows,): rows of equal value are not independent of each other.

    Raises:
        ValueError: there are fewer than two rows, or blocks.
    """
    codes = _codes(blocks)
    _refuse_too_few(scored, codes)
    draws = Posterior(scored, seed) if codes is None else None
    return [_measured(METRICS[name], scored, confidence, codes, draws) for name in names]


def lead(  # noqa: PLR0913 - two models, and how to compare them
    name: str,
    model: Scored,
    other: Scored,
    *,
    confidence: float,
    seed: int,
    blocks: npt.NDArray[Any] | None = None,
) -> Estimate:
    """How far one model is ahead of another on the same rows; positive is better, whatever the metric.

    Paired: what each row adds to the difference is the difference of what it adds to both. For the area under the curve
    this is the test of DeLong, DeLong and Clarke-Pearson (1988). A mean of losses has the transformation of Hall (1992)
    against skewness: one row that the other model got terribly wrong must not hide the lead on all the others.

    Args:
        name: a key of `METRICS`.
        model: what the one says.
        other: what the other says of the same rows.
        confidence: such as 0.95.
        seed: seeds the draws where these are needed.
        blocks: see `measured`.

    Raises:
        ValueError: there are fewer than two rows, or blocks.
    """
    codes = _codes(blocks)
    _refuse_too_few(model, codes)
    metric = METRICS[name]
    sign = 1 if metric.higher_is_better else -1
    (value, one), (other_value, two) = metric.influence(model), metric.influence(other)
    ahead = sign * (value - other_value)
    if _is_certain(metric, value, one) or _is_certain(metric, other_value, two):
        # No row is wrong, which says how few rows there are and not how small the error is.
        first, second = (
            measured([name], scored, confidence=confidence, seed=seed, blocks=blocks)[0] for scored in (model, other)
        )
        if sign < 0:
            first, second = second, first
        low = ahead - math.hypot(first.value - first.low, second.high - second.value)
        high = ahead + math.hypot(first.high - first.value, second.value - second.low)
        return Estimate(ahead, low, high, len(one), "Newcombe of two intervals")
    difference = sign * (one - two)
    error, freedom = _error(difference, codes)
    below = above = quantile(confidence, freedom)
    method = f"paired {metric.source}{_robust(codes)}"
    if metric.scale == "positive":
        below, above = _unskewed(difference, codes, below)
        method += ", skewness removed"
    return Estimate(ahead, ahead - below * error, ahead + above * error, len(one), method)


def _measured(
    metric: Metric, scored: Scored, confidence: float, codes: "npt.NDArray[np.intp] | None", draws: Posterior | None
) -> Estimate:
    value, influences = metric.influence(scored)
    rows = len(scored.truth)
    if metric.counts is not None and draws is not None and draws.fits:
        low, high = draws.interval(metric.counts, confidence)
        return Estimate(value, min(low, value), max(high, value), rows, METHOD)
    error, freedom = _error(influences, codes)
    support = metric.support(scored)
    if codes is not None:
        support = min(support, int(codes.max()) + 1)  # rows of one block may be wrong together
    if metric.scale == "proportion" and codes is None:
        freedom = math.inf
    elif metric.scale == "share":
        freedom = max(1.0, min(freedom, support - 1.0))
    low, high, shape = _ends(metric, value, error, quantile(confidence, freedom), support)
    source = "" if metric.scale == "proportion" else f"{metric.source}, "
    return Estimate(value, low, high, rows, f"{source}{shape}{_robust(codes)}")


def _ends(metric: Metric, value: float, error: float, width: float, support: int) -> tuple[float, float, str]:
    """The ends of an interval on the scale of the metric, and the name of its shape."""
    if metric.scale == "positive":
        factor = math.exp(min(width * error / value, 700.0)) if value > 0 else 1.0
        return value / factor, value * factor, "log scale"
    if metric.scale == "explained":
        left = 1 - value
        factor = math.exp(min(width * error / left, 700.0)) if left > 0 else 1.0
        return 1 - left * factor, 1 - left / factor, "log scale of the rest"
    centre, shift = (2.0, 1.0) if metric.scale == "agreement" else (1.0, 0.0)
    part, spread = min(max((value + shift) / centre, 0.0), 1.0), error / centre
    if part * (1 - part) == 0 or metric.scale == "proportion":
        effective = part * (1 - part) / spread**2 if spread > 0 and 0 < part < 1 else support
        low, high = _wilson(part, effective, width)
    else:
        logit, half = math.log(part / (1 - part)), width * spread / (part * (1 - part))
        low, high = _expit(logit - half), _expit(logit + half)
    shape = "Wilson" if metric.scale == "proportion" else "logit scale"
    return low * centre - shift, high * centre - shift, shape


def _wilson(part: float, rows: float, width: float) -> tuple[float, float]:
    """The interval of Wilson (1927) of as many independent rows as the error is worth."""
    if rows <= 0:
        return 0.0, 1.0
    squared = width**2 / rows
    half = width * math.sqrt(part * (1 - part) / rows + squared / (4 * rows))
    low, high = (part + squared / 2 - half) / (1 + squared), (part + squared / 2 + half) / (1 + squared)
    return min(max(low, 0.0), part), max(min(high, 1.0), part)


def _expit(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0  # noqa: PLR2004 - where exp overflows


def _error(influences: Floats, codes: "npt.NDArray[np.intp] | None") -> tuple[float, float]:
    """The standard error of a metric, and the degrees of freedom that this is worth: few where few rows make it up."""
    totals: Floats = influences if codes is None else np.bincount(codes, weights=influences).astype(float)
    units = len(totals)
    squared = totals**2
    spread = float(squared.mean())
    if spread <= 0:
        return 0.0, math.inf
    kurtosis = float((squared**2).mean()) / spread**2
    freedom = max(1.0, min(2 * units / max(kurtosis - 1, 1e-9), units - 1.0))
    return math.sqrt(spread * units * units / (units - 1)) / len(influences), freedom


def _unskewed(influences: Floats, codes: "npt.NDArray[np.intp] | None", width: float) -> tuple[float, float]:
    """How many standard errors lie below and above a skewed mean (Hall, 1992); `width` both, without skew."""
    totals = influences if codes is None else np.bincount(codes, weights=influences)
    spread = float(np.square(totals).mean())
    if spread <= 0:
        return width, width
    skew = float((totals**3).mean()) / spread**1.5 / math.sqrt(len(totals))
    if abs(skew) < _SYMMETRIC:
        return width, width
    below, above = (3 / skew * (float(np.cbrt(1 + skew * (end - skew / 6))) - 1) for end in (width, -width))
    return max(below, 0.0), max(-above, 0.0)


def _is_certain(metric: Metric, value: float, influences: Floats) -> bool:
    """Whether no row is wrong, or each is."""
    ends = {"proportion": (0, 1), "share": (0, 1), "agreement": (-1, 1)}.get(metric.scale, ())
    return value in ends and not influences.any()


def _codes(blocks: npt.NDArray[Any] | None) -> "npt.NDArray[np.intp] | None":
    return None if blocks is None else np.unique(blocks, return_inverse=True)[1]


def _robust(codes: "npt.NDArray[np.intp] | None") -> str:
    return "" if codes is None else f", robust to {int(codes.max()) + 1:,} blocks"


def _refuse_too_few(scored: Scored, codes: "npt.NDArray[np.intp] | None") -> None:
    if len(scored.truth) < _PAIR:
        raise ValueError(f"has {len(scored.truth)} row, and an interval needs two")
    if codes is not None and int(codes.max()) + 1 < _PAIR:
        raise ValueError("is one block of rows that belong together, and an interval needs two")


def resample(rows: int, *, seed: int, blocks: Floats | None = None) -> Iterator[Floats]:
    """How often each row is drawn in each replicate.

    Args:
        rows: how many rows there are.
        seed: the same seed gives the same draws.
        blocks: shape (rows,): rows with equal values are drawn together, such as the hours of one day, which are not
            independent of each other.

    Yields:
        Weights of shape (some replicates, rows), `REPLICATES` in all.
    """
    generator = np.random.default_rng(seed)
    codes = None if blocks is None else np.unique(blocks, return_inverse=True)[1]
    units = rows if codes is None else int(codes.max()) + 1
    step = max(1, _BLOCK // rows)
    for start in range(0, REPLICATES, step):
        size = min(step, REPLICATES - start)
        # Drawing n units with replacement and counting them is one draw of the multinomial, done here by counting.
        drawn = generator.integers(units, size=(size, units))
        offset = drawn + np.arange(size)[:, None] * units
        counts = np.bincount(offset.ravel(), minlength=size * units).reshape(size, units).astype(float)
        yield counts if codes is None else counts[:, codes]


def estimates(
    computes: Sequence[Callable[[Floats], Floats]],
    rows: int,
    *,
    seed: int,
    confidence: float,
    blocks: Floats | None = None,
) -> list[Estimate]:
    """Numbers on all rows, and the percentile intervals of their bootstrap replicates.

    All numbers are computed on the same replicates, so a difference of two of them is paired.

    Args:
        computes: each takes weights of shape (replicates, rows), and gives shape (replicates,), or (numbers,
            replicates) for several numbers at once.
        rows: how many rows there are.
        seed: seeds the draws.
        confidence: such as 0.95.
        blocks: see `resample`.
    """

    def numbers(weights: Floats) -> Floats:
        return np.vstack([compute(weights) for compute in computes])

    values = numbers(np.ones((1, rows)))[:, 0].tolist()
    replicates = np.hstack([numbers(weights) for weights in resample(rows, seed=seed, blocks=blocks)])
    tail = (1 - confidence) / 2
    # A replicate without any row of a class has no value for some metrics; the others speak for it.
    lows, highs = np.nanquantile(replicates, [tail, 1 - tail], axis=1)
    method = "percentile bootstrap" if blocks is None else "percentile bootstrap of blocks"
    ends = zip(values, lows.tolist(), highs.tolist(), strict=True)
    return [Estimate(value, low, high, rows, method) for value, low, high in ends]
