"""Fingerprints: which data, which part of the spec, which code and which kit a result was measured on."""

from pathlib import Path

import msgspec

from modelwright import __version__
from modelwright.errors import InputError
from modelwright.evidence import Fingerprints
from modelwright.repo import Repo
from modelwright.spec import Spec
from modelwright.standard.answers import Answers


def fingerprints(repo: Repo) -> Fingerprints:
    """The fingerprints of the repository as it is now."""
    return Fingerprints(
        data=data_digest(repo),
        spec=spec_digest(repo.spec),
        code=code_digest(repo.package_path),
        kit=kit_version(repo),
    )


def about_rows(prints: Fingerprints, spec: Spec) -> Fingerprints:
    """The fingerprints of a validation or a challenge: of the spec, what it says of rows, not of the model."""
    return msgspec.structs.replace(prints, spec=roles_digest(spec))


def data_digest(repo: Repo) -> str:
    """Of the data file, or of all files of a folder; of the table's name where there is neither.

    Rows of a database come and go by the minute. Their evidence is not stale for it: the content in it says which rows
    were measured, and a model whose rows were others than those that were validated is refused by that.
    """
    import hashlib

    path, data = repo.data_path, repo.spec.data
    if path.is_dir():
        names = sorted(one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file())
        listed = [(name, file_digest(path / name)) for name in names]
    elif path.is_file():
        return file_digest(path)
    elif data.table is None:
        raise InputError(repo.shown(data.path), "no such data file; `data.path` in model.toml names it")
    else:
        listed = [(data.connection or "", data.table)]
    return hashlib.sha256(msgspec.json.encode(listed)).hexdigest()[:16]


def file_digest(path: Path) -> str:
    """The first 16 hexadecimal digits of a file's SHA-256."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def spec_digest(spec: Spec) -> str:
    """Of what a model is made from: data, features, split, tuning.

    A promise, an owner or a sentence may change without making a measurement stale.
    """
    import hashlib

    data = spec.data
    made_from = (
        spec.model.task,
        (data.path, data.target, data.positive, data.keys, data.leaking, data.protected),
        *(_given(table) for table in (spec.features, spec.split, spec.tuning)),
        spec.promises.headline,
    )
    return hashlib.sha256(msgspec.json.encode(made_from)).hexdigest()[:16]


def roles_digest(spec: Spec) -> str:
    """Of what is asked about rows: where they lie, how they come, and what their columns are for.

    In which order columns are named does not count, and neither do keys that name none: a later version of the kit may
    bring more of them.
    """
    import hashlib

    data = spec.data
    roles = {key: sorted(names) for key, names in spec.columns.items() if names}
    rows = (data.engine, data.connection, data.table, data.cadence, data.max_age_days)
    return hashlib.sha256(msgspec.json.encode((spec.model.task, rows, roles), order="sorted")).hexdigest()[:16]


def asked_digest(spec: Spec) -> str:
    """Of what the spec asks an evaluation to measure: its tier, and what it promises besides bounds on numbers.

    A bound on a metric may change and nothing is measured anew; what is promised of slices, groups or cases says what
    is to be measured.
    """
    import hashlib

    kept = {"quality", "margins", "headline", "confidence", "single_feature", "overlap", "mutation_score"}
    themes = {key: value for key, value in _given(spec.promises).items() if key not in kept}
    asked = (spec.model.risk, sorted(spec.promises.quality), themes)
    return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()[:16]


def _given(table: msgspec.Struct) -> dict[str, object]:
    """The keys that have a value: a later version of the kit may bring an optional one, which changes nothing."""
    return {key: value for key, value in msgspec.structs.asdict(table).items() if value is not None}


def code_digest(package: Path) -> str:
    """Of all Python files of the team's package; line ends do not count."""
    import hashlib

    found = hashlib.sha256()
    # Paths compare by their letters' case on one system and not on another; text does not.
    for name in sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py")):
        found.update(name.encode() + b"\0")
        found.update((package / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()[:16]


def kit_version(repo: Repo) -> str:
    """The version of the kit that the repository records; that of this library where it records none.

    What is recorded is the same on every machine, and an update moves it.
    """
    answers = Answers.of(repo)
    return (answers.version if answers is not None else "") or __version__
