"""Files are written whole or not at all."""

import os
import stat
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
        # Not the name of the file: it may be as long as names can be.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".modelwright-")
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

    Where the path is a link, the file that it leads to is written, and the link stays.

    Raises:
        InputError: the file is not there or may not be written.
    """
    try:
        file = path.resolve(strict=True)
        mode = stat.S_IMODE(file.stat().st_mode)
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError before Python 3.13
        raise InputError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}") from error
    # A rename asks the folder only: without this, a file that its owner has locked would be written all the same.
    if not mode & stat.S_IWUSR:
        raise InputError(path, "cannot be written: it is read-only")
    write_whole(file, content, mode=mode)
