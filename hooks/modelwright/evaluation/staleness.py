"""What has changed since evidence was written."""

from modelwright import __version__
from modelwright.evidence import Challenge, Evaluation, Training, Validation
from modelwright.fingerprints import about_rows, asked_digest, file_digest, fingerprints
from modelwright.repo import Repo


def staleness(
    repo: Repo, validation: Validation, challenge: Challenge, training: Training, evaluation: Evaluation
) -> list[str]:
    """What has changed since the evidence was written, such as `data`, `spec`, `code`, `kit`, `suite` or `model`."""
    now = fingerprints(repo)
    changed = training.fingerprints.changed(now) | evaluation.fingerprints.changed(now)
    # Rows are held as they are stored: the team's code has a say in them only where `load` makes them.
    rows = about_rows(now, repo.spec)
    counts = {"data", "spec", "kit"} | ({"code"} if repo.spec.data.engine == "frame" else set())
    changed |= (validation.fingerprints.changed(rows) | challenge.fingerprints.changed(rows)) & counts
    suite = file_digest(repo.suite_path) if repo.suite_path.is_file() else None
    changed |= {"suite"} if {validation.suite_digest, challenge.suite_digest} != {suite} else set()
    # A table has no file whose digest could change: what was validated must be what was learned from and measured on.
    contents = [one.content for one in (validation, training, evaluation) if one.content is not None]
    changed |= {"data"} if len({one.digest for one in contents}) > len({one.method for one in contents}) else set()
    changed |= {"confidence"} if evaluation.confidence != repo.spec.promises.confidence else set()
    changed |= {"promises"} if evaluation.asked != asked_digest(repo.spec) else set()
    changed |= {"modelwright"} if training.environment.get("modelwright") != __version__ else set()
    model = file_digest(repo.model_path) if repo.model_path.is_file() else evaluation.model
    changed |= {"model"} if {training.model, evaluation.model} != {model} else set()
    return sorted(changed)
