"""Everything that the pages of a model say, read once: the spec, the evidence there is, and the verdicts."""

from dataclasses import dataclass
from typing import TypeVar

from modelwright.evaluation.gates import Verdict, judge
from modelwright.evidence import Challenge, Evaluation, Record, Training, Validation, read_evidence
from modelwright.repo import Repo
from modelwright.spec import Spec

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Dossier:
    """What is known about a model. Evidence that does not exist yet is None, and pages say so."""

    spec: Spec
    validation: Validation | None
    training: Training | None
    evaluation: Evaluation | None
    verdicts: tuple[Verdict, ...]
    challenge: Challenge | None = None

    @classmethod
    def of(cls, repo: Repo) -> "Dossier":
        """Read the dossier of a model repo."""
        validation = _read(repo, "validation", Validation)
        training = _read(repo, "training", Training)
        evaluation = _read(repo, "evaluation", Evaluation)
        challenge = _read(repo, "challenge", Challenge)
        complete = validation and challenge and training and evaluation
        return cls(repo.spec, validation, training, evaluation, tuple(judge(repo)) if complete else (), challenge)

    @property
    def kept(self) -> bool:
        """Whether there is evidence, and it keeps every promise."""
        return bool(self.verdicts) and all(one.kept for one in self.verdicts)


def _read(repo: Repo, name: str, kind: type[Kind]) -> Kind | None:
    path = repo.evidence_path(name)
    return read_evidence(path, kind) if path.is_file() else None
