"""The names of metrics: what the spec may promise of each task."""

from typing import Literal

Task = Literal["binary", "multiclass", "regression"]

QUANTILES = {
    str(quantile).replace(".", "_"): quantile
    for quantile in (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
}
"""The quantiles that a model may predict, by how a name is made of them: `0_9` of `pinball_0_9` is 0.9."""
TOPS = {f"top_{most}_accuracy": most for most in range(2, 11)}

METRICS: dict[Task, tuple[str, ...]] = {
    "binary": (
        "roc_auc",
        "average_precision",
        "log_loss",
        "brier_score",
        "accuracy",
        "balanced_accuracy",
        "precision",
        "recall",
        "f1",
        "mcc",
    ),
    "multiclass": ("accuracy", "balanced_accuracy", "f1_macro", "log_loss", "mcc"),
    "regression": ("mean_absolute_error", "root_mean_squared_error", "r2"),
}
"""What is measured of each task, whether it is promised or not."""
MORE: dict[Task, tuple[str, ...]] = {
    "binary": ("f2", "f0_5"),
    "multiclass": tuple(TOPS),
    "regression": (*(f"pinball_{name}" for name in QUANTILES), *(f"coverage_{name}" for name in QUANTILES)),
}
"""What is measured of each task only where it is promised."""
BETWEEN = frozenset(name for name in MORE["regression"] if name.startswith("coverage_"))
"""Neither high nor low is better: a promise gives both ends."""
LOWER_IS_BETTER = {
    "log_loss",
    "brier_score",
    "mean_absolute_error",
    "root_mean_squared_error",
    *(name for name in MORE["regression"] if name.startswith("pinball_")),
}
SCORER, CALLABLE = "scorer:", "metrics:"
"""How the name of a scorer of scikit-learn starts, and that of a function of the team's own `metrics.py`."""


def is_own(name: str) -> bool:
    """Whether it names a scorer or a function, of which nothing is known but what it gives."""
    return name.startswith((SCORER, CALLABLE))


def schema() -> list[dict[str, object]]:
    """What an editor offers and accepts as a name."""
    names = dict.fromkeys(name for task in METRICS for name in (*METRICS[task], *MORE[task]))
    return [{"enum": [*names]}, {"pattern": f"^({SCORER}|{CALLABLE})[A-Za-z_][A-Za-z0-9_]*$"}]


def in_words(task: Task) -> str:
    """The names that fit a task, for an error of one line."""
    shown = {
        "binary": ", ".join(MORE["binary"]),
        "multiclass": "top_2_accuracy to top_10_accuracy",
        "regression": "pinball_0_9, coverage_0_9 and the like",
    }
    return f"{', '.join(METRICS[task])}, {shown[task]}"
