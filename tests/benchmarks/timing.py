"""How long a piece of work takes: by the clock, or by the processor."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Seconds by the clock: what a person waits for."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def used(work: Callable[[], object]) -> float:
    """Seconds of processor time, on all cores together: others that are busy count for less than on the clock."""
    started = time.process_time()
    work()
    return time.process_time() - started
