"""The data as the team's `load` gives them, held against the spec."""

import importlib
import math
import sys
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.toml_lines import line_of

if TYPE_CHECKING:
    import pandas as pd

# A probability for each row and class is kept several times over: with 10,000 classes, 90,000 rows took 16 GB to train
# on, and the linear baseline did not end.
_MOST_CLASSES = 1000


def team_module(repo: Repo, name: str) -> Any:
    """Import a module of the team's package.

    Raises:
        InputError: there is no such module, or the package is not installed.
    """
    package = repo.spec.model.package
    source = str(repo.root / "src")
    if source not in sys.path:
        sys.path.insert(0, source)
    try:
        return importlib.import_module(f"{package}.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == package:
            raise InputError(repo.shown(f"src/{package}/{name}.py"), "no such module") from error
        raise InputError(
            repo.shown(f"src/{package}/{name}.py"), f"imports {error.name}, which is not installed"
        ) from error


def load_frame(repo: Repo) -> "pd.DataFrame":
    """Load the data, with the columns that the spec names.

    Returns:
        A frame of one row per unit, as the team's `data.load` gives it.

    Raises:
        InputError: the file is missing, cut short or of another type, or lacks a column of the spec.
    """
    path = repo.shown(repo.spec.data.path)
    if not repo.data_path.is_file():
        raise InputError(path, "no such data file; `data.path` in model.toml names it")
    load = team_module(repo, "data").load
    try:
        frame: pd.DataFrame = load(repo.data_path)
    except Exception as error:  # whatever a reader of any format raises, the file is what is wrong
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(path, f"cannot be read: {reason}") from error
    if frame.empty:
        raise InputError(path, "holds no rows")
    _hold_against(frame, repo)
    return frame


def _hold_against(frame: "pd.DataFrame", repo: Repo) -> None:
    for role, columns in repo.spec.columns.items():
        for column in columns:
            if column not in frame.columns:
                raise _column_error(repo, role, f"{column!r} is not a column of {repo.spec.data.path}")
    _hold_features(frame, repo)
    _hold_time(frame, repo)
    _hold_group(frame, repo)
    _hold_target(frame, repo)


def _hold_features(frame: "pd.DataFrame", repo: Repo) -> None:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    for column in repo.spec.features.numeric:
        dtype = frame[column].dtype
        if not is_numeric_dtype(dtype) or is_bool_dtype(dtype):
            raise _column_error(repo, "features.numeric", f"{column!r} holds {dtype}, which is not a number")
        _refuse_infinite(repo, frame, "features.numeric", column)


def _hold_time(frame: "pd.DataFrame", repo: Repo) -> None:
    """Text is refused: `10/1/2024` stands before `9/1/2024`, and the future would end up in training."""
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    column = repo.spec.split.column
    if column is None:
        return
    times = frame[column]
    if times.isna().any():
        raise _column_error(repo, "split.column", f"{int(times.isna().sum())} rows have no {column!r}")
    if not (is_numeric_dtype(times.dtype) or is_datetime64_any_dtype(times.dtype)):
        fact = f"{column!r} holds {times.dtype}, which has no order in time: parse it in data.load"
        raise _column_error(repo, "split.column", fact)


def _hold_group(frame: "pd.DataFrame", repo: Repo) -> None:
    """Rows without a group would all be one group."""
    group = repo.spec.split.group
    if group is not None and frame[group].isna().any():
        raise _column_error(repo, "split.group", f"{int(frame[group].isna().sum())} rows have no {group!r}")


def _hold_target(frame: "pd.DataFrame", repo: Repo) -> None:
    from pandas.api.types import is_numeric_dtype

    spec = repo.spec
    name, target = spec.data.target, frame[spec.data.target]
    if target.isna().any():
        raise _column_error(repo, "data.target", f"{int(target.isna().sum())} rows have no {name!r}")
    if spec.model.task == "regression":
        if not is_numeric_dtype(target.dtype):
            raise _column_error(repo, "data.target", f"{name!r} holds {target.dtype}, which is not a number")
        _refuse_infinite(repo, frame, "data.target", name)
    classes = target.nunique()
    if classes == 1:
        raise _column_error(repo, "data.target", f"all rows have the same {name!r}")
    if spec.model.task == "multiclass" and classes > _MOST_CLASSES:
        fact = f"{name!r} has {classes:,} classes, more than the {_MOST_CLASSES:,} that are measured one by one"
        raise _column_error(repo, "data.target", f"{fact}: predict families of them first, or rank them")
    if spec.model.task == "binary" and classes > 2:  # noqa: PLR2004 - two is what binary means
        raise _column_error(repo, "data.target", f"a binary task needs two classes, {name!r} has {classes}")
    if spec.model.task == "binary" and not (target == spec.data.positive).any():
        raise _column_error(repo, "data.positive", f"no row has {name!r} == {spec.data.positive!r}")


def _refuse_infinite(repo: Repo, frame: "pd.DataFrame", role: str, column: str) -> None:
    infinite = int(frame[column].isin([math.inf, -math.inf]).sum())
    if infinite:
        raise _column_error(repo, role, f"{infinite} rows of {column!r} are infinite")


def _column_error(repo: Repo, role: str, fact: str) -> InputError:
    path = repo.shown(SPEC_NAME)
    line = line_of(path.read_text(encoding="utf-8"), role.split("."))
    return InputError(path, f"{role}: {fact}", line=line)
