"""Fingerprints: which data, which part of the spec and which code a result was measured on."""

import hashlib
from pathlib import Path

import msgspec

from modelwright.evidence import Fingerprints
from modelwright.repo import Repo


def fingerprints(repo: Repo) -> Fingerprints:
    """The fingerprints of the repository as it is now.

    The spec's counts what a model is made from (data, features, split, tuning); a promise, an owner or a sentence may
    change without making a measurement stale.
    """
    spec = repo.spec
    made_from = (spec.model.task, spec.data, spec.features, spec.split, spec.tuning, spec.promises.headline)
    return Fingerprints(
        data=file_digest(repo.data_path),
        spec=hashlib.sha256(msgspec.json.encode(made_from)).hexdigest()[:16],
        code=_code_digest(repo.package_path),
    )


def file_digest(path: Path) -> str:
    """The first 16 hexadecimal digits of a file's SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def _code_digest(package: Path) -> str:
    """Of all Python files of the team's package; line ends do not count."""
    found = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0")
        found.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()[:16]
