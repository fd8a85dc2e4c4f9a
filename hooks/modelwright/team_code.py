"""Exceptions of the team's own code, in one line that says where."""

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from modelwright.errors import InputError, Refused
from modelwright.repo import Repo

# With it, whoever looks for the cause sees the whole traceback.
WHOLE = "MODELWRIGHT_TRACEBACK"


@contextmanager
def blamed(repo: Repo) -> Iterator[None]:
    """Say in one line what the code of a model repo raises, and its innermost line that took part.

    What no line of that code took part in passes as it is: it is not the team's to mend.

    Raises:
        InputError: in the place of any other exception that came through the team's code.
    """
    try:
        yield
    except (InputError, Refused):
        raise
    except Exception as error:
        source = repo.root / "src"
        frames = [one for one in traceback.extract_tb(error.__traceback__) if source in Path(one.filename).parents]
        if not frames or os.environ.get(WHOLE):
            raise
        said = str(error).strip().partition("\n")[0]
        fact = f"raises {type(error).__name__}{f': {said}' if said else ''}; {WHOLE}=1 shows all of it"
        raise InputError(repo.shown(frames[-1].filename), fact, line=frames[-1].lineno) from error
