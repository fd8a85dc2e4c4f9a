"""A model repo in git, small enough to commit a champion in a moment."""

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier

from modelwright import __version__
from modelwright.evaluation.comparison.measure import measure
from modelwright.evaluation.comparison.predictions import write_predictions
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation, Fingerprints, write_evidence
from modelwright.evidence.comparison import Comparison
from modelwright.fingerprints import code_digest, file_digest, spec_digest
from modelwright.spec import Spec, spec_of
from tests.evaluation.grounds import rows, small
from tests.evaluation.test_gates import GOOD
from tests.repos import commit_all, git
from tests.specs import spec as specified

EVALUATION = "reports/evaluation.json"
HOLDOUT = "reports/holdout.parquet"
KEYED = specified(data={"keys": ["id"]}, features={"numeric": ["a", "b"], "categorical": []})
ROWS = rows(2000, seed=3).assign(id=np.arange(2000))
JUNK = DummyClassifier()


def started(root: Path, spec: Spec) -> Path:
    """A repository with a spec and a package, on its first commit."""
    (root / "src/m").mkdir(parents=True)
    write_spec(root, spec)
    (root / "src/m/__init__.py").write_text('"""A model."""\n', encoding="utf-8")
    (root / ".gitignore").write_text("models/\n", encoding="utf-8")
    commit_all(root)
    return root


def write_spec(root: Path, spec: Spec) -> None:
    """Write a spec as TOML; values of tables within tables are inline."""
    plain = msgspec.to_builtins(spec)
    lines: list[str] = []
    for name, table in plain.items():
        for one in table if isinstance(table, list | tuple) else [table]:
            lines.append(f"[[{name}]]" if isinstance(table, list | tuple) else f"[{name}]")
            lines += [f"{key} = {_toml(value)}" for key, value in one.items() if value is not None]
    (root / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert spec_of("\n".join(lines), root) == spec


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items() if one is not None) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def evaluated(root: Path, ground: Ground, *, name: str) -> Comparison:
    """Evaluate a model in a repository, as `modelwright evaluate` does: evidence and predictions are written."""
    (root / "models").mkdir(exist_ok=True)
    (root / "models/model.skops").write_text(name, encoding="utf-8")
    write_spec(root, ground.spec)
    compared = measure(ground)
    assert compared is not None
    prints = Fingerprints("rows", spec_digest(ground.spec), code_digest(root / "src/m"))
    found = msgspec.structs.replace(
        GOOD,
        model=file_digest(root / "models/model.skops"),
        fingerprints=prints,
        environment={"modelwright": __version__},
        comparison=compared,
    )
    write_evidence(root / EVALUATION, found)
    write_predictions(ground)
    return compared


def champion(root: Path, ground: Ground, *, name: str = "champion") -> Comparison:
    """Make a model the champion: it is evaluated and committed on the branch that is checked out."""
    found = evaluated(root, ground, name=name)
    commit_all(root, f"Model {name}")
    return found


def on_branch(root: Path, name: str) -> None:
    """Check out a new branch."""
    git(root, "checkout", "--quiet", "-b", name)


def judged(compared: Comparison, spec: Spec) -> Verdict:
    """What the gate says of a comparison."""
    from modelwright.evaluation.comparison.gates import verdicts

    evaluation: Evaluation = msgspec.structs.replace(GOOD, comparison=compared)
    [verdict] = verdicts(spec, evaluation)
    return verdict


def ground_of(root: Path, *, spec: Spec, frame: pd.DataFrame | None = None, model: Any = None) -> Ground:
    """A ground in a repository that is there."""
    return small(root, frame, spec=spec, model=model)
