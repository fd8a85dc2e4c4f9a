"""Evidence: what was measured, on what, by which commit.

The types are the schema of the files under `reports/`. Files are written whole or not at all, in a stable order and
without timestamps, so the same inputs give the same bytes and a pull request's diff shows how the model changed.

Each file carries a digest of its own content. It is a checksum: it finds an edit, and who wants to forge evidence can
make it anew. What guards against that is that CI measures again.
"""

from modelwright.evidence.estimate import Estimate
from modelwright.evidence.evaluation import Evaluation, Lead, Measured, SingleFeature
from modelwright.evidence.holdout import Holdout, SplitRecord, Stratum
from modelwright.evidence.record import ColumnContent, Content, Fingerprints, Record
from modelwright.evidence.stored import DIGITS, SEAL, Evidence, is_sealed, read_evidence, seal, write_evidence
from modelwright.evidence.training import Training, Trial
from modelwright.evidence.validation import Anonymity, Challenge, Corruption, ExpectationResult, Validation

__all__ = [
    "DIGITS",
    "SEAL",
    "Anonymity",
    "Challenge",
    "ColumnContent",
    "Content",
    "Corruption",
    "Estimate",
    "Evaluation",
    "Evidence",
    "ExpectationResult",
    "Fingerprints",
    "Holdout",
    "Lead",
    "Measured",
    "Record",
    "SingleFeature",
    "SplitRecord",
    "Stratum",
    "Training",
    "Trial",
    "Validation",
    "is_sealed",
    "read_evidence",
    "seal",
    "write_evidence",
]
