"""Evidence: what was measured, on what, by which commit.

The types are the schema of the files under `reports/`. Files are written whole or not at all, in a stable order and
without timestamps, so the same inputs give the same bytes and a pull request's diff shows how the model changed.

Each file carries a digest of its own content. It is a checksum: it finds an edit, and who wants to forge evidence can
make it anew. What guards against that is that CI measures again.
"""

import math
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from modelwright.errors import InputError
from modelwright.files import write_whole

DIGITS = 6
SEAL = "digest"  # the key under which a file says what its other keys add up to


class Record(msgspec.Struct, frozen=True):
    """A piece of evidence: immutable."""


class Fingerprints(Record, frozen=True):
    """What a result was measured on. Two equal fingerprints mean the same bytes."""

    data: str
    spec: str
    code: str
    kit: str = ""

    def changed(self, now: "Fingerprints") -> set[str]:
        """The names of those that differ."""
        return {name for name in self.__struct_fields__ if getattr(self, name) != getattr(now, name)}


class ColumnContent(Record, frozen=True):
    """What one column holds, whatever the order of its rows."""

    name: str
    type: str
    digest: str


class Content(Record, frozen=True):
    """Which rows a result was measured on: the same for the same rows, in any order and from any file."""

    method: Literal["values", "statistics"]
    rows: int
    columns: tuple[ColumnContent, ...]
    digest: str


class ExpectationResult(Record, frozen=True):
    """One expectation and how the data met it. Counts only: no value of the data is kept."""

    name: str
    column: str | None
    severity: str
    met: bool
    rows: int | None
    unexpected: int | None
    tolerated: int | None
    reason: str
    error: str | None = None
    missing: int | None = None
    observed: float | None = None
    arguments: dict[str, Any] = {}


class Anonymity(Record, frozen=True):
    """How far rows hide among rows that look alike: k-anonymity and l-diversity."""

    columns: tuple[str, ...]
    k: int
    groups: int
    rows_below: int
    sensitive: str | None = None
    l: int | None = None  # noqa: E741 - the letter that the method is named after


class Validation(Record, frozen=True):
    """The data against their expectations."""

    commit: str | None
    fingerprints: Fingerprints
    suite: str
    suite_digest: str
    rows: int
    columns: int
    results: tuple[ExpectationResult, ...]
    engine: str = "pandas"
    path: str = "great-expectations"
    why: str = ""
    content: Content | None = None
    anonymity: Anonymity | None = None


class Corruption(Record, frozen=True):
    """One way in which production breaks data, and whether the suite noticed it."""

    kind: str
    column: str | None
    noticed: bool
    by: tuple[str, ...] = ()
    advice: str | None = None


class Challenge(Record, frozen=True):
    """What the suite notices of data that were corrupted on purpose."""

    commit: str | None
    fingerprints: Fingerprints
    suite: str
    suite_digest: str
    tried: int
    noticed: int
    corruptions: tuple[Corruption, ...]
    by_kind: float | None = None
    excluded: int = 0
    left_out: tuple[str, ...] = ()
    rows: int = 0
    sampled: int = 0

    @property
    def score(self) -> float:
        """The mutation score: the lower of the share of all corruptions and of the mean over kinds."""
        share = self.noticed / self.tried if self.tried else 0.0
        return share if self.by_kind is None else min(share, self.by_kind)


class Trial(Record, frozen=True):
    """One setting of the hyperparameters and its score on each fold (higher is better)."""

    parameters: dict[str, Any]
    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean score over the folds."""
        return sum(self.scores) / len(self.scores)


class Training(Record, frozen=True):
    """How the model came about."""

    commit: str | None
    fingerprints: Fingerprints
    environment: dict[str, str]
    rows: int
    seed: int
    estimator: str
    scorer: str
    trials: tuple[Trial, ...]
    chosen: dict[str, Any]
    model: str
    content: Content | None = None


class Estimate(Record, frozen=True):
    """A number with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Such as `0.781 (0.769 to 0.793)`, with as many digits as the interval is worth."""
        digits = 3 if self.high - self.low < 1 else 1
        return f"{self.value:.{digits}f} ({self.low:.{digits}f} to {self.high:.{digits}f})"


class Measured(Record, frozen=True):
    """A metric of one model on the holdout."""

    metric: str
    model: str
    estimate: Estimate


class Lead(Record, frozen=True):
    """How far the model is ahead of a baseline on the same rows; positive is better, whatever the metric."""

    metric: str
    baseline: str
    estimate: Estimate


class SingleFeature(Record, frozen=True):
    """How well one feature explains the target alone, on training rows."""

    feature: str
    score: float


class Holdout(Record, frozen=True):
    """The split: who was held out, and whether any of them was seen."""

    strategy: str
    rows: int
    training_rows: int
    digest: str
    rows_seen_in_training: int
    rows_unaccounted: int
    largest_deviation: float
    equal: int | None = None
    near: int | None = None
    split_groups: int = 0


class Evaluation(Record, frozen=True):
    """The model on the holdout, against its baselines."""

    commit: str | None
    fingerprints: Fingerprints
    model: str
    holdout: Holdout
    interval: str
    confidence: float
    replicates: int
    metrics: tuple[Measured, ...]
    leads: tuple[Lead, ...]
    single_feature_score: str
    single_features: tuple[SingleFeature, ...]
    figures: dict[str, Any]
    content: Content | None = None

    def measured(self, metric: str, model: str = "model") -> Estimate | None:
        """The estimate of a metric, or None where it was not measured."""
        return next((m.estimate for m in self.metrics if (m.metric, m.model) == (metric, model)), None)

    def lead(self, baseline: str) -> Lead | None:
        """The lead over a baseline, or None where it was not measured."""
        return next((lead for lead in self.leads if lead.baseline == baseline), None)


Evidence = TypeVar("Evidence", bound=Record)


def write_evidence(path: Path, evidence: Record) -> None:
    """Write evidence as JSON, sealed and atomically, with floats at six digits after the point."""
    plain = _rounded(msgspec.to_builtins(evidence, enc_hook=_python_number), at=path.stem)
    plain = msgspec.json.decode(msgspec.json.encode(plain))
    plain[SEAL] = seal(plain)
    write_whole(path, msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n")


def read_evidence(path: Path, kind: type[Evidence]) -> Evidence:
    """Read evidence back; raises InputError if it is missing, cut short, of another shape, or not as it was written."""
    try:
        raw = path.read_bytes()
        evidence = msgspec.json.decode(raw, type=kind)
    except FileNotFoundError as error:
        raise InputError(path, "no such evidence yet: `modelwright run` writes it") from error
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except msgspec.MsgspecError as error:
        raise InputError(path, f"not the evidence of a {kind.__name__.lower()}: {error}") from error
    if not is_sealed(msgspec.json.decode(raw)):
        raise InputError(path, "is not as it was written: `modelwright run` writes it anew")
    return evidence


def seal(content: dict[str, Any]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of evidence, whatever its layout and without its seal."""
    import hashlib

    rest = {key: value for key, value in content.items() if key != SEAL}
    return hashlib.sha256(msgspec.json.encode(rest, order="sorted")).hexdigest()[:16]


def is_sealed(content: dict[str, Any]) -> bool:
    """Whether evidence is as it was written."""
    return content.get(SEAL) == seal(content)


def _python_number(value: Any) -> Any:
    """Numpy's scalars as Python's: a trial's settings come from scipy's distributions."""
    if hasattr(value, "item"):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} is not evidence")


def _rounded(value: Any, *, at: str) -> Any:
    """Floats at six digits. One that is not a number would become `null`, which nothing could read back."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(at, f"{value} was measured, which is not a finite number; nothing is written")
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner, at=f"{at}.{key}") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner, at=f"{at}[{index}]") for index, inner in enumerate(value)]
    return value
