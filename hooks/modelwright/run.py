"""The stages from data to site, each a function of a model repo; `run` does them in turn."""

import importlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from modelwright.checks import leak_target_feature
from modelwright.errors import InputError, Refused
from modelwright.progress import Stage, say, stage
from modelwright.repo import Repo


def validate(repo: Repo, now: Stage) -> None:
    """Hold the data against the spec and the expectations, and write the evidence."""
    from modelwright.data.expectations import findings, validate
    from modelwright.data.frames import load_frame
    from modelwright.evidence import write_evidence

    leaking = [
        f"{repo.shown(one.path)}:{one.line}: {one.fact} [leak-target-feature]"
        for one in leak_target_feature.check(repo)
    ]
    if leaking:
        raise Refused(leaking)
    frame = load_frame(repo)
    validation = validate(repo, frame)
    write_evidence(repo.evidence_path("validation"), validation)
    broken = findings(repo, validation)
    if broken:
        raise Refused(broken)
    warned = findings(repo, validation, severity="warning")
    for line in warned:
        say(f"warning   {line}")
    met = sum(one.met for one in validation.results)
    now.done(f"{met} of {len(validation.results)} expectations met on {validation.rows:,} rows")


def train(repo: Repo, now: Stage) -> None:
    """Run the team's training flow."""
    from modelwright.data.frames import load_frame, team_module

    load_frame(repo)
    with _unchanged(repo):
        evidence = team_module(repo, "train").train(repo)
    best = max(trial.mean for trial in evidence.trials)
    now.done(f"best of {len(evidence.trials)} trials: {evidence.scorer} {best:.4g} over {repo.spec.tuning.folds} folds")


def evaluate(repo: Repo, now: Stage) -> None:
    """Measure the model on the holdout and write the evidence."""
    from modelwright.data.frames import load_frame
    from modelwright.evaluation.evaluate import evaluate
    from modelwright.evidence import write_evidence
    from modelwright.training import load_model

    with _unchanged(repo):
        evaluation = evaluate(repo, load_frame(repo), load_model(repo))
    write_evidence(repo.evidence_path("evaluation"), evaluation)
    now.done(f"{len(evaluation.metrics)} metrics with intervals on {evaluation.holdout.rows:,} holdout rows")


@contextmanager
def _unchanged(repo: Repo) -> Iterator[None]:
    """What is measured must be what was there when the measurement began."""
    from modelwright.fingerprints import fingerprints

    before = fingerprints(repo)
    yield
    if fingerprints(repo) != before:
        raise InputError(repo.shown("."), "data, spec or code changed during the stage: run it again")


def gate(repo: Repo, now: Stage) -> None:
    """Judge the evidence, one line for each promise."""
    from modelwright.evaluation.gates import findings, judge

    judged = judge(repo)
    for one in judged:
        say(f"{'kept' if one.kept else 'BROKEN':<9} {one.gate}: {one.fact}")
    broken = findings(repo, judged)
    if broken:
        raise Refused(broken)
    now.done(f"all {len(judged)} promises are kept")


def report(repo: Repo, now: Stage) -> None:
    """Write the model card beside the evidence."""
    from modelwright.reports.site import write_card

    now.done(str(repo.shown(write_card(repo))))


def site(repo: Repo, now: Stage) -> None:
    """Build the site, strictly."""
    from modelwright.reports.site import build_site

    now.done(str(repo.shown(build_site(repo))))


STAGES = {"validate": validate, "train": train, "evaluate": evaluate, "gate": gate, "report": report, "site": site}


def run(repo: Repo) -> None:
    """Do every stage in turn, and close with a summary.

    A broken promise does not hide the evidence: the report and the site are made, and then the run fails.
    """
    refused: Refused | None = None
    repo.spec  # noqa: B018 - a spec that cannot be read is said before anything is started
    with stage("validate") as now:
        _validate_apart(repo, now)
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


def _validate_apart(repo: Repo, now: Stage) -> None:
    """Validate in a process of its own, and import what later stages need while it works.

    Great Expectations takes seconds to import; on two cores the wait is shared.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "modelwright", "validate"],
        cwd=repo.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    warm = threading.Thread(target=_import_ahead, daemon=True)
    warm.start()
    out, progress = child.communicate()
    if child.returncode == 1 and out.strip():
        raise Refused(out.splitlines())
    *earlier, last = progress.strip().splitlines() or [""]
    if child.returncode and last.startswith("error: "):
        place, _, fact = last.removeprefix("error: ").partition(": ")
        raise InputError(place, fact)
    if child.returncode:
        raise RuntimeError(f"validate ended with {child.returncode}:\n{progress}")
    for line in earlier:
        if line.startswith("warning"):
            say(line)
    now.done(last.removeprefix("validate").strip().rpartition(" (")[0])
    warm.join()


# What the later stages import anyway: the longest waits of a run.
_AHEAD = ("sklearn.ensemble", "sklearn.linear_model", "sklearn.model_selection", "skops.io", "matplotlib.figure")


def _import_ahead() -> None:
    for name in _AHEAD:
        importlib.import_module(name)


def _summarise(repo: Repo) -> None:
    from modelwright.reports.dossier import Dossier
    from modelwright.reports.words import headline

    dossier = Dossier.of(repo)
    broken = [one.gate for one in dossier.verdicts if not one.kept]
    verdict = f"refused: {', '.join(broken)}" if broken else f"accepted: all {len(dossier.verdicts)} promises are kept"
    say("")
    say(f"Verdict   {verdict}")
    say(f"Headline  {headline(dossier)}")
    say(f"Site      {repo.site_path / 'index.html'}")
