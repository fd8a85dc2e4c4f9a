"""The JSON Schema of the spec, for editors: the library's copy and the one that every model repo gets."""

import json
from pathlib import Path

from modelwright.spec import json_schema

COPIES = ("hooks/modelwright/schema/model.schema.json", "template/.modelwright/model.schema.json")


def pages(_root: Path) -> dict[str, str]:
    """Both copies: the same bytes."""
    text = json.dumps(json_schema(), indent=2) + "\n"
    return dict.fromkeys(COPIES, text)
