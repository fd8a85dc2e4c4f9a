"""What goes wrong with the champion: it is swapped, or its holdout is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from modelwright.evidence import seal
from tests.controls.edits import Edit, all_of, estimator, in_spec
from tests.controls.sabotage import MEASURED, MODEL, Sabotage
from tests.repos import commit_all, git

_EVALUATION = "reports/evaluation.json"


def _on_main(*edits: Edit) -> Edit:
    """Commit edits on the main branch, and go on with another model on a branch of its own."""

    def edit(repo: Path) -> None:
        for one in edits:
            one(repo)
        commit_all(repo, "Update the champion")
        git(repo, "checkout", "--quiet", "-b", "challenger")

    return edit


def _resealed(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Edit:
    def edit(repo: Path) -> None:
        found = change(json.loads((repo / _EVALUATION).read_text(encoding="utf-8")))
        (repo / _EVALUATION).write_text(json.dumps({**found, "digest": seal(found)}, indent=2), encoding="utf-8")

    return edit


def _blurred(repo: Path) -> None:
    path = repo / "reports/holdout.parquet"
    frame = pd.read_parquet(path)
    frame.assign(score=frame["score"].mean()).to_parquet(path, index=False)


def _on_a_branch(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "dev")
    commit_all(repo, "Develop")


SABOTAGES = (
    Sabotage(
        "Junk takes the place of a good champion",
        "Whatever was trained last is released: a model that draws its answers, after one that knew them.",
        "champion",
        all_of(
            _on_main(),
            estimator(
                'DummyClassifier(strategy="stratified", random_state=seed)', "from sklearn.dummy import DummyClassifier"
            ),
        ),
        themes=("comparison",),
        let_pass_elsewhere=True,
    ),
    Sabotage(
        "A champion is swapped for its dev copy",
        "Evidence of a weaker model was committed on the main branch, so that the next one looks better.",
        "champion",
        _on_main(
            _resealed(
                lambda found: {
                    **found,
                    "model": "0123456789abcdef",
                    "fingerprints": {**found["fingerprints"], "code": "fedcba9876543210"},
                }
            )
        ),
        MEASURED,
        themes=("comparison",),
    ),
    Sabotage(
        "The predictions of the champion are blurred",
        "Only the file beside the evidence was replaced.",
        "champion",
        _on_main(_blurred, _resealed(lambda found: {**found, "model": "0123456789abcdef"})),
        MEASURED,
        themes=("comparison",),
    ),
    Sabotage(
        "The champion is looked for on a branch of one's own",
        "An easier champion is beaten more easily.",
        "champion",
        all_of(
            _on_a_branch, in_spec(("[promises.quality]", '[promises.champion]\nbranch = "dev"\n\n[promises.quality]'))
        ),
        MEASURED,
        themes=("comparison",),
    ),
    Sabotage(
        "A smaller holdout hides noise",
        "Half as many rows, another interval, and nobody compares like with like.",
        "champion",
        in_spec(("holdout = 0.2", "holdout = 0.1")),
        MODEL,
        themes=("comparison",),
    ),
)
