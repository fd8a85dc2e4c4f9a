"""The page of the gates: the ids from the code that judges, the words from beside this page."""

import ast
from collections.abc import Iterator
from pathlib import Path

from docs.pages.gate_words import GATES as SHARED
from docs.pages.gate_words import Words
from docs.pages.markdown import docstring, page, sentence, table
from docs.pages.words import THEMES
from modelwright.evaluation.baselines import BASELINES
from modelwright.evaluation.metrics import METRICS
from modelwright.reports.words import MEANINGS, NAMES

GATES = SHARED | {gate: words for theme in THEMES for gate, words in theme.GATES.items()}
JUDGES = "hooks/modelwright/evaluation"

INTRODUCTION = """\
A gate holds a promise of the [spec](spec.md) against the [evidence](evidence.md). `modelwright gate` judges all of
them, prints one line for each, and exits with 1 when one is broken. `pytest` judges the same gates in
`tests/evaluation/`, with a negative control beside them: a constant model and a model that was trained on shuffled
labels must be refused, or the gates protect nobody.

A finding names the line of the promise, the fact and the gate:

```text
model.toml:61: roc_auc 0.777 (0.762 to 0.791) on 5,977 rows; promised: at least 0.77 [quality-roc-auc]
```

The numbers in brackets are the interval: how far the number may be off by chance."""


def pages(root: Path) -> dict[str, str]:
    """`reference/gates.md`."""
    known = list(families(root))
    blocks = [INTRODUCTION, table(["Gate", "Promises"], [[_link(one), GATES[one].promise] for one in known])]
    for one in known:
        blocks += _section(one, GATES[one])
    return {"docs/reference/gates.md": page("Gates", f"{JUDGES}/ and docs/pages/gate_words.py", *blocks)}


def families(root: Path) -> Iterator[str]:
    """The ids that the code can give a verdict, in the order of the code; a `*` stands for what is filled in.

    Raises:
        TypeError: a verdict gets its id from somewhere else, so nothing can tell which ids there are.
    """
    seen = set()
    for path in sorted((root / JUDGES).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Verdict":
                for found in _known(_family(node, path)):
                    if found not in seen:
                        yield found
                    seen.add(found)


def _known(family: str) -> list[str]:
    """The family, or each of its members where every one has words of its own."""
    prefix = family.removesuffix("*")
    members = [one for one in GATES if one.startswith(prefix) and one != family]
    return members if family != prefix and family not in GATES and members else [family]


def _family(call: ast.Call, path: Path) -> str:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "gate"]
    match (named or call.args)[0]:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
    raise TypeError(f"{path.name}:{call.lineno}: a verdict's gate must be written where the verdict is made")


def members(family: str) -> dict[str, list[str]]:
    """The gates of a family, each with the cells of its row."""
    if family == "quality-*":
        return {family.replace("*", name.replace("_", "-")): _metric(name) for name in METRICS}
    if family == "beats-*":
        return {family.replace("*", name): [sentence(docstring(build))] for name, build in BASELINES.items()}
    return {}


def _metric(name: str) -> list[str]:
    better = "higher" if METRICS[name].higher_is_better else "lower"
    return [f"{NAMES[name]}: {MEANINGS[name]}", better]


def anchor(family: str) -> str:
    """Where the section of a family starts."""
    return family.removesuffix("-*")


def _link(family: str) -> str:
    return f"[`{family}`](#{anchor(family)})"


def _section(family: str, words: Words) -> Iterator[str]:
    yield f"## `{family}` {{ #{anchor(family)} }}"
    yield f"**Promise.** {words.promise}"
    yield f"**Written in.** {words.key}"
    yield f"**Measured.** {words.measured}"
    yield f"**Why it matters.** {words.why}"
    yield f"**How to fix it.** {words.fix}"
    if rows := members(family):
        head = {"quality-*": ["Gate", "Metric", "Better when"], "beats-*": ["Gate", "Baseline"]}[family]
        # An empty link carries the anchor: a heading for each would drown the page.
        yield table(head, [[f"[](){{ #{gate} }}`{gate}`", *cells] for gate, cells in rows.items()])
