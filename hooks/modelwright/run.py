"""The stages from data to site, each a function of a model repo; `run` does them in turn."""

import importlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from modelwright.checks import leak_target_feature
from modelwright.errors import InputError, Refused
from modelwright.progress import Stage, say, stage
from modelwright.repo import Repo
from modelwright.team_code import blamed

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from modelwright.engines.source import Source


def validate(repo: Repo, now: Stage) -> None:
    """Hold the rows against the expectations and the spec, and write the evidence.

    Rows that break a critical expectation, or hold personal data that nobody declared, stop here, before a model is
    touched.
    """
    from modelwright.evidence import write_evidence
    from modelwright.expectations.validation import findings, opened, validate

    leaking = [
        f"{repo.shown(one.path)}:{one.line}: {one.fact} [leak-target-feature]"
        for one in leak_target_feature.check(repo)
    ]
    if leaking:
        raise Refused(leaking)
    with _unchanged(repo):
        source = opened(repo)
        _refuse_undeclared(repo, source)
        validation = validate(repo, source=source)
        broken = findings(repo, validation)
    if not broken:
        _hold_against_spec(repo)
    if validation.why:
        say(f"validate  Great Expectations holds the whole suite: {validation.why}")
    write_evidence(repo.evidence_path("validation"), validation)
    for line in findings(repo, validation, severity="warning"):
        say(f"warning   {line}")
    if broken:
        raise Refused(broken)
    met = sum(one.met for one in validation.results)
    way = "on the fast path" if validation.path == "fast" else f"by Great Expectations on {validation.engine}"
    now.done(f"{met} of {len(validation.results)} expectations met on {validation.rows:,} rows, {way}")


def _refuse_undeclared(repo: Repo, source: "Source") -> None:
    """Personal data that the spec does not declare; of rows that are in no file, a sample is drawn where they lie."""
    from modelwright.data.declared import CELLS, ROWS, findings
    from modelwright.engines.source import Asked

    rows: pl.LazyFrame | pl.DataFrame | None = source.rows()
    if rows is None and isinstance(source, Asked):
        from modelwright.engines.samples import Size

        rows, total, by = source.sample(repo.spec.data.keys, Size(ROWS, CELLS))
        if by:
            keys = ", ".join(by) if {*by} <= {*repo.spec.data.keys} else "their first columns"
            drawn = f"{rows.height:,} of {total:,} rows, those with the lowest hash of {keys}"
            say(f"validate  personal data are looked for in {drawn}")
    if rows is None:
        return
    stopping, said = findings(repo, rows)
    for line in said:
        say(f"warning   {line}")
    if stopping:
        raise Refused(stopping)


def _hold_against_spec(repo: Repo) -> None:
    """What the team's `load` makes of the rows, where they are at hand: a table may be validated without a file.

    The first rows that are fine freeze the split: from then on, new rows move no old one.
    """
    from modelwright.data.frames import load_frame
    from modelwright.data.frozen import freeze

    if repo.spec.data.table is None or repo.data_path.exists():
        for line in freeze(repo, load_frame(repo)):
            say(f"frozen    {line}")


def challenge(repo: Repo, now: Stage) -> None:
    """Corrupt the rows, and write how much of it the suite notices."""
    from modelwright.challenge.verb import challenge

    with _unchanged(repo):
        challenge(repo, now)


def extract(repo: Repo, target: str, *, key: str, now: Stage) -> None:
    """Write the rows for sharing, with pseudonyms in the place of what names a person, wherever the rows lie."""
    from modelwright.data.extract import extract
    from modelwright.expectations.validation import opened

    with opened(repo).parts() as parts:
        extract(repo, target, key=key, now=now, parts=parts.frames)


def train(repo: Repo, now: Stage) -> None:
    """Run the team's training flow."""
    from modelwright.data.frames import load_frame, team_module
    from modelwright.data.frozen import freeze

    for line in freeze(repo, load_frame(repo)):
        say(f"frozen    {line}")
    with _unchanged(repo), blamed(repo):
        evidence = team_module(repo, "train").train(repo)
    best = max(trial.mean for trial in evidence.trials)
    now.done(f"best of {len(evidence.trials)} trials: {evidence.scorer} {best:.4g} over {repo.spec.tuning.folds} folds")


def evaluate(repo: Repo, now: Stage) -> None:
    """Measure the model on the holdout and write the evidence."""
    from modelwright.data.frames import load_frame
    from modelwright.evaluation.comparison.predictions import write_predictions
    from modelwright.evaluation.evaluate import evaluate_on
    from modelwright.evaluation.ground import Ground
    from modelwright.evidence import write_evidence
    from modelwright.training import load_model

    with _unchanged(repo):
        frame, model = load_frame(repo), load_model(repo)
        with _one_thread(), blamed(repo):
            ground = Ground.of(repo, frame, model)
            evaluation = evaluate_on(ground)
        seen_since = _moved(repo, frame)
    write_predictions(ground)
    for line in seen_since:
        say(f"warning   {line}")
    write_evidence(repo.evidence_path("evaluation"), evaluation)
    now.done(f"{len(evaluation.metrics)} metrics with intervals on {evaluation.holdout.rows:,} holdout rows")


def _one_thread() -> AbstractContextManager[object]:
    """Linear algebra on one thread: shared sums are rounded otherwise, and the same inputs give the same bytes.

    It is faster, too, where other processes share the cores: threads that wait for each other burn them.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="blas")
    return limits


def _moved(repo: Repo, frame: "pd.DataFrame") -> list[str]:
    """Which rows the last evaluation held out and this one did not; none where there is no last one to hold against."""
    from modelwright.data.moved import moved
    from modelwright.evidence import Evaluation, read_evidence

    try:
        before = read_evidence(repo.evidence_path("evaluation"), Evaluation).holdout.split
    except InputError:
        return []
    return moved(before, frame, repo.spec) if before else []


@contextmanager
def _unchanged(repo: Repo) -> Iterator[None]:
    """What is measured must be what was there when the measurement began."""
    from modelwright.fingerprints import fingerprints

    before = fingerprints(repo)
    yield
    if fingerprints(repo) != before:
        raise InputError(repo.shown("."), "data, spec or code changed during the stage: run it again")


def gate(repo: Repo, now: Stage, *, shown_as: str = "text", output: str | None = None) -> None:
    """Judge the evidence, one row for each promise.

    Args:
        repo: whose evidence is judged.
        now: the stage under way.
        shown_as: `text`, `json` or `junit`.
        output: the file to write; the standard output without it, and then nothing else goes there.

    Raises:
        Refused: a promise is broken; a finding for each that is, none where a document took its place.
    """
    from pathlib import Path

    from modelwright.evaluation.gates import findings, judge
    from modelwright.evaluation.judging.formats import FORMATS
    from modelwright.evaluation.judging.judgement import Judgement, summary
    from modelwright.files import write_whole

    verdicts = judge(repo)
    judged = Judgement.of(repo, verdicts)
    shown = FORMATS[shown_as](judged)
    if output is not None:
        write_whole(Path(output), shown.encode())
    else:
        print(shown, end="", flush=True)  # noqa: T201
    broken = findings(repo, verdicts)
    if broken:
        raise Refused(broken if output is not None or shown_as == "text" else [])
    now.done(summary(judged.counts))


def report(repo: Repo, now: Stage) -> None:
    """Write the model card beside the evidence."""
    from modelwright.reports.site import write_card

    now.done(str(repo.shown(write_card(repo))))


def site(repo: Repo, now: Stage) -> None:
    """Build the site, strictly."""
    from modelwright.reports.site import build_site

    now.done(str(repo.shown(build_site(repo))))


STAGES = {
    "validate": validate,
    "challenge": challenge,
    "train": train,
    "evaluate": evaluate,
    "gate": gate,
    "report": report,
    "site": site,
}


def run(repo: Repo) -> None:
    """Do every stage in turn, and close with a summary.

    A broken promise does not hide the evidence: the report and the site are made, and then the run fails.
    """
    refused: Refused | None = None
    repo.spec  # noqa: B018 - a spec that cannot be read is said before anything is started
    ahead = threading.Thread(target=_import_ahead, daemon=True)
    ahead.start()
    for name in ("validate", "challenge"):
        with stage(name) as now:
            STAGES[name](repo, now)
    ahead.join()
    for name in ("train", "evaluate"):
        with stage(name) as now:
            STAGES[name](repo, now)
    with stage("gate") as now:
        try:
            gate(repo, now)
        except Refused as error:
            refused = error
            now.done(f"{len(error.findings)} promises are broken")
    for name in ("report", "site"):
        with stage(name) as now:
            STAGES[name](repo, now)
    _summarise(repo)
    if refused:
        raise refused


# What the later stages import anyway: the longest waits of a run.
_AHEAD = ("sklearn.ensemble", "sklearn.linear_model", "sklearn.model_selection", "skops.io", "matplotlib.figure")


def _import_ahead() -> None:
    for name in _AHEAD:
        importlib.import_module(name)


def _summarise(repo: Repo) -> None:
    from modelwright.evaluation.judging.judgement import counted, summary
    from modelwright.reports.dossier import Dossier
    from modelwright.reports.words import headline

    dossier = Dossier.of(repo)
    broken = [one.gate for one in dossier.verdicts if not one.kept]
    verdict = f"refused: {', '.join(broken)}" if broken else f"accepted: {summary(counted(dossier.verdicts))}"
    say("")
    say(f"Verdict   {verdict}")
    say(f"Headline  {headline(dossier)}")
    say(f"Site      {repo.site_path / 'index.html'}")
