"""Teams whose `load` does one thing wrong, or nothing."""

import itertools
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeRegressor

from modelwright.evaluation.ground import Ground
from modelwright.repo import Repo
from tests.evaluation.grounds import RepoOf, rows, small
from tests.specs import spec as spec_of

_NUMBERS = itertools.count()
_HEAD = "import numpy as np\nimport pandas as pd\n\n\ndef load(path):\n    frame = pd.{read}(path)\n    {body}\n"


def team(
    root: Path, body: str, frame: pd.DataFrame | None = None, *, suffix: str = ".parquet", **tables: Any
) -> Ground:
    """A ground whose rows come from a file by a team's `load`.

    Args:
        root: an empty folder that becomes the repository.
        body: lines of `load` after the file was read into `frame`.
        frame: the rows of the file.
        suffix: `.parquet` or `.csv`.
        tables: as `tests.specs.spec` takes them.
    """
    package = f"team_{next(_NUMBERS)}_of_leaks"
    code = root / "src" / package
    code.mkdir(parents=True)
    (code / "__init__.py").touch()
    read = "read_csv" if suffix == ".csv" else "read_parquet"
    (code / "data.py").write_text(_HEAD.format(read=read, body=body), encoding="utf-8")
    tables["model"] = {"package": package, **tables.get("model", {})}
    tables["data"] = {"path": f"data/rows{suffix}", **tables.get("data", {})}
    promised = spec_of(**tables)
    frame = rows() if frame is None else frame
    path = root / f"data/rows{suffix}"
    path.parent.mkdir(exist_ok=True)
    if suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False)
    model = DecisionTreeRegressor(max_depth=3, random_state=0) if promised.model.task == "regression" else None
    if model is not None:
        model = make_pipeline(ColumnTransformer([("numbers", "passthrough", list(promised.features.numeric))]), model)
    return small(root, loaded(RepoOf(root, promised)), spec=promised, model=model)


def loaded(repo: Repo) -> pd.DataFrame:
    """What the team's `load` gives."""
    from modelwright.data.frames import team_module

    found: pd.DataFrame = team_module(repo, "data").load(repo.data_path)
    return found
