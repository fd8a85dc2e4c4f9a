"""The trained model on disk: skops' format, which executes no code when it is loaded, in bytes that can be compared."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

SCHEMA = "schema.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def dump(model: Any) -> bytes:
    """A fitted model as a skops archive. The same model gives the same bytes.

    skops names each object by its address in memory and each member by the time of writing. Here objects are numbered
    in the order in which they occur, and time stands still.
    """
    import skops.io

    source = zipfile.ZipFile(BytesIO(skops.io.dumps(model)))
    schema = json.loads(source.read(SCHEMA))
    numbers: dict[int, int] = {}
    members: dict[str, str] = {}
    for node in _nodes(schema):
        if "__id__" in node:
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers))
        if isinstance(node.get("file"), str):
            kind = Path(node["file"]).suffix
            node["file"] = members.setdefault(node["file"], f"{len(members)}{kind}")
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for old, new in members.items():
            archive.writestr(zipfile.ZipInfo(new, _EPOCH), source.read(old))
        archive.writestr(zipfile.ZipInfo(SCHEMA, _EPOCH), json.dumps(schema, indent=2))
    return target.getvalue()


def untrusted_types(archive: bytes, trusted: list[str]) -> list[str]:
    """The types in an archive that neither skops nor `trusted` vouches for."""
    import skops.io

    return sorted(set(skops.io.get_untrusted_types(data=archive)) - set(trusted))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a schema, outermost first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
