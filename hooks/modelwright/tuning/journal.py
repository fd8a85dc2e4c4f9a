"""The journal of trials: each is on record before the next one begins, so a run that was killed goes on where it was.

A line is good for exactly what it was scored on: it holds a digest of the fingerprints (data, spec, code, kit), of the
versions of what computes, and of the rows and the folds. A line of anything else is never looked up.
"""

import hashlib
import importlib.metadata
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from modelwright.errors import InputError
from modelwright.files import write_whole
from modelwright.fingerprints import fingerprints
from modelwright.progress import say
from modelwright.repo import Repo

if TYPE_CHECKING:
    import pandas as pd

_LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy")


class Line(msgspec.Struct, frozen=True):
    """A line of the journal: a trial, and the digest of all that it hangs on besides its setting."""

    on: str
    parameters: dict[str, Any]
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Journal:
    """What was scored on these rows and folds, by the setting.

    Args:
        path: the file; whole lines of JSON, each synced when it is written.
        on: a digest of what all these trials hang on.
        known: the scores on each fold, by the setting.
    """

    path: Path
    on: str
    known: dict[bytes, tuple[float, ...]]

    @classmethod
    def of_rows(cls, repo: Repo, X: "pd.DataFrame", y: "pd.Series[Any]", cv: Any) -> "Journal":
        """The journal of tuning on these rows and folds.

        Args:
            repo: where it lies, and whose fingerprints count.
            X: the features, shape (rows, features).
            y: the target, shape (rows,).
            cv: the folds, as `cv` of scikit-learn takes them: a splitter, or a list of places.
        """
        path = journal_path(repo)
        on = _digest(_versions(), msgspec.to_builtins(fingerprints(repo)), _of_rows(X, y, cv))
        known = {_key(line.parameters): line.scores for line in _lines(path) if line.on == on}
        if known:
            say(f"train     {len(known)} trials are on record in {repo.shown(path)}, and are not scored again")
        return cls(path, on, known)

    def scores(self, parameters: Mapping[str, Any]) -> tuple[float, ...] | None:
        """What a setting scored on each fold; None where that is not on record."""
        return self.known.get(_key(parameters))

    def add(self, parameters: Mapping[str, Any], scores: Sequence[float]) -> None:
        """Put a trial on record.

        Raises:
            InputError: the journal cannot be written.
        """
        found = tuple(map(float, scores))
        line = msgspec.json.encode(Line(self.on, _plain(parameters), found), enc_hook=repr) + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as stream:
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise InputError(self.path, f"cannot be written: {error.strerror}") from error
        self.known[_key(parameters)] = found


def journal_path(repo: Repo) -> Path:
    """The journal, beside the model. What was kept with its evidence is not in it any more."""
    return repo.model_path.with_name("trials.jsonl")


def forget(repo: Repo) -> None:
    """Remove the journal: its trials are in the evidence, and a later run shall measure anew."""
    journal_path(repo).unlink(missing_ok=True)


def _lines(path: Path) -> list[Line]:
    """The whole lines of a journal. The last one may have been cut short by a kill; it is taken away."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    whole = raw[: raw.rfind(b"\n") + 1]
    if whole != raw:
        write_whole(path, whole)
    found = []
    for line in whole.splitlines():
        try:
            found.append(msgspec.json.decode(line, type=Line))
        except msgspec.MsgspecError:
            continue  # what cannot be read is scored again
    return found


def _of_rows(X: "pd.DataFrame", y: "pd.Series[Any]", cv: Any) -> str:
    """Of the rows in their order, and of the places that each fold fits and scores."""
    import numpy as np
    import pandas as pd

    found = hashlib.sha256()
    for part in (X, y):
        found.update(pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes())
    for fold in cv if isinstance(cv, list) else cv.split(X, y):
        for places in fold:
            listed = np.asarray(places, dtype=np.int64)
            found.update(len(listed).to_bytes(8, "little") + listed.tobytes())
    return found.hexdigest()


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in _LIBRARIES}}


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """With Python's own numbers: what scipy draws are numpy's."""
    return {name: value.item() if hasattr(value, "item") else value for name, value in sorted(parameters.items())}


def _key(parameters: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(_plain(parameters), enc_hook=repr)


def _digest(*parts: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:32]
