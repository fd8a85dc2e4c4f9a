"""What a model predicts for its holdout, kept so that the next model can be compared with it row by row.

`reports/holdout.parquet` holds a number for each row (a hash, as `data.splits.row_ids` gives it) and the scores of that
row; no value of the data, and no target.
"""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from modelwright.data.hashing import mixed
from modelwright.data.splits import row_ids
from modelwright.evaluation.metrics import Floats
from modelwright.evidence.comparison import PREDICTIONS
from modelwright.files import write_whole

if TYPE_CHECKING:
    from modelwright.evaluation.ground import Ground

Ids = npt.NDArray[np.uint64]
# At most so many numbers are kept, whatever the number of rows: git keeps each version of the file.
NUMBERS = 800_000
# Of more classes than MANY, the LIKELIEST of each row are kept, and the others share what is left.
MANY, LIKELIEST = 32, 8


@dataclass(frozen=True)
class Predictions:
    """Scores of rows, by the identities of these; sorted by identity.

    Args:
        ids: shape (rows,), uint64; equal where rows are equal.
        scores: shape (rows,) or (rows, classes), float64.
        codes: shape (rows, `LIKELIEST`): the classes whose probabilities `scores` holds, where these are not all.
    """

    ids: Ids
    scores: Floats
    codes: npt.NDArray[np.int32] | None = None

    @property
    def digest(self) -> str:
        """A digest of what is kept, whatever library wrote the file."""
        found = hashlib.sha256()
        for part in (self.ids, self.scores, self.codes):
            found.update(b"" if part is None else np.ascontiguousarray(part).tobytes())
        return found.hexdigest()[:16]


def kept(ids: Ids, scores: Floats) -> Predictions:
    """What is kept of the scores of rows: all, or those of the rows with the lowest hashes where there are many.

    Args:
        ids: shape (rows,).
        scores: shape (rows,) or (rows, classes).
    """
    codes = None
    if scores.ndim > 1 and scores.shape[1] > MANY:
        codes = np.sort(np.argpartition(-scores, LIKELIEST, axis=1)[:, :LIKELIEST], axis=1).astype(np.int32)
        scores = np.take_along_axis(scores, codes, axis=1)
    most = NUMBERS // 8 if scores.ndim == 1 else NUMBERS // max(8, scores.shape[1])
    if len(ids) > most:
        drawn = mixed(ids, 0)
        chosen = drawn <= np.partition(drawn, most - 1)[most - 1]
        ids, scores, codes = ids[chosen], scores[chosen], None if codes is None else codes[chosen]
    order = np.lexsort((scores if scores.ndim == 1 else scores[:, 0], ids))
    return Predictions(ids[order], scores[order].astype(float), None if codes is None else codes[order])


def as_kept(scores: Floats) -> Floats:
    """Scores as they come back from what is kept of them: the same, but for the unlikely ones of many classes."""
    if scores.ndim == 1 or scores.shape[1] <= MANY:
        return scores
    codes = np.argpartition(-scores, LIKELIEST, axis=1)[:, :LIKELIEST]
    return spread(np.take_along_axis(scores, codes, axis=1), codes, scores.shape[1])


def spread(scores: Floats, codes: npt.NDArray[Any], classes: int) -> Floats:
    """The probabilities of all classes from those of a few. Shape (rows, classes)."""
    left = np.clip(1 - scores.sum(axis=1, keepdims=True), 0, None) / (classes - scores.shape[1])
    full = np.repeat(left, classes, axis=1)
    np.put_along_axis(full, codes.astype(np.intp), scores, axis=1)
    return full


def write_predictions(ground: "Ground") -> Path:
    """Write what the model predicts for the holdout; the same predictions give the same bytes."""
    path = ground.repo.root / PREDICTIONS
    write_whole(path, packed(kept(row_ids(ground.holdout, ground.spec), ground.scored["model"].scores)))
    return path


def packed(predictions: Predictions) -> bytes:
    """As the bytes of a Parquet file."""
    import pandas as pd

    scores = predictions.scores
    columns: dict[str, Any] = {"row": predictions.ids}
    if scores.ndim == 1:
        columns["score"] = scores
    else:
        columns |= {f"score_{place}": scores[:, place] for place in range(scores.shape[1])}
    if predictions.codes is not None:
        columns |= {f"class_{place}": predictions.codes[:, place] for place in range(predictions.codes.shape[1])}
    content: bytes = pd.DataFrame(columns).to_parquet(index=False, compression="zstd")
    return content


def unpacked(content: bytes) -> Predictions:
    """Predictions from the bytes of a Parquet file.

    Raises:
        ValueError: it is something else.
    """
    import pandas as pd

    try:
        frame = pd.read_parquet(io.BytesIO(content))
        ids = frame["row"].to_numpy()
        if "score" in frame.columns:
            found = Predictions(ids, frame["score"].to_numpy(dtype=float))
        else:
            places = range(sum(name.startswith("score_") for name in frame.columns))
            codes = [f"class_{place}" for place in places if f"class_{place}" in frame.columns]
            scores = frame[[f"score_{place}" for place in places]].to_numpy(dtype=float)
            found = Predictions(ids, scores, frame[codes].to_numpy(dtype=np.int32) if codes else None)
    except Exception as error:  # a file that is something else fails in many ways inside the reader
        raise ValueError("is no table of predictions") from error
    if ids.dtype != np.uint64 or not np.isfinite(found.scores).all():
        raise ValueError("is no table of predictions")
    return found
