"""Metrics that are not ours: scikit-learn's scorers by name, and the functions of the team's `metrics.py`.

Nothing is known of them but what they give, so rows are drawn anew and they are asked again.
"""

import difflib
import inspect
import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from modelwright.data.frames import team_module
from modelwright.errors import InputError
from modelwright.evaluation.closed import quantile
from modelwright.evaluation.metrics import Floats, Scored
from modelwright.evidence.estimate import Estimate
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.spec.measures import SCORER, Task
from modelwright.toml_lines import line_of

_ROWS = 20_000_000
_MOST, _FEWEST = 1000, 40
# From this many draws on their own quantiles are the ends; fewer say how far they spread.
_FOR_QUANTILES = 200
# How the names of scorers begin that take numbers.
_OF_NUMBERS = ("r2", "neg_mean_", "neg_root_mean_", "neg_median_", "neg_max_", "explained_", "d2_absolute_")
Asked = Callable[[npt.NDArray[np.intp]], float]


def own(name: str, repo: Repo, scored: Scored, *, blocks: npt.NDArray[Any] | None = None) -> Estimate:
    """A scorer or a function on the holdout, with the interval of its bootstrap (Efron, 1979).

    The draws are as many as 20 million rows allow, from 40 to 1,000, so the time is bounded. With fewer than 200 the
    interval is that of t around the number, as wide as the draws spread.

    Args:
        name: `scorer:NAME` or `metrics:NAME`.
        repo: whose spec gives the task, the seed and the confidence, and whose package has the function.
        scored: what happened, and what was said.
        blocks: shape (rows,): rows of equal value are drawn together.

    Raises:
        InputError: there is no such scorer or function, or it gives no finite number for these rows.
    """
    ask = _scorer(name, repo, scored) if name.startswith(SCORER) else _callable(name, repo, scored)
    rows = len(scored.truth)
    value = _number(name, repo, ask, np.arange(rows))
    codes = np.arange(rows) if blocks is None else np.unique(blocks, return_inverse=True)[1]
    order = np.argsort(codes, kind="stable")
    units = int(codes.max()) + 1
    starts = np.searchsorted(codes[order], np.arange(units + 1))
    replicates = int(min(_MOST, max(_FEWEST, _ROWS // rows)))
    generator = np.random.default_rng(repo.spec.split.seed)
    drawn = []
    for _ in range(replicates):
        chosen = generator.integers(units, size=units)
        places = order[chosen] if blocks is None else np.concatenate([order[starts[u] : starts[u + 1]] for u in chosen])
        drawn.append(_quietly(ask, places))
    found = np.array([one for one in drawn if one is not None and math.isfinite(one)])
    if len(found) < replicates / 2:
        raise _refused(repo, name, "gives a number for fewer than half of the draws of rows")
    low, high, kind = _ends(value, found, repo.spec.promises.confidence)
    of = "" if blocks is None else " of blocks"
    return Estimate(value, min(low, value), max(high, value), rows, f"{kind}{of}, {replicates:,} draws")


def _ends(value: float, found: Floats, confidence: float) -> tuple[float, float, str]:
    if len(found) >= _FOR_QUANTILES:
        tail = (1 - confidence) / 2
        low, high = np.quantile(found, [tail, 1 - tail]).tolist()
        return low, high, "percentile bootstrap"
    half = quantile(confidence, len(found) - 1) * float(found.std(ddof=1))
    return value - half, value + half, "t interval of the bootstrap's spread"


def _number(name: str, repo: Repo, ask: Asked, places: npt.NDArray[np.intp]) -> float:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = float(ask(places))
    except Exception as error:  # whatever a scorer or a team's function raises, the name in the spec is what is wrong
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _refused(repo, name, f"fails: {reason}") from error
    if not math.isfinite(value):
        raise _refused(repo, name, f"gives {value} for the holdout, which is no number")
    return value


def _quietly(ask: Asked, places: npt.NDArray[np.intp]) -> float | None:
    """None where these rows have no value, such as those without a row of a class."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return float(ask(places))
    except (ValueError, ArithmeticError, IndexError):
        return None


def _scorer(name: str, repo: Repo, scored: Scored) -> Asked:
    from sklearn.metrics import get_scorer, get_scorer_names

    wanted = name.removeprefix(SCORER)
    if wanted not in get_scorer_names():
        close = difflib.get_close_matches(wanted, get_scorer_names(), 3)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise _refused(repo, name, f"scikit-learn has no scorer {wanted!r}{hint}")
    scorer, said = get_scorer(wanted), _said(scored, repo.spec.model.task)
    # It would take the codes of classes for numbers, and say something of them.
    if wanted.startswith(_OF_NUMBERS) and repo.spec.model.task != "regression":
        raise _refused(repo, name, f"is a scorer of numbers, and a {repo.spec.model.task} task predicts classes")
    truth = scored.truth if repo.spec.model.task == "regression" else scored.truth.astype(int)
    return lambda places: scorer(said, places[:, None], truth[places])


def _said(scored: Scored, task: Task) -> Any:
    """A model that says of row `i` what the real one said of it, so that no draw predicts anything anew."""
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

    if task == "regression":

        class Numbers(RegressorMixin, BaseEstimator):  # type: ignore[misc]
            def predict(self, X: Any) -> Floats:
                return scored.scores[X[:, 0]]

        return Numbers()
    scores = scored.scores if scored.scores.ndim > 1 else np.column_stack([1 - scored.scores, scored.scores])
    labels = scored.labels.astype(int)

    class Classes(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
        classes_ = np.arange(scores.shape[1])

        def predict(self, X: Any) -> npt.NDArray[np.int_]:
            return labels[X[:, 0]]

        def predict_proba(self, X: Any) -> Floats:
            return scores[X[:, 0]]

    return Classes()


def _callable(name: str, repo: Repo, scored: Scored) -> Asked:
    wanted = name.partition(":")[2]
    function = getattr(team_module(repo, "metrics"), wanted, None)
    if not callable(function):
        place = f"src/{repo.spec.model.package}/metrics.py"
        raise _refused(repo, name, f"{place} has no function {wanted!r}")
    if "sample_weight" not in inspect.signature(function).parameters:
        return lambda places: function(scored.truth[places], scored.scores[places])

    def weighted(places: npt.NDArray[np.intp]) -> float:
        weights = np.bincount(places, minlength=len(scored.truth)).astype(float)
        there = np.flatnonzero(weights)
        value: float = function(scored.truth[there], scored.scores[there], sample_weight=weights[there])
        return value

    return weighted


def _refused(repo: Repo, name: str, fact: str) -> InputError:
    path = repo.root / SPEC_NAME
    line = line_of(path.read_text(encoding="utf-8"), ("promises", "quality", name)) if path.is_file() else None
    return InputError(repo.shown(SPEC_NAME), f"promises.quality.{name}: {fact}", line=line)
