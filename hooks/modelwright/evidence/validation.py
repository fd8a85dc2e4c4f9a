"""The rows against their expectations, and what the expectations notice of rows that were corrupted."""

from typing import Any

import msgspec

from modelwright.evidence.record import Content, Fingerprints, Record


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
    arguments: dict[str, Any] = msgspec.field(default_factory=dict)


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
