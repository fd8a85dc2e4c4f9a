"""detect-secrets as a hook: its own plug-ins and filters, without its guesses, its network and its wait.

Its own command takes 25 times as long to start as Python, and seconds for a notebook with a picture. Here each pattern
first goes over a whole file, which is fast, and detect-secrets judges only the lines where one of them matches.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

NOT_USED = {
    "Base64HighEntropyString": "guesses: a hash, a picture in a notebook and a sample of the data look alike to it",
    "HexHighEntropyString": "guesses, as above",
    "IPPublicDetector": "an address is no secret, and `1.2.0.1` is a version; `personal-data` looks for addresses",
}
# A picture or a model in base64, in one run or in the lines of a notebook. The keys that a plug-in knows are shorter,
# and the head of a private key stays. Each run is tried once, from its start.
_PAYLOAD = re.compile(r"(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/=]{600,}|(?:[A-Za-z0-9+/=]{60,}\\n){8,}[A-Za-z0-9+/=]*)")
# Some patterns take quadratic time on one line, so a long one is looked at in pieces. They overlap by more than the
# longest key, so that none is cut in two in all of them.
_PIECE, _OVERLAP = 4_000, 800

_HINT = """\
A real one: revoke it where it was issued, then take it out. Not one: end the line with the comment \
`pragma: allowlist secret`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Look for secrets in files, and name the lines, never the secrets.

    Returns:
        1 where a line looks as if it held one, else 0.
    """
    found = [
        f"{Path(path).as_posix()}:{line}: {kind} [detect-secrets]"
        for path in (sys.argv[1:] if argv is None else argv)
        for line, kind in secrets_in(path)
    ]
    for line in found:
        print(line)  # noqa: T201
    if found:
        print(_HINT, file=sys.stderr)  # noqa: T201
    return 1 if found else 0


def secrets_in(path: str) -> list[tuple[int, str]]:
    """The lines of a file that look as if they held a secret, and which kind; none of a file that is not text."""
    _prepare()
    from detect_secrets.core.scan import _is_filtered_out
    from detect_secrets.transformers import get_transformed_file

    if _is_filtered_out(["filename"], filename=path):
        return []
    try:
        with Path(path).open(encoding="utf-8-sig") as opened:
            file: Any = opened
            lines = file.read().splitlines()
            if not _suspects(lines):
                return []
            file.seek(0)
            found = set(_secrets(path, get_transformed_file(file) or lines))
            if not found:
                # The files that may be settings without saying so, such as `.env`.
                found = set(_secrets(path, get_transformed_file(file, use_eager_transformers=True) or []))
    except (OSError, UnicodeDecodeError):
        return []
    return sorted(found)


def _prepare() -> None:
    """Choose the plug-ins, once.

    detect-secrets imports `requests` to ask a service whether a secret is in use. That sends the secret away, so it is
    never asked for here; and the import takes longer than the search.
    """
    if "detect_secrets" not in sys.modules:
        stand_in = ModuleType("requests")
        vars(stand_in).update(exceptions=SimpleNamespace(RequestException=OSError), Response=object)
        sys.modules.setdefault("requests", stand_in)
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.settings import get_settings

    settings = get_settings()
    if not settings.plugins:
        kinds: Iterable[type] = get_mapping_from_secret_type_to_class().values()
        settings.configure_plugins([{"name": one.__name__} for one in kinds if one.__name__ not in NOT_USED])


def _patterns() -> Iterator[re.Pattern[str]]:
    """What matches on every line on which a plug-in would find something, and elsewhere seldom."""
    from detect_secrets.plugins.keyword import DENYLIST
    from detect_secrets.settings import get_plugins

    for plugin in get_plugins():
        yield from getattr(plugin, "denylist", ())
    yield re.compile("|".join(DENYLIST), re.IGNORECASE)


def _pieces(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The numbers and texts of the lines; a long one is without what is no key, and in pieces."""
    for number, line in enumerate(lines, start=1):
        if len(line) <= _PIECE:
            yield number, line
            continue
        rest = _PAYLOAD.sub(" ", line)
        for start in range(0, max(1, len(rest) - _OVERLAP), _PIECE - _OVERLAP):
            yield number, rest[start : start + _PIECE]


def _suspects(lines: Iterable[str]) -> list[tuple[int, str]]:
    """The pieces in which a pattern matches."""
    pieces = list(_pieces(lines))
    text = "\n".join(piece for _, piece in pieces)
    spans = [match.span() for pattern in _patterns() for match in pattern.finditer(text)]
    ends = list(accumulate(len(piece) + 1 for _, piece in pieces)) if spans else []
    # A pattern may match across line ends, and then hide one that lies within: all lines that it touches count.
    touched = {at for start, end in spans for at in range(bisect_right(ends, start), bisect_right(ends, end) + 1)}
    return [pieces[at] for at in sorted(touched) if at < len(pieces)]


def _secrets(path: str, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What detect-secrets finds in the pieces that are worth it, by its own rules for what to leave out."""
    from detect_secrets.core.scan import _is_filtered_out, _scan_line
    from detect_secrets.settings import get_plugins
    from detect_secrets.util.code_snippet import CodeSnippet

    for number, piece in _suspects(lines):
        before = lines[number - 2] if number > 1 else ""
        context = CodeSnippet([before, piece], start_line=max(0, number - 2), target_index=1)
        where: dict[str, Any] = {"filename": path, "line": piece.rstrip(), "context": context}
        if _is_filtered_out(["line"], **where):
            continue
        for plugin in get_plugins():
            for secret in _scan_line(plugin, path, piece.rstrip(), number, context):
                if not _is_filtered_out(["context"], secret=secret.secret_value, plugin=plugin, **where):
                    yield number, secret.type


if __name__ == "__main__":
    raise SystemExit(main())
