"""What IPython reads and Python does not: magics, shell commands and questions, made Python line by line."""

import ast
import warnings

from modelwright.patterns import compiled
from modelwright.sources.remembered import Unreadable

# Cell magics whose cell is still Python.
_PYTHON_CELLS = {"%%time", "%%timeit", "%%capture", "%%prun", "%%memit", "%%mprun", "%%snakeviz", "%%pyinstrument"}
# A line magic before a statement, which stays.
_TIMED = compiled(r"%time[ \t]+(?=\S)")
# A dotted name of thousands of parts: Python's parser joins them one by one, and takes minutes for a few kilobytes.
_LONGEST_IMPORT = 20_000


def parsed(text: str) -> ast.Module:
    """The syntax tree of Python code.

    Raises:
        SyntaxError: it is not Python.
        Unreadable: Python's parser gives up, or would take minutes.
    """
    if len(text) > _LONGEST_IMPORT and _imports_too_much(text):
        raise Unreadable("is nested too deeply")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is not ours to report
        try:
            return ast.parse(text)
        except (RecursionError, MemoryError) as error:  # the parser's own stack ends in a MemoryError
            raise Unreadable("is nested too deeply") from error
        except SyntaxError:
            raise
        except ValueError as error:  # a null byte, or a lone surrogate
            raise Unreadable(f"not valid Python: {error}") from error


def without_magics(text: str) -> str:
    """Python for IPython's own lines. Only a line that Python refuses is changed; each keeps its number."""
    lines = text.split("\n")
    start = next((line for line in lines if line.strip()), "")
    if indent := start[: len(start) - len(start.lstrip(" \t"))]:
        lines = [line.removeprefix(indent) for line in lines]  # as IPython does with a cell that was pasted
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%") and first.split()[0] not in _PYTHON_CELLS:
        return "\n" * (len(lines) - 1)  # the cell is of another language
    magics = {number for number, line in enumerate(lines) if _may_be_magic(line)}
    while magics:
        refused = _first_refused("\n".join(lines))
        if refused not in magics:
            break
        magics.remove(refused)
        _replace(lines, refused)
    return "\n".join(lines)


def _may_be_magic(line: str) -> bool:
    line = line.strip()
    if not line:
        return False
    _, _, assigned = line.partition("=")
    if line[0] in "%!?" or assigned.lstrip()[:1] in {"%", "!"}:
        return True
    return line[-1] == "?" and not any(mark in line for mark in "#'\"")


def _first_refused(text: str) -> int:
    """The 0-based line at which Python stops reading; -1 where it does not."""
    try:
        parsed(text)
    except SyntaxError as error:
        return (error.lineno or 0) - 1
    except Unreadable:
        return -1
    return -1


def _replace(lines: list[str], number: int) -> None:
    """`pass` in place of a magic, and nothing in place of the lines that a backslash adds to it."""
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip())]
    timed = _TIMED.match(line.lstrip())
    comment = line.find("# modelwright: ")
    if timed:
        lines[number] = indent + line.lstrip()[timed.end() :]
        return
    lines[number] = f"{indent}pass" + (f"  {line[comment:]}" if comment >= 0 else "")
    while line.endswith("\\") and number + 1 < len(lines):
        number += 1
        line, lines[number] = lines[number], ""


def _imports_too_much(text: str) -> bool:
    lines = text.replace("\\\n", " ").split("\n")
    if max(map(len, lines)) <= _LONGEST_IMPORT:
        return False
    long = (line for line in lines if len(line) > _LONGEST_IMPORT and line.lstrip().startswith(("import", "from")))
    return any(line.count(".") > _LONGEST_IMPORT // 4 for line in long)
