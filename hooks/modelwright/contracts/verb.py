"""The verb `contract`: export, import, compare."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from modelwright.contracts.documents import CONTRACT_NAME, Document, document_bytes, document_of, read_document
from modelwright.contracts.odcs import require_valid
from modelwright.errors import InputError, Refused
from modelwright.progress import say

if TYPE_CHECKING:
    import argparse

    from modelwright.contracts.importing import Taken
    from modelwright.repo import Repo


def contract(repo: "Repo", arguments: "argparse.Namespace") -> int:
    """Export, import or compare.

    Raises:
        InputError: a contract, the spec, the suite or the rows cannot be read.
        Refused: the version does not say what changed.
    """
    if arguments.way == "export":
        _export(repo, arguments.contract)
    elif arguments.way == "import":
        _import(repo, Path(arguments.contract))
    else:
        _compare(repo, arguments.before, arguments.after)
    return 0


def _export(repo: "Repo", target: str | None) -> None:
    from modelwright.files import write_whole

    made = _own(repo)
    content = document_bytes(made.content)
    if target is None:
        sys.stdout.write(content.decode())
        return
    path = Path(target)
    if path.exists():
        _require_ours(read_document(repo, path), made)
        if path.read_bytes() == content:
            say(f"{target} is up to date: version {made.content['version']}")
            return
    write_whole(path.resolve(), content)
    say(f"wrote {target}: version {made.content['version']}")


def _own(repo: "Repo") -> Document:
    """The contract of a model repo as it is now, valid, and as whoever reads the file will read it."""
    from modelwright.contracts.columns import stored_columns
    from modelwright.contracts.exporting import contract_of
    from modelwright.expectations.suite import read_suite

    suite = read_suite(repo.suite_path, repo.shown(repo.spec.data.expectations))
    content = contract_of(repo.spec, suite, stored_columns(repo))
    made = document_of(repo, document_bytes(content).decode(), str(repo.shown(CONTRACT_NAME)))
    require_valid(made)
    return made


def _require_ours(there: Document, made: Document) -> None:
    """Whatever lies at the place of an export is only replaced by a later version of itself."""
    if there.content.get("id") != made.content["id"]:
        raise InputError(there.name, "holds something else than this contract; name another file")


def _import(repo: "Repo", path: Path) -> None:
    from modelwright.contracts.importing import taken
    from modelwright.expectations.suite import write_suite

    document = read_document(repo, path)
    require_valid(document)
    found = taken(repo, document)
    if found.merged.added:
        write_suite(repo.suite_path, found.merged.suite)
    _tell(repo, document, found)


def _tell(repo: "Repo", document: Document, found: "Taken") -> None:
    """What was taken over, what was not, and what a person has to decide."""
    merged, suite = found.merged, repo.shown(repo.spec.data.expectations)
    there = f", {merged.known} there already" if merged.known else ""
    say(f"{suite}: {len(merged.added)} expectations from {document.name}{there}")
    for ours, theirs in merged.beside:
        say(f"{suite}: expects both of {theirs.column or 'the table'}: {_shown(ours)}, and now {_shown(theirs)}")
    for line in found.untold:
        say(line)
    if found.differences:
        say("model.toml says otherwise; these lines say it as the contract does:")
        sys.stdout.write("[data]\n" + "".join(f"{one.line}\n" for one in found.differences))


def _shown(expectation: Any) -> str:
    import msgspec

    kwargs = {key: value for key, value in expectation.kwargs.items() if key != "column"}
    return f"{expectation.type} {msgspec.json.encode(kwargs).decode()}"


def _compare(repo: "Repo", before: str, after: str | None) -> None:
    from modelwright.contracts.comparison import differences, version_of, wrong_version

    was = _at(repo, before)
    if was is None:
        say(f"{before} holds no {CONTRACT_NAME}: nothing is under contract there yet")
        return
    now = _own(repo) if after is None else _at(repo, after)
    if now is None:
        raise InputError(after or "", f"holds no {CONTRACT_NAME}")
    changes = differences(was.content, now.content)
    for one in changes:
        sys.stdout.write(f"{one}\n")
    findings = []
    wrong = wrong_version(version_of(was), version_of(now), changes)
    if wrong:
        findings.append(f"{now.name}: {wrong}")
    if after is None and _is_stale(repo, now):
        findings.append(
            f"{repo.shown(CONTRACT_NAME)}: is not what spec, suite and rows make; `contract export` writes it"
        )
    if findings:
        raise Refused(findings)
    versions = f"{was.content['version']} to {now.content['version']}"
    count = f"{len(changes)} change" + ("s" if len(changes) > 1 else "")
    say(f"{versions}: " + (f"{count}, and the version says so" if changes else "nothing changed"))


def _is_stale(repo: "Repo", now: Document) -> bool:
    """Whether the contract that is kept is another one than the repository makes."""
    kept = repo.root / CONTRACT_NAME
    return kept.is_file() and kept.read_bytes() != document_bytes(now.content)


def _at(repo: "Repo", said: str) -> Document | None:
    """The contract in a file, or at a commit, branch or tag; None where a commit has none.

    Raises:
        InputError: it is neither, or what is there is no contract.
    """
    if Path(said).exists():
        found = read_document(repo, Path(said))
    else:
        commit, _, path = said.partition(":")
        if (
            not commit
            or commit.startswith("-")
            or repo.git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}") is None
        ):
            raise InputError(said, "neither a file nor a commit, branch or tag of this repository")
        text = repo.git("show", f"{commit}:./{path or CONTRACT_NAME}")
        if text is None and path:
            raise InputError(said, "no such file at that commit")
        if text is None:
            return None
        found = document_of(repo, text, f"{commit}:{path or CONTRACT_NAME}")
    require_valid(found)
    return found
