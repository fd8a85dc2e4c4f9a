"""The evidence is of another state of the repository.

## What it does

Compares the fingerprints in `reports/` with the files as they are: the data, what a model is made from in the spec, the
code of the package, the expectation suite, and the version of the kit that `.copier-answers.yml` records. The finding
stands at what changed, and names the evidence that is older. No model is loaded and nothing is measured.

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

from msgspec import Struct

from modelwright.errors import InputError
from modelwright.evidence import Evaluation, Evidence, Fingerprints, Training, Validation, read_evidence
from modelwright.finding import Finding
from modelwright.fingerprints import ANSWERS, code_digest, file_digest, kit_version, spec_digest
from modelwright.repo import Repo
from modelwright.sources import Toml
from modelwright.spec import SPEC_NAME

FAMILY = "spec"
READS = (SPEC_NAME, ANSWERS, "reports/*", "src/*.py", "data/*", "expectations/*", "*.csv", "*.parquet")
_HASHED = 100_000_000
_POINTER = re.compile(rb"version https://git-lfs.*?^oid sha256:([0-9a-f]{16})", re.DOTALL | re.MULTILINE)


class Written(Struct, frozen=True):
    """An evidence file.

    Args:
        path: where it lies.
        seen: what it was measured on.
        counts: the fingerprints that it depends on.
        suite: the digest of the suite, where it is of one.
    """

    path: str
    seen: Fingerprints
    counts: tuple[str, ...]
    suite: str = ""


def check(repo: Repo) -> Iterator[Finding]:
    """Each part of the repository that changed since evidence was written."""
    written = list(_written(repo))
    if not written:
        return
    try:
        now = _now(repo)
    except InputError:
        return  # `spec-invalid` speaks of it
    for name, value in now.items():
        older = [one for one in written if name in one.counts and getattr(one.seen, name) != value]
        if older:
            yield from _changed(repo, name, older)
    suite = repo.suite_path
    measured = _read(repo, "evaluation", Evaluation)
    if measured is not None and measured.confidence != repo.spec.promises.confidence:
        file = Toml(repo, SPEC_NAME)
        fact = f"promises.confidence changed from {measured.confidence:g} since reports/evaluation.json was written"
        yield file.finding(fact, file.line_of("promises", "confidence"))
    older = [one for one in written if one.suite and suite.is_file() and one.suite != file_digest(suite)]
    if older:
        yield Finding(repo.spec.data.expectations, 1, f"the suite changed since {_named(older)} written")


def _written(repo: Repo) -> Iterator[Written]:
    """The evidence that there is; what cannot be read is for `evidence-edited` to say."""
    everything = Fingerprints.__struct_fields__
    if (found := _read(repo, "validation", Validation)) is not None:
        # Expectations do not depend on features, nor on code other than `data.load`.
        yield Written("reports/validation.json", found.fingerprints, ("data", "kit"), found.suite_digest)
    if (trained := _read(repo, "training", Training)) is not None:
        yield Written("reports/training.json", trained.fingerprints, everything)
    if (measured := _read(repo, "evaluation", Evaluation)) is not None:
        yield Written("reports/evaluation.json", measured.fingerprints, everything)


def _read(repo: Repo, name: str, kind: type[Evidence]) -> Evidence | None:
    path = repo.evidence_path(name)
    try:
        return read_evidence(path, kind) if path.is_file() else None
    except InputError:
        return None


def _now(repo: Repo) -> dict[str, str]:
    """The fingerprints that can be told from the files that are there."""
    found = {"spec": spec_digest(repo.spec)}
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


def _changed(repo: Repo, name: str, older: list[Written]) -> Iterator[Finding]:
    since = _named(older)
    if name == "data":
        yield Finding(repo.spec.data.path, 1, f"the data changed since {since} written")
    elif name == "spec":
        yield Finding(SPEC_NAME, 1, f"the data, features, split or tuning of the spec changed since {since} written")
    elif name == "kit":
        before = older[0].seen.kit
        fact = f"the kit changed{f' from {before}' if before else ''} since {since} written"
        yield Finding(ANSWERS, _line_of_kit(repo), fact)
    else:
        for path in _changed_code(repo, older[0].path) or [older[0].path]:
            yield Finding(path, 1, f"the code changed since {since} written")


def _named(older: list[Written]) -> str:
    """Such as `reports/training.json and reports/evaluation.json were`."""
    paths = [one.path for one in older]
    return f"{', '.join(paths[:-1])} and {paths[-1]} were" if paths[1:] else f"{paths[0]} was"


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


def _line_of_kit(repo: Repo) -> int:
    text = (repo.root / ANSWERS).read_text(encoding="utf-8", errors="replace")
    return text[: max(text.find("_commit:"), 0)].count("\n") + 1
