"""Files are written whole or not at all."""

import os
import tempfile
from pathlib import Path

from modelwright.errors import InputError


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file under a temporary name, sync it and rename it, so that a kill leaves the last good one.

    Raises:
        InputError: the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(path.parent, f"cannot be written to: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(path, f"cannot be written: {error.strerror}") from error
        raise


def replace_whole(path: Path, content: bytes) -> None:
    """Write a file that is there anew, whole or not at all, with the permissions that it has.

    Raises:
        InputError: the folder cannot be written to.
    """
    write_whole(path, content, mode=path.stat().st_mode & 0o777)
