"""Time as a multiple of a workload that is always the same, so that it means the same on any machine."""

import time
from collections.abc import Callable

import numpy as np

_ROWS, _FEATURES, _TIMES = 5000, 8, 5


def reference() -> float:
    """The seconds that the reference workload takes here and now, the best of five runs.

    It is a decision tree of scikit-learn on fixed numbers: one core, no threads, compiled code over arrays that fit
    into a cache, as in most models of tables.
    """
    from sklearn.tree import DecisionTreeRegressor

    draw = np.random.default_rng(0)
    X = draw.normal(size=(_ROWS, _FEATURES))
    y = X[:, 0] * X[:, 1] + draw.normal(size=_ROWS)
    return best_of(lambda: DecisionTreeRegressor(random_state=0).fit(X, y), times=_TIMES)


def best_of(run: Callable[[], object], *, times: int, enough: float = 0.0) -> float:
    """The shortest time of a few runs, in seconds: what disturbs a run makes it longer, never shorter.

    Args:
        run: what is timed.
        times: how often at most.
        enough: no more runs once one is as short as this.
    """
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - started)
        if best <= enough:
            break
    return best


def peak_memory(run: Callable[[], object]) -> int:
    """The most bytes that Python and NumPy held at once during a run, besides what they held before."""
    import tracemalloc

    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        run()
        return max(0, tracemalloc.get_traced_memory()[1] - before)
    finally:
        if not was_tracing:
            tracemalloc.stop()
