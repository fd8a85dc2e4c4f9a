"""The model in the format ONNX, where a team has exported it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.reproducibility.apart import largest_difference

if TYPE_CHECKING:
    import pandas as pd


def path_of(ground: Ground) -> Path:
    """Where a team exports it to."""
    return ground.repo.model_path.with_suffix(".onnx")


def difference(path: Path, ground: Ground, rows: "pd.DataFrame") -> float:
    """How far what ONNX Runtime computes is from what the model says.

    Args:
        path: the exported model: one input for each feature, or one of all numbers in their order.
        ground: the model.
        rows: shape (rows, features).

    Raises:
        Exception: what ONNX Runtime raises; or it is not installed, or there is no file.
    """
    import onnxruntime  # type: ignore[import-not-found,unused-ignore] # only a team that exports has it

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    answers = session.run(None, _inputs(session.get_inputs(), rows))
    if ground.spec.model.task == "regression":
        return largest_difference(ground.model.predict(rows), np.asarray(answers[0]).reshape(-1))
    return largest_difference(ground.model.predict_proba(rows), _probabilities(answers[-1], ground))


def _inputs(inputs: Any, rows: "pd.DataFrame") -> dict[str, Any]:
    if len(inputs) == 1 and inputs[0].name not in rows.columns:
        return {inputs[0].name: rows.to_numpy(dtype=np.float32)}
    kinds = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64}
    return {
        one.name: rows[[one.name]].to_numpy(dtype=kinds[one.type])
        if one.type in kinds
        else rows[[one.name]].astype(str).to_numpy(dtype=object)
        for one in inputs
    }


def _probabilities(answer: Any, ground: Ground) -> Any:
    """A table, or a list of dictionaries from class to probability."""
    if isinstance(answer, list):
        return np.array([[one[name] for name in ground.model.classes_.tolist()] for one in answer])
    return np.asarray(answer)
