"""The data against their expectations, with Great Expectations."""

import json
import math
import os
import warnings
from typing import TYPE_CHECKING, Any

from modelwright.errors import InputError
from modelwright.evidence import ExpectationResult, Validation
from modelwright.fingerprints import file_digest, fingerprints
from modelwright.repo import Repo

if TYPE_CHECKING:
    import pandas as pd


def validate(repo: Repo, frame: "pd.DataFrame") -> Validation:
    """Check a frame against the suite that the spec names.

    Raises:
        InputError: the suite is missing, is not JSON, or names an expectation, an argument or a column that is not
            there.
    """
    path = repo.shown(repo.spec.data.expectations)
    raw = _read_suite(repo)
    gx = _great_expectations()
    from great_expectations.core.expectation_suite import ExpectationSuite

    try:
        suite = ExpectationSuite(**raw)
    except Exception as error:  # the library raises many kinds for a suite that it does not understand
        raise InputError(path, f"not a suite: {_first_line(error)}") from error
    # The library drops what it does not know, with a line in its log: an expectation that nobody checks.
    known = {one.expectation_type for one in suite.expectations}
    strange = sorted({str(one.get("type")) for one in raw["expectations"]} - known)
    if strange:
        raise InputError(path, f"Great Expectations knows no {strange[0]}")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("files").add_dataframe_asset("rows")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    # No failing value is kept: results are committed and shown on the site.
    outcome = batch.validate(suite, result_format={"result_format": "SUMMARY", "partial_unexpected_count": 0})
    results = tuple(_result(one.to_json_dict()) for one in outcome.results)
    for result in results:
        if result.error:
            raise InputError(path, f"{result.name} on {result.column!r} cannot run: {result.error}")
    return Validation(
        commit=repo.commit,
        fingerprints=fingerprints(repo),
        suite=str(raw["name"]),
        suite_digest=file_digest(repo.suite_path),
        rows=len(frame),
        columns=frame.shape[1],
        results=tuple(sorted(results, key=lambda one: (one.column or "", one.name, one.reason))),
    )


def findings(repo: Repo, validation: Validation, *, severity: str = "critical") -> list[str]:
    """One line for each expectation of a severity that the data do not meet."""
    path = repo.shown(repo.spec.data.expectations)
    return [
        f"{path}: {describe(one)} [{one.name}]"
        for one in validation.results
        if not one.met and one.severity == severity
    ]


def describe(result: ExpectationResult) -> str:
    """How the data failed an expectation, in words."""
    where = f"column {result.column!r}" if result.column else "the table"
    count = f"{result.unexpected:,} of {result.rows:,} rows" if result.unexpected and result.rows else "the data"
    return f"{where}: {count} break the expectation: {result.reason or result.name}"


def _read_suite(repo: Repo) -> dict[str, Any]:
    path = repo.shown(repo.spec.data.expectations)
    try:
        raw = json.loads(repo.suite_path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(path, "no such suite; `data.expectations` in model.toml names it") from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise InputError(path, f"not valid JSON: {error.msg}", line=error.lineno) from error
    if not isinstance(raw, dict) or not raw.get("expectations") or "name" not in raw:
        raise InputError(path, "not a suite: needs a name and at least one expectation")
    return raw


def _great_expectations() -> Any:
    """Import the library, which takes seconds, with its analytics switched off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations as gx
    return gx


def _result(raw: dict[str, Any]) -> ExpectationResult:
    config, outcome, trouble = raw["expectation_config"], raw["result"], raw["exception_info"]
    # One exception, or one for each metric that failed.
    troubles = [trouble] if "raised_exception" in trouble else list(trouble.values())
    messages = [_first_line(one["exception_message"]) for one in troubles if one.get("raised_exception")]
    return ExpectationResult(
        name=config["type"],
        column=config["kwargs"].get("column"),
        severity=config.get("severity", "critical"),
        met=bool(raw["success"]),
        rows=outcome.get("element_count"),
        unexpected=outcome.get("unexpected_count"),
        tolerated=_tolerated(config["kwargs"].get("mostly", 1.0), outcome.get("element_count")),
        reason=str((config.get("meta") or {}).get("reason", "")),
        error=messages[0] if messages else None,
    )


def _tolerated(mostly: float, rows: int | None) -> int | None:
    """How many rows may break an expectation that is to hold for `mostly` of them."""
    return None if rows is None else math.floor((1 - mostly) * rows + 1e-9)


def _first_line(error: object) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:3]) if lines else type(error).__name__
