"""The evidence is of another state of the repository.

## What it does

Compares the fingerprints in `reports/` with the files as they are: the data, what a model is made from in the spec, the
code of the package, the expectation suite, and the version of the kit that `.copier-answers.yml` records. The evidence
of a validation or a challenge depends on what the spec says of the rows instead: where they lie, how often they come
and how old they may be, and what each column is for. The finding stands at the evidence, and names what changed. No
model is loaded and nothing is measured.

So a commit of code alone passes: work in progress need not be measured at every step. It is found when the evidence is
committed, and whenever the whole repository is looked at, as CI does before a change is merged.

Without evidence there is nothing to be stale: a fresh repository has none until its first run. A data file that is
not in the repository is left out; of one in Git LFS, the pointer is enough. Data of more than 100 MB are left to the
gate [`evidence-current`](../gates.md), and so is the model itself, which is not committed.

## Why it matters

A pull request shows numbers, and a reviewer believes that they are those of the code beside them. Evidence of an
earlier state looks the same and says nothing about this one.

## How to fix it

Run `modelwright run`, and commit `reports/` together with the change. Only what a model is made from and the
level of the intervals count: another promise, an owner or a sentence of the spec may change without a new run.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from modelwright.errors import InputError
from modelwright.evidence import Challenge, Evaluation, Evidence, Fingerprints, Training, Validation, read_evidence
from modelwright.finding import Finding
from modelwright.fingerprints import asked_digest, code_digest, file_digest, kit_version, roles_digest, spec_digest
from modelwright.layout import ANSWERS, SPEC_NAME
from modelwright.patterns import compiled
from modelwright.repo import Repo

FAMILY = "spec"
# What it finds stands at the evidence, whatever has changed since.
READS = ("reports/*.json",)
_HASHED = 100_000_000
_POINTER = compiled(rb"version https://git-lfs.*?^oid sha256:([0-9a-f]{16})", re.DOTALL | re.MULTILINE)


class Written(NamedTuple):
    """An evidence file.

    Args:
        path: where it lies.
        seen: the fingerprints that it depends on, by name.
        suite: the digest of the suite, where it is of one.
    """

    path: str
    seen: dict[str, str]
    suite: str = ""


def check(repo: Repo) -> Iterator[Finding]:
    """Each part of the repository that changed since evidence was written."""
    written = list(_written(repo))
    if not written or repo.valid_spec is None:
        return
    now = _now(repo)
    for one in written:
        for name, seen in one.seen.items():
            if now.get(name, seen) != seen:
                yield Finding(one.path, 1, f"{_what_changed(repo, name, one)} since this was written")
        if one.suite and repo.suite_path.is_file() and one.suite != file_digest(repo.suite_path):
            yield Finding(one.path, 1, f"{repo.spec.data.expectations} changed since this was written")
    measured = _read(repo, "evaluation", Evaluation)
    if measured is not None and measured.confidence != repo.spec.promises.confidence:
        fact = f"promises.confidence changed from {measured.confidence:g} since this was written"
        yield Finding("reports/evaluation.json", 1, fact)
    if measured is not None and measured.asked != asked_digest(repo.spec):
        yield Finding(
            "reports/evaluation.json", 1, f"what {SPEC_NAME} asks to be measured changed since this was written"
        )


def _written(repo: Repo) -> Iterator[Written]:
    """The evidence that there is; what cannot be read is for `evidence-edited` to say."""
    if (found := _read(repo, "validation", Validation)) is not None:
        yield Written("reports/validation.json", _of_rows(repo, found.fingerprints), found.suite_digest)
    if (asked := _read(repo, "challenge", Challenge)) is not None:
        yield Written("reports/challenge.json", _of_rows(repo, asked.fingerprints), asked.suite_digest)
    if (trained := _read(repo, "training", Training)) is not None:
        yield Written("reports/training.json", _seen(trained.fingerprints))
    if (measured := _read(repo, "evaluation", Evaluation)) is not None:
        yield Written("reports/evaluation.json", _seen(measured.fingerprints))


def _of_rows(repo: Repo, prints: Fingerprints) -> dict[str, str]:
    """What evidence about rows depends on: code only where `load` makes the rows."""
    code = ["code"] if repo.spec.data.engine == "frame" else []
    return _seen(prints, "data", "kit", *code) | {"roles": prints.spec}


def _seen(prints: Fingerprints, *names: str) -> dict[str, str]:
    """Fingerprints by name; all of them where none is named."""
    return {name: getattr(prints, name) for name in names or prints.__struct_fields__}


def _read(repo: Repo, name: str, kind: type[Evidence]) -> Evidence | None:
    path = repo.evidence_path(name)
    try:
        return read_evidence(path, kind) if path.is_file() else None
    except InputError:
        return None


def _now(repo: Repo) -> dict[str, str]:
    """The fingerprints that can be told from the files that are there."""
    found = {"spec": spec_digest(repo.spec), "roles": roles_digest(repo.spec)}
    if data := _data_digest(repo):
        found["data"] = data
    if repo.package_path.is_dir():
        found["code"] = code_digest(repo.package_path)
    if (repo.root / ANSWERS).is_file():  # else the version would be that of whatever runs the check
        found["kit"] = kit_version(repo)
    return found


def _data_digest(repo: Repo) -> str:
    path = repo.data_path
    if not path.is_file() or path.stat().st_size > _HASHED:
        return ""
    with path.open("rb") as stream:
        pointer = _POINTER.match(stream.read(400))
    return pointer[1].decode() if pointer else file_digest(path)


def _what_changed(repo: Repo, name: str, older: Written) -> str:
    """Such as `src/churn/model.py changed`."""
    if name == "data":
        return f"{repo.spec.data.path} changed"
    if name == "spec":
        return f"the data, features, split or tuning of {SPEC_NAME} changed"
    if name == "roles":
        return f"what {SPEC_NAME} says of the rows changed"
    if name == "kit":
        return f"the kit changed{f' from {older.seen[name]}' if older.seen[name] else ''}"
    return f"{', '.join(_changed_code(repo, older.path)) or f'the code of {repo.package_path.name}'} changed"


def _changed_code(repo: Repo, evidence: str) -> list[str]:
    """The files of the package that differ from those beside which the evidence was committed; empty without git."""
    package = f"src/{repo.spec.model.package}"
    commit = (repo.git("log", "-1", "--format=%H", "--", evidence) or "").strip()
    if not commit:
        return []
    changed = repo.git("diff", "--name-only", "--relative", "-z", commit, "--", package) or ""
    added = repo.git("ls-files", "-z", "--others", "--exclude-standard", "--", package) or ""
    named = {*changed.split("\0"), *added.split("\0")}
    return sorted(path for path in named if path.endswith(".py") and (repo.root / path).is_file())
