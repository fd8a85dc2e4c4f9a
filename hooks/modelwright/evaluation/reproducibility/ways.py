"""The ways in which a model is asked: from disk, in another order, one row at a time, as JSON, online, as ONNX."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.data.frames import team_module
from modelwright.errors import InputError
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.reproducibility import online, onnx
from modelwright.evaluation.reproducibility.apart import difference_of_tables
from modelwright.evidence.reproducibility import Way
from modelwright.model_file import dump

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 500
# Asked one at a time: each costs what a request does.
_SINGLE = 20


@dataclass(frozen=True)
class Asked:
    """Rows, and what the model says of them all at once.

    Args:
        ground: the model.
        rows: shape (rows, features).
        predict: the team's, of a model and rows.
        batch: what it says.
    """

    ground: Ground
    rows: "pd.DataFrame"
    predict: Callable[[Any, Any], Any]
    batch: "pd.DataFrame"


def ways(ground: Ground) -> tuple[bool | None, tuple[Way, ...]]:
    """Ask the model in each way, and compare with what it says of all rows at once.

    Returns:
        Whether a clone that was fitted again has the bytes of the model's file, and the ways.
    """
    rows = ground.holdout[ground.spec.features.names]
    rows = rows.sample(min(_ROWS, len(rows)), random_state=ground.seed).reset_index(drop=True)
    predict = _predict(ground)
    asked = Asked(ground, rows, predict, predict(ground.model, rows))
    archive = dump(ground.again)
    path = ground.repo.model_path
    same = path.read_bytes() == archive if path.is_file() else None
    made = [
        _way("saved", len(rows), lambda: _saved(asked, archive)),
        _way("shuffled", len(rows), lambda: _shuffled(asked)),
        _way("single", min(_SINGLE, len(rows)), lambda: _single(asked)),
        _way("json", len(rows), lambda: _json(asked)),
    ]
    if ground.spec.model.serving == "online":
        made.append(_way("online", len(rows), lambda: online.difference(ground, as_json(rows), asked.batch)))
    exported = onnx.path_of(ground)
    promised = ground.spec.promises.reproducibility
    if exported.is_file() or (promised and promised.onnx is not None):
        made.append(_way("onnx", len(rows), lambda: onnx.difference(exported, ground, rows)))
    return same, tuple(made)


def _way(name: str, rows: int, difference: Callable[[], float]) -> Way:
    """A way that fails is not one in which the model agrees: the reason is kept, and the gate is broken."""
    try:
        return Way(name, rows, difference())
    except Exception as error:  # noqa: BLE001 - the team's code and the reader of a file raise whatever they like
        reason = str(error).splitlines()[0][:120] if str(error) else ""
        return Way(name, 0, None, f"{type(error).__name__}{': ' if reason else ''}{reason}")


def _predict(ground: Ground) -> Callable[[Any, Any], Any]:
    """The team's `predict`, or the estimator's own where there is none."""
    import pandas as pd

    try:
        found: Callable[[Any, Any], Any] = team_module(ground.repo, "predict").predict
    except (InputError, AttributeError):
        is_number = ground.spec.model.task == "regression"

        def found(model: Any, rows: Any) -> Any:
            scores = np.asarray(model.predict(rows) if is_number else model.predict_proba(rows), dtype=float)
            return pd.DataFrame(scores.reshape(len(rows), -1), index=rows.index)

    return found


def _load(ground: Ground, archive: bytes) -> Any:
    try:
        load = team_module(ground.repo, "predict").load_model
    except (InputError, AttributeError):
        import skops.io

        # modelwright: allow[code-executing-load] the file was written a moment ago, by this process
        return skops.io.loads(archive, trusted=skops.io.get_untrusted_types(data=archive))
    with tempfile.TemporaryDirectory(prefix="modelwright-") as folder:
        path = Path(folder, "model.skops")
        path.write_bytes(archive)
        return load(path)


def _saved(asked: Asked, archive: bytes) -> float:
    """What comes back from disk against what went: the clone that was fitted again."""
    loaded = _load(asked.ground, archive)
    return difference_of_tables(asked.predict(asked.ground.again, asked.rows), asked.predict(loaded, asked.rows))


def _shuffled(asked: Asked) -> float:
    order = np.random.default_rng(asked.ground.seed).permutation(len(asked.rows))
    told = asked.predict(asked.ground.model, asked.rows.iloc[order])
    return difference_of_tables(asked.batch.iloc[order].reset_index(drop=True), told.reset_index(drop=True))


def _single(asked: Asked) -> float:
    import pandas as pd

    some = range(min(_SINGLE, len(asked.rows)))
    told = pd.concat([asked.predict(asked.ground.model, asked.rows.iloc[[row]]) for row in some], ignore_index=True)
    return difference_of_tables(asked.batch.iloc[: len(told)].reset_index(drop=True), told)


def _json(asked: Asked) -> float:
    """As requests bring them: some writers make 2.0 of 2, and others 2 of 2.0."""
    import pandas as pd

    def difference(turned: Callable[[Any], Any]) -> float:
        records = [{name: turned(value) for name, value in row.items()} for row in as_json(asked.rows)]
        return difference_of_tables(asked.batch, asked.predict(asked.ground.model, pd.DataFrame(records)))

    return max(difference(_as_float), difference(_as_whole))


def _as_float(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_json(rows: "pd.DataFrame") -> list[dict[str, Any]]:
    """Rows as they are once they went through JSON, with as many digits as a number has."""
    found: list[dict[str, Any]] = json.loads(rows.to_json(orient="records", double_precision=15))
    return found
