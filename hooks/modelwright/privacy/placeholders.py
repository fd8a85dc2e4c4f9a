"""What stands for a secret and is none."""

import re
from collections import Counter

from modelwright.patterns import compiled

_WORDS = compiled(
    r"example|your|placeholder|change_?me|dummy|redacted|insert|replace|xxxx|\*\*\*|\.\.\.|<|>|\$[{(]|^\$\w+$|\{|\}|%\(|%s|\(|\["
    r"|123456789(?:0[a-f]|a)|abcdef[-_]?0?123|deadbeef|fake|sample|my[-_]|the[-_]|todo|goes[-_]?here|not[-_]a[-_]|test[-_]?(?:key|token)|api[-_]?key|_key_|secret_?key"
    r"|access_?key",
    re.IGNORECASE,
)
# Passwords of examples in manuals, and defaults that anybody knows.
_PASSWORDS = frozenset(
    (  # noqa: SIM905
        "password passwd passphrase pass pwd pw secret token user username test tiger foo bar baz qux admin root "
        "guest default "
        "none null true false key api changeit letmein postgres mysql mariadb rabbitmq redis mongo minio "
        "minioadmin minio123 "
        "mlflow airflow docker local localhost demo abc abc123 1234 12345 123456 12345678 p password1 "
        "password123 pass123 "
        "secretpassword mypassword mypass spam eggs ham x xx xxx"
    ).split()
)


def is_placeholder(secret: str) -> bool:
    """Whether this is written where a secret belongs: by its words, or because hardly two characters differ."""
    return bool(_WORDS.search(secret)) or len(set(secret.strip("=-_"))) <= _FEW


def is_random(secret: str) -> bool:
    """Whether this looks drawn by chance rather than written: letters and digits, and most of them different."""
    from math import log2

    counts = Counter(secret)
    bits = -sum(count / len(secret) * log2(count / len(secret)) for count in counts.values())
    digits = sum(map(str.isdigit, secret))
    cases = any(map(str.isupper, secret)) + any(map(str.islower, secret))
    return bits > _BITS and cases > 0 and (digits >= _FEW - 1 or (digits > 0 and cases > 1))


def is_known_password(password: str, user: str, host: str) -> bool:
    """Whether a password is that of a manual, or one that only opens what runs on the same machine."""
    if _NAMED.fullmatch(password):
        return True
    lowered = password.lower()
    local = bool(_LOCAL.match(host))
    return lowered in _PASSWORDS or is_placeholder(password) or (local and lowered in {user.lower(), "", lowered[:8]})


_FEW, _BITS = 4, 3.0
# `DB_PASSWORD` is the name of what belongs there, `some_password` says so.
_NAMED = compiled(
    r"(?:[A-Z]+_)*(?:PASS(?:WORD|WD)?|PWD|PW|SECRET|TOKEN)|(?:some|any|db|user|database|strong|secret)[-_]?pass(?:word|wd)?"
)
_LOCAL = compiled(r"(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal)")
