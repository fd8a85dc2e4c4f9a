"""Whether evidence that git holds is of the spec and the code that lie beside it there."""

import io
import tarfile
import tempfile
from pathlib import Path

from modelwright import __version__
from modelwright.errors import InputError
from modelwright.evidence import Fingerprints
from modelwright.fingerprints import code_digest, spec_digest
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.spec import spec_of


def differs(repo: Repo, commit: str, seen: Fingerprints, environment: dict[str, str]) -> list[str]:
    """What is another one at a commit than the evidence says: `spec`, `code`; empty where both are the same.

    Evidence that is carried from one branch to another belongs to neither. Another version of the kit may make
    fingerprints in another way, so evidence of one is taken at its word.

    Args:
        repo: whose history is asked.
        commit: where the evidence lies.
        seen: its fingerprints.
        environment: the versions of libraries that it names.
    """
    if environment.get("modelwright") != __version__:
        return []
    try:
        spec = spec_of(repo.git("show", f"{commit}:./{SPEC_NAME}") or "", Path(SPEC_NAME))
    except InputError:
        return ["spec"]
    found = ["spec"] if spec_digest(spec) != seen.spec else []
    package = f"src/{spec.model.package}"
    archive = repo.git("archive", "--format=tar", commit, package)
    if archive is None:
        return [*found, "code"]
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive.encode("utf-8", "surrogateescape"))) as packed:
            packed.extractall(folder, filter="data")
        code = code_digest(Path(folder, package))
    return found if code == seen.code else [*found, "code"]
