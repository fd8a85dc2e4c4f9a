"""The online service, asked in this process: its route, without a server."""

import os
from typing import TYPE_CHECKING, Any, get_type_hints

from modelwright.data.frames import team_module
from modelwright.evaluation.ground import Ground
from modelwright.evaluation.reproducibility.apart import difference_of_tables

if TYPE_CHECKING:
    import pandas as pd

_ROUTE, _MODEL = "/predict", "MODEL_PATH"


class NoRoute(Exception):  # noqa: N818 - why nothing is measured
    """The service has no such route, or no model to answer with."""


def difference(ground: Ground, records: list[dict[str, Any]], batch: "pd.DataFrame") -> float:
    """How far what the service answers is from what the model says.

    Args:
        ground: whose model file the service loads.
        records: rows as a request brings them; the types that the route declares are held against them.
        batch: what the model says of them.

    Raises:
        NoRoute: the service cannot be asked.
    """
    import pandas as pd
    from pydantic import TypeAdapter

    serve = team_module(ground.repo, "serve")
    found = [one.endpoint for one in serve.app.routes if getattr(one, "path", "") == _ROUTE]
    if not found:
        raise NoRoute(f"serve.py has no route {_ROUTE}")
    path = ground.repo.model_path
    if not path.is_file():
        raise NoRoute("no model file for the service to load")
    [(name, kind), *_] = get_type_hints(found[0], include_extras=True).items()
    before = os.environ.get(_MODEL)
    os.environ[_MODEL] = str(path)
    _forget(serve)
    try:
        answered = found[0](**{name: TypeAdapter(kind).validate_python(records)})
    finally:
        _forget(serve)
        if before is None:
            del os.environ[_MODEL]
        else:
            os.environ[_MODEL] = before
    return difference_of_tables(batch.reset_index(drop=True), pd.DataFrame(answered))


def _forget(serve: Any) -> None:
    """The service keeps the model that it has loaded."""
    clear = getattr(getattr(serve, "model", None), "cache_clear", None)
    if clear is not None:
        clear()
