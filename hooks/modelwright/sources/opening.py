"""Which kinds of source a file is, by its name."""

from modelwright.repo import Repo
from modelwright.sources.code import Code
from modelwright.sources.document import Markdown, Toml, Yaml
from modelwright.sources.file import File
from modelwright.sources.notebook import Notebook
from modelwright.sources.remembered import Unreadable
from modelwright.sources.table import Table

_BY_SUFFIX = {suffix: kind for kind in (Code, Toml, Yaml, Markdown, Table, Notebook) for suffix in kind.suffixes}


def opened(repo: Repo, path: str) -> list[File]:
    """A file as each kind of source that it is, the most telling one first. Nothing is read yet.

    Args:
        repo: the repository that holds it.
        path: relative to the root of the repository, with forward slashes.
    """
    name = path.rpartition("/")[2].lower()
    stem, dot, last = name.rpartition(".")
    suffix = f".{last}" if dot and stem else ""
    if suffix == ".gz":
        suffix = "." + ".".join(name.split(".")[-2:])
    kind = _BY_SUFFIX.get(suffix, File)
    if kind is Notebook:
        notebook = Notebook(repo, path)
        return [notebook, Code(repo, path, notebook)]
    if not suffix and _is_script(File(repo, path)):
        return [Code(repo, path)]
    return [kind(repo, path)]


def read(file: File) -> None:
    """Read a file as what its name says that it is.

    Raises:
        Unreadable: it cannot be read, or is something else.
    """
    if isinstance(file, Toml):
        file.document  # noqa: B018 - reading it is the question
    elif isinstance(file, Yaml):
        file.node  # noqa: B018
    elif isinstance(file, Notebook):
        file.cells  # noqa: B018
    elif isinstance(file, Code):
        file.tree  # noqa: B018
    else:
        file.readable  # noqa: B018


def _is_script(file: File) -> bool:
    """Whether a file without a suffix says on its first line that Python runs it."""
    try:
        if not file.size:  # a pipe would keep us waiting, and is none
            return False
        with file.full_path.open("rb") as stream:
            first = stream.readline(200)
    except (OSError, ValueError, Unreadable):
        return False
    return first.startswith(b"#!") and b"python" in first
