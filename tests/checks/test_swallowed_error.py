"""A handler that throws an error away is found, and one that tells somebody is let be."""

from pathlib import Path

import pytest

from modelwright.checks.swallowed_error import check
from modelwright.repo import Repo
from modelwright.sources import Code


def facts(folder: Path, text: str) -> list[str]:
    (folder / "a.py").write_text(text, encoding="utf-8")
    return [finding.fact for finding in check(Code(Repo(folder), "a.py"))]


HANDLERS = ["except:", "except Exception:", "except BaseException as error:", "except (A, Exception):"]


def attempt(handler: str, body: str) -> str:
    return f"def f(rows):\n  for one in rows:\n    try:\n      use(one)\n    {handler}\n      {body}\n"


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    "body", ["pass", "continue", "...", "return", "return None", "return -1", "value = float('nan')", "value = np.nan",
             "return pd.DataFrame()", "return {'score': 0.0}", "'nothing to do'; pass", "value: float = 0"],
)  # fmt: skip
def test_a_handler_of_everything_that_says_nothing_is_found(handler: str, body: str, tmp_path: Path) -> None:
    assert len(facts(tmp_path, attempt(handler, body))) == 1


@pytest.mark.parametrize(
    "body", ["raise", "log.warning('lost')", "print('lost')", "failed += 1", "errors.append(error)", "return False",
             "works = False", "return default", "return fallback(one)", "value = error", "sys.exit(1)"],
)  # fmt: skip
def test_a_handler_that_tells_somebody_is_let_be(body: str, tmp_path: Path) -> None:
    assert facts(tmp_path, attempt("except Exception as error:", body)) == []


@pytest.mark.parametrize("handler", ["except KeyError:", "except (ValueError, TypeError):", "except errors.NotFound:"])
def test_an_error_that_was_expected_is_let_be(handler: str, tmp_path: Path) -> None:
    assert facts(tmp_path, attempt(handler, "continue")) == []


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import torch\nexcept Exception:\n    torch = None",
        "class A:\n  def __del__(self):\n    try:\n      close()\n    except Exception:\n      pass",
        "import contextlib\nwith contextlib.suppress(FileNotFoundError):\n    remove()",
        "frame.drop(columns=['a'], errors='ignore')",
        "pd.read_csv(path, on_bad_lines='warn')",
        "amount = pd.to_numeric(x, errors='coerce')\nprint(amount.isna().sum())",
        "def read(x):\n    x = pd.to_datetime(x, errors='coerce')\n    assert x.notna().all()\n    return x",
        "pd.to_numeric(x, errors='raise')",
    ],
)
def test_what_loses_nothing_is_let_be(text: str, tmp_path: Path) -> None:
    assert facts(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "from contextlib import suppress\nwith suppress(Exception):\n    load()",
        "pd.read_csv(path, on_bad_lines='skip')",
        "pd.read_csv(path, error_bad_lines=False)",
        "pd.read_csv(path, encoding_errors='ignore')",
        "pl.read_csv(path, ignore_errors=True)",
        "frame.astype(int, errors='ignore')",
        "pd.to_numeric(x, errors='coerce').fillna(0)",
        "import polars as pl\npl.col('a').cast(pl.Int64, strict=False)",
        "def read(x):\n    return pd.to_datetime(x, errors='coerce')\ndef other(x):\n    return x.isna()",
    ],
)
def test_what_loses_values_without_a_word_is_found(text: str, tmp_path: Path) -> None:
    assert len(facts(tmp_path, text)) == 1


def test_a_function_that_makes_values_missing_is_found_once(tmp_path: Path) -> None:
    text = (
        "def read(f):\n    f.a = pd.to_numeric(f.a, errors='coerce')\n    f.b = pd.to_datetime(f.b, errors='coerce')\n"
    )

    assert facts(tmp_path, text) == ["to_numeric(errors='coerce') makes values missing, and nothing counts them"]
