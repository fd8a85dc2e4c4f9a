"""Writes everything that is derived from the code: the reference pages and the two copies of the JSON Schema.

python docs/generate.py            write what is stale
python docs/generate.py --check    write nothing; name what is stale and exit with 1
"""

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A script finds the folder that it lies in; the pages are imported by their full name, as the tests do it.
sys.path.insert(0, str(ROOT))

from docs.pages import checks, cli, evidence, gates, hooks, questions, sabotages, schema, spec, standard, workflows  # noqa: E402 - see above

PAGES = (questions, spec, schema, standard, cli, checks, gates, sabotages, evidence, workflows, hooks)
# Whole folders that are generated: what lies there and is not written any more is stale too.
FOLDERS = ("docs/reference/checks",)


def generated(root: Path = ROOT) -> dict[str, str]:
    """Every generated file: its path below the root, and its text."""
    return {path: text for page in PAGES for path, text in page.pages(root).items()}


def stale(root: Path = ROOT) -> list[str]:
    """The generated files that are missing, differ from the code, or belong to nothing in it any more."""
    wanted = generated(root)
    left = {path.relative_to(root).as_posix() for folder in FOLDERS for path in (root / folder).glob("*.md")}
    differ = {path for path, text in wanted.items() if _read(root / path) != text}
    return sorted(differ | (left - set(wanted)))


def write(root: Path = ROOT) -> list[str]:
    """Write what is stale, and give its paths. Pages show what checks find in files written here, hence the rounds."""
    written: list[str] = []
    for _ in range(3):
        if not (changed := stale(root)):
            break
        wanted = generated(root)
        for path in changed:
            target = root / path
            if path not in wanted:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(wanted[path], encoding="utf-8", newline="\n")
        written += changed
    return list(dict.fromkeys(written))


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def main(argv: Sequence[str]) -> int:
    """Write, or with `--check` only compare.

    Returns:
        0 fine; 1 with `--check` and a stale file; 2 the usage is wrong.
    """
    if list(argv) == ["--check"]:
        found = stale()
        for path in found:
            print(f"{path}: is stale; `make docs` writes it anew")
        return 1 if found else 0
    if argv:
        print(f"error: {' '.join(argv)}: the only option is --check", file=sys.stderr)
        return 2
    for path in write():
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
