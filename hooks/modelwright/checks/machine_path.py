r"""A path names a place that only one machine has.

## What it does

Reports absolute paths of one person's machine, or of one notebook service, in strings of code and notebooks and in
TOML, YAML and JSON: below `/home/NAME`, `/Users/NAME`, `/root`, `/mnt`, `/media`, `/Volumes` and a drive such as `C:\`
or `D:/`; Google Drive in Colab, `/kaggle/input` and `/kaggle/working`; and `~/Downloads`, `~/Desktop`, `~/Documents`,
`~/Dropbox` and `~/OneDrive`. The finding masks the name of the person.

Let be are: places that every machine has, such as `/tmp`, `/usr` and `C:\Program Files`; paths inside a URL; routes of
a web service; comments, docstrings and Markdown; files that describe a machine of their own, such as those of CI,
containers and clusters; and the rest of `~/`, which is somewhere else for each person.

## Why it matters

The code runs for one person, until the laptop is replaced. Nobody else can train the model again, and the path tells
the world the person's name.

## How to fix it

Name the file relative to the repository: `Path(__file__).parents[2] / "data" / "loans.parquet"`, or better, in
`data.path` of the spec. Take what lies outside of the repository from an environment variable or the command line.
"""

import ast
import re
from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Code, File, Notebook, Toml, Yaml, is_like

FAMILY = "reproducibility"
MENTIONS = (
    "/home/", "/Users/", "\\Users\\", "C:\\", "D:\\", "E:\\", "C:/", "D:/", "E:/", "c:\\", "d:\\", "/mnt/", "/media/",
    "/Volumes/", "/root/", "/content/drive", "/content/gdrive", "/kaggle/", "~/D", "~/One",
)  # fmt: skip

# Behind this, a path begins: not in the middle of another path, a URL, a pattern or a word.
_START = r"(?:(?<![\w.~/\\:%$&#@?=\[\](){}<>|^+*-])|(?<=:///)|(?<=file://)|(?<=file:///)|(?<=file:/)|(?<=\w=))"
_REST = r"[^\s\"'`<>|;,(){}\[\]*?#]"
_NAME = r"(?:[\w.-]|\\u[0-9a-fA-F]{4})+"  # JSON may spell a letter by its number
_PLACE = compiled(
    rf"{_START}(?:"
    rf"/(?:run/media|home|Users|media(?!/(?:assets|css|fonts|icons|images|img|js|static|uploads)/))/{_NAME}(?=/)"
    rf"|[A-Za-z]:[\\/]{{1,2}}(?:Users|Documents and Settings)[\\/]{{1,2}}[\w.][\w. -]*"
    rf"|/root/(?=\w)|/mnt/(?=\w)|/Volumes/(?=\w)|/content/g?drive/(?=\w)|/kaggle/(?:input|working)\b"
    rf"|[A-Z]:[\\/]{{1,2}}(?:Program Files|ProgramData|Windows)\b(?P<common>)"
    rf"|[A-Z]:\\{{1,2}}(?=[\w .-]{{2,}}(?:\\|\.\w|$))|[A-Z]:/(?=\w{{2,}})"
    rf"|~/(?:Desktop|Documents|Downloads|Dropbox|OneDrive)\b"
    rf")(?:\\|{_REST}){{0,200}}"
)
# What such a path holds, and where it begins, counted from there: looked for first, because this is fast.
_SIGNS = {
    **dict.fromkeys(
        ("/home/", "/Users/", "/run/media/", "/media/", "/mnt/", "/root/", "/Volumes/", "/content/", "~/"), 0
    ),
    "/kaggle/": 0,
    ":\\": -1,
    ":/": -1,
}
# They describe a machine of their own, where such a path is the same for everybody.
_MACHINES = (
    ".appveyor.yml", ".circleci/*", ".devcontainer/*", ".github/*", ".gitlab-ci.yml", ".gitlab/*", ".travis.yml",
    ".vscode/*", "appveyor.yml", "*azure-pipelines*",
    "*compose*.y*ml", "*cloudbuild*", "*/charts/*", "charts/*", "*/helm/*", "helm/*", "*/k8s/*", "k8s/*",
    "*/kubernetes/*", "kubernetes/*", "devcontainer.json",
)  # fmt: skip
_ROUTES = {
    "add_api_route", "add_url_rule", "delete", "get", "include_router", "mount", "patch", "post", "put", "route",
    "websocket",
}  # fmt: skip
# Behind one of these stands who works on the machine.
_PERSON = compiled(r"(?i:[\\/](Users|home|media|Documents and Settings)[\\/]{1,2})((?:[^\\/]|\\u[0-9a-fA-F]{4})+)")
_COMMENT = compiled(r"(?:^|\s)#")
_SHOWN = 60
_FAR = 1000


def check(file: File | Code) -> Iterator[Finding]:
    """Each such path."""
    if isinstance(file, Notebook) or is_like(file.path, _MACHINES):
        return  # what a notebook's cells say is code
    if isinstance(file, Code):
        yield from _in_code(file)
    elif isinstance(file, (Toml, Yaml)) or file.suffix == ".json":
        yield from _in_document(file)


def _in_code(code: Code) -> Iterator[Finding]:
    if not any(word in code.source for word in MENTIONS):
        return
    let_be = set(_no_paths(code))
    for constant in code.nodes(ast.Constant):
        text = constant.value
        if isinstance(text, str) and ("/" in text or "\\" in text) and id(constant) not in let_be:
            for match in _places(text):
                below = text.count("\n", 0, match.start()) if _spans_lines(constant) else 0
                yield code.finding(_fact(match), constant.lineno + below, 1 if below else constant.col_offset + 1)


def _no_paths(code: Code) -> Iterator[int]:
    """Constants that are documentation, the middle of a longer path, or the route of a web service."""
    for statement in code.nodes(ast.Expr):
        if isinstance(statement.value, ast.Constant):
            yield id(statement.value)
    for text in code.nodes(ast.JoinedStr):
        yield from (id(part) for part in text.values[1:])
    for sum_ in code.nodes(ast.BinOp):
        if isinstance(sum_.op, ast.Add):
            yield id(sum_.right)
    for call in code.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _ROUTES:
            yield from (id(argument) for argument in call.args)


def _in_document(file: File) -> Iterator[Finding]:
    text, commented = file.text, file.suffix != ".json"
    number, counted = 1, 0
    for match in _places(text):
        start = match.start()
        number, counted = number + text.count("\n", counted, start), start
        line_start = text.rfind("\n", 0, start) + 1
        before = text[max(line_start, start - _FAR) : start]
        if not (commented and _COMMENT.search(before)):
            yield file.finding(_fact(match), number, start - line_start + 1)


def _places(text: str) -> Iterator[re.Match[str]]:
    """The paths in a text, in order."""
    starts = set()
    for sign, shift in _SIGNS.items():
        at = text.find(sign)
        while at >= 0:
            starts.add(max(at + shift, 0))
            at = text.find(sign, at + 1)
    end = 0
    for start in sorted(starts):
        if start >= end and (match := _PLACE.match(text, start)):
            end = match.end()
            if match["common"] is None:
                yield match


def _spans_lines(constant: ast.Constant) -> bool:
    return (constant.end_lineno or constant.lineno) > constant.lineno


def _fact(match: re.Match[str]) -> str:
    """The path without the name of the person, on one line."""
    shown = match[0]
    for person in {found[2] for found in _PERSON.finditer(shown)}:
        # Also where it is a part of another name, but not that of `User` in `Users`.
        shown = re.sub(rf"(?<![^\W_]){re.escape(person)}(?![^\W_])", "***", shown, flags=re.IGNORECASE)
    shown = shown.replace("\\\\", "\\").rstrip(".:")
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + "..."
    return f"'{shown}' is a place on one machine"
