"""The hook finds what detect-secrets finds, in a fraction of the time, and asks nobody about it."""

import base64
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelwright.secrets_hook import NOT_USED, main, secrets_in
from tests.repos import run

RANDOM = random.Random(7)  # noqa: S311
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = LETTERS.lower()
DIGITS = "0123456789"


@pytest.fixture(scope="module", autouse=True)
def real_requests() -> Iterator[None]:
    """The hook puts a stand-in where `requests` would be, in a process of its own. This one has other tests to run."""
    before = sys.modules.get("requests")
    yield
    if before is None:
        sys.modules.pop("requests", None)


def some(characters: str, count: int) -> str:
    return "".join(RANDOM.choices(characters, k=count))


# Put together here, so that this file may stay in the tree that the hook searches.
PLANTED = {
    "AWS Access Key": 'key = "' + "AKIA" + some(LETTERS + DIGITS, 16) + '"',
    "Artifactory Credentials": 'token = "' + "AKC" + some(LETTERS, 20) + '"',
    "Azure Storage Account access key": '"' + "Account" + "Key=" + some(LETTERS + DIGITS, 86) + '=="',
    "Basic Auth Credentials": '"postgresql://model:' + some(LOWER, 12) + '@db.example.com/rows"',
    "GitHub Token": '"' + "gh" + "p_" + some(LETTERS + DIGITS, 36) + '"',
    "GitLab Token": '"' + "gl" + "pat-" + some(LETTERS + DIGITS, 20) + '"',
    "JSON Web Token": '"'
    + ".".join(base64.urlsafe_b64encode(text).decode().rstrip("=") for text in (b'{"alg":"HS256"}', b'{"sub":"a"}'))
    + "."
    + some(LETTERS + DIGITS, 43)
    + '"',
    "NPM tokens": "//registry.example.com/:_auth" + "Token=npm_" + some(LETTERS, 30),
    "Private Key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "Secret Keyword": "pass" + 'word = "' + some(LOWER + DIGITS, 14) + '"',
    "SendGrid API Key": '"S' + "G." + some(LETTERS + DIGITS, 22) + "." + some(LETTERS + DIGITS, 43) + '"',
    "Slack Token": '"xo' + "xb-" + some(DIGITS, 12) + "-" + some(LOWER, 24) + '"',
    "Stripe Access Key": '"sk_' + "live_" + some(LETTERS + DIGITS, 24) + '"',
    "Twilio API Key": '"S' + "K" + some(LOWER + DIGITS, 32) + '"',
}
# What ML repositories are full of, and what is none.
HARMLESS = (
    'digest = "' + some("0123456789abcdef", 64) + '"',
    'run_id = "' + some("0123456789abcdef", 32) + '"',
    'picture = "' + base64.b64encode(RANDOM.randbytes(300)).decode() + '"',
    "version = 1.2.0.1",
    "average_precision = APEvaluator(scores)",
    'secret_name = os.environ["MODEL_PASSWORD"]',
    "password = read_password()",
)


def lines_of(*lines: str) -> str:
    return "\n".join(["import os", *lines, "rows = 1", ""])


def wanted(path: Path) -> set[tuple[int, str]]:
    """What detect-secrets' own command finds."""
    disabled = [argument for name in NOT_USED for argument in ("--disable-plugin", name)]
    answer = run(path.parent, "detect-secrets-hook", "--no-verify", "--json", *disabled, path.name)
    results = json.loads(answer.stdout)["results"] if answer.stdout else {}
    return {(one["line_number"], one["type"]) for found in results.values() for one in found}


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.parametrize(
    "name", ["settings.py", "notes.md", "settings.yaml", "settings.toml", "analysis.ipynb", ".env"]
)
def test_it_finds_what_detect_secrets_finds(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(lines_of("# a line", PLANTED[kind]), encoding="utf-8")

    found = set(secrets_in(str(path)))

    assert found == wanted(path)
    # A key of YAML or of a notebook is written in another way; in Python every one must be found.
    assert name != "settings.py" or (3, kind) in found


@pytest.mark.parametrize("line", HARMLESS)
def test_what_is_no_secret_is_left_alone(tmp_path: Path, line: str) -> None:
    path = tmp_path / "model.py"
    path.write_text(lines_of(line), encoding="utf-8")

    assert secrets_in(str(path)) == []


def test_a_finding_names_the_line_and_never_the_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.py"
    path.write_text(lines_of(PLANTED["AWS Access Key"]), encoding="utf-8")

    code = main([str(path)])

    shown = capsys.readouterr()
    assert code == 1
    assert shown.out == f"{path.as_posix()}:2: AWS Access Key [detect-secrets]\n"
    assert "AKIA" not in shown.out + shown.err
    assert "pragma: allowlist secret" in shown.err


def test_a_line_that_says_so_is_allowed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.py"
    path.write_text(lines_of(PLANTED["AWS Access Key"] + "  # pragma: allowlist secret"), encoding="utf-8")

    assert main([str(path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_what_is_not_text_or_not_there_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "rows.parquet").write_bytes(RANDOM.randbytes(10_000))
    (tmp_path / "empty.py").touch()

    assert main([str(tmp_path / name) for name in ("rows.parquet", "empty.py", "vanished.py")]) == 0


@pytest.mark.parametrize("encoded", [base64.b64encode, base64.encodebytes])
def test_a_secret_beside_a_picture_is_found_at_once(tmp_path: Path, encoded: type) -> None:
    """Minutes in detect-secrets itself, where a plug-in looks at the picture as at one long line."""
    picture = encoded(RANDOM.randbytes(3_000_000)).decode()
    cells = [{"outputs": [{"data": {"image/png": picture}}]}, {"source": [PLANTED["GitHub Token"]]}]
    path = tmp_path / "analysis.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")

    started = time.process_time()
    found = secrets_in(str(path))

    assert found == [(1, "GitHub Token")]
    assert time.process_time() - started < 2


def test_a_secret_is_found_wherever_a_long_line_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "small.json"
    token = "gh" + "p_" + some(LETTERS, 36)
    for offset in range(3_000, 8_500, 97):
        path.write_text(f'["{"a b " * (offset // 4)}{token}", "{"c d " * 2_000}"]', encoding="utf-8")

        assert secrets_in(str(path)) == [(1, "GitHub Token")], offset


def test_no_code_that_could_reach_a_network_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text(lines_of(*PLANTED.values()), encoding="utf-8")
    script = (
        "import sys; from modelwright.secrets_hook import main; code = main(sys.argv[1:]);"
        "print(sorted({'ssl', 'urllib3', 'http.client'} & set(sys.modules)), code)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert answer[-1] == "[] 1"
    assert len(answer) > len(PLANTED)
