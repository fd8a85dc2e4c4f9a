"""Where rows lie: files, frames, SQL databases and Spark."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelwright.engines.source import Source
    from modelwright.repo import Repo


def open_source(repo: "Repo") -> "Source":
    """The rows that the spec names, where they lie. Nothing is read yet.

    Engine `frame` is for whoever may import the team's code: `FrameSource(load_frame(repo))`.

    Raises:
        InputError: the file is not there, or of a kind that the engine does not read; the variable of the connection is
            not set, or holds no URL of a known database.
    """
    data = repo.spec.data
    shown = repo.shown(data.path)
    if data.engine == "sql" and data.connection is not None:
        return _table(repo, data.connection)
    if data.engine == "sql":
        from modelwright.engines.duck import DuckFileSource

        return DuckFileSource(repo.data_path, shown)
    if data.engine == "spark":
        from modelwright.engines.spark import SparkSource

        return SparkSource(repo.data_path, shown)
    from modelwright.engines.files import FileSource

    return FileSource(repo.data_path, shown)


def _table(repo: "Repo", variable: str) -> "Source":
    import os

    from modelwright.engines.sql import SqlSource
    from modelwright.errors import InputError

    url = os.environ.get(variable, "")
    if not url.strip():
        fact = "no such environment variable; `data.connection` in model.toml says that it holds the URL"
        raise InputError(variable, fact)
    if repo.spec.data.table is None:
        raise InputError(repo.shown("model.toml"), "data.table: names no table, and `data.connection` needs one")
    return SqlSource(url, repo.spec.data.table, place=variable)
