"""Evidence of a small model repo, as a run would write it."""

from pathlib import Path

from modelwright.evidence import (
    Challenge,
    Estimate,
    Evaluation,
    Fingerprints,
    Holdout,
    Lead,
    Measured,
    Training,
    Trial,
    Validation,
    write_evidence,
)
from modelwright.fingerprints import about_rows, asked_digest, file_digest, fingerprints
from modelwright.repo import Repo
from tests.checks.model_repos import SPEC, write

DATA = "data/churn.csv"
CODE = "src/churn/model.py"
SUITE = "expectations/churn.json"
ANSWERS = ".copier-answers.yml"
FILES = {
    "model.toml": SPEC,
    DATA: "customer,age,calls,left\n1,41,0,false\n",
    CODE: "C = 1.0\n",
    SUITE: '{"name": "churn", "expectations": []}\n',
    ANSWERS: "# Written by Copier.\n_commit: v1.0.0\n",
}
MODEL = "5f8a3bd1c60e7792"


def training(prints: Fingerprints) -> Training:
    """Of one setting."""
    trial = Trial({"C": 1.0}, (0.77, 0.78))
    return Training(
        None, prints, {"python": "3"}, 2400, 0, "LogisticRegression", "roc_auc", (trial,), {"C": 1.0}, MODEL
    )


def evaluation(prints: Fingerprints, asked: str = "") -> Evaluation:
    """Of a model that is ahead of the linear one."""
    return Evaluation(
        commit=None,
        fingerprints=prints,
        model=MODEL,
        holdout=Holdout("random", 600, 2400, "h", 0, 0, 0.0),
        interval="percentile bootstrap of rows",
        confidence=0.95,
        replicates=1000,
        metrics=(
            Measured("roc_auc", "model", Estimate(0.737, 0.702, 0.771)),
            Measured("roc_auc", "linear", Estimate(0.704, 0.668, 0.741)),
        ),
        leads=(Lead("roc_auc", "linear", Estimate(0.033, 0.011, 0.058)),),
        single_feature_score="roc_auc",
        single_features=(),
        figures={},
        asked=asked,
    )


def run(root: Path) -> Repo:
    """Write the evidence of a repository as it is now."""
    repo = Repo(root)
    prints = fingerprints(repo)
    suite = file_digest(repo.suite_path)
    for name, record in (
        ("validation", Validation(None, about_rows(prints, repo.spec), "churn", suite, 3000, 4, ())),
        ("challenge", Challenge(None, about_rows(prints, repo.spec), "churn", suite, 100, 96, ())),
        ("training", training(prints)),
        ("evaluation", evaluation(prints, asked_digest(repo.spec))),
    ):
        write_evidence(repo.evidence_path(name), record)
    return repo


def model_repo(root: Path) -> Path:
    """A model repo with evidence that is current."""
    write(root, FILES)
    run(root)
    return root
