"""The champion: the newest model on the main branch that was accepted, read from git and from nowhere else.

What lies in the work tree has no say in it, so a file that is swapped there changes nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from modelwright.evaluation.comparison.held import differs
from modelwright.evidence import Evaluation, Fingerprints, Record, is_sealed
from modelwright.evidence.comparison import PREDICTIONS, Champion, Comparison, Outcome
from modelwright.layout import SPEC_NAME
from modelwright.repo import Repo
from modelwright.toml_lines import NotToml, parsed

if TYPE_CHECKING:
    from modelwright.evaluation.comparison.predictions import Predictions

EVALUATION = "reports/evaluation.json"
_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
# A model that was refused and committed all the same is passed over; nobody commits more of them than this in a row.
_LOOKED_AT = 100
ACCEPTED: tuple[Outcome, ...] = ("first", "champion", "better", "not worse")
KEY = "promises.champion.branch"


class Past(Record, frozen=True):
    """What is read of the evidence of a champion; a later or earlier version of the kit may have more or less."""

    model: str
    commit: str | None = None
    fingerprints: Fingerprints | None = None
    environment: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it
    comparison: Comparison | None = None


@dataclass(frozen=True)
class Search:
    """What was looked for, and what was found.

    Args:
        outcome: `first` where there is none, `champion` where it is this very model, `not comparable` where there is
            one that cannot be read; None where there is one.
        fact: why.
        champion: which it is.
        comparison: what its evidence says of it.
        predictions: what it predicts for its holdout.
    """

    outcome: Outcome | None
    fact: str = ""
    champion: Champion | None = None
    comparison: Comparison | None = None
    predictions: "Predictions | None" = None


def search(repo: Repo, model: str, *, whole: bool = True) -> Search:
    """Look for the champion.

    Args:
        repo: whose main branch is asked.
        model: the digest of the model that wants to replace it.
        whole: whether its predictions are read as well, and all that is kept of it is held together.
    """
    nowhere = _without_history(repo)
    branch = nowhere if nowhere is not None else _branch(repo)
    if isinstance(branch, Search):
        return branch
    shown = _short(branch)
    listed = repo.git("log", "--first-parent", f"-n{_LOOKED_AT}", "--format=%H", branch, "--", EVALUATION) or ""
    for commit in listed.split():
        found = _at(repo, branch, Champion(shown, commit, model), whole=whole)
        if found is not None:
            return found
    return Search("first", f"no model on {shown} yet")


def has_moved(repo: Repo, evaluation: Evaluation) -> bool:
    """Whether the main branch has another champion by now than the one that evidence compares a model with.

    Where it cannot be read any more, what was measured stands.
    """
    found = search(repo, evaluation.model, whole=False)
    if evaluation.comparison is None or found.outcome is not None or found.champion is None:
        return False
    before = evaluation.comparison.champion
    return before is None or before.model != found.champion.model


def _without_history(repo: Repo) -> Search | None:
    """What there is to say where git knows no commit; None where it knows one."""
    if repo.git("rev-parse", "--git-dir") is None:
        if any((folder / ".git").exists() for folder in (repo.root, *repo.root.resolve().parents)):
            return Search("not comparable", "git does not answer here, so nobody can say which model is the champion")
        return Search("first", "nothing is committed yet")
    return None if repo.commit or _refs(repo) else Search("first", "nothing is committed yet")


def _at(repo: Repo, branch: str, ours: Champion, *, whole: bool) -> Search | None:
    """What the evidence of one commit makes of the search; None where an earlier one decides.

    Args:
        repo: whose history is asked.
        branch: that of the champion.
        ours: the model that wants to replace it, and the commit.
        whole: as of the search.
    """
    raw = _bytes(repo, ours.commit, EVALUATION)
    if raw is None:  # deleted in this commit: what was accepted before still is
        return None
    past = _past(raw, f"{EVALUATION} of {ours.branch} at {ours.commit[:12]}")
    if isinstance(past, Search):
        return past
    if past.comparison and past.comparison.outcome not in ACCEPTED and not _waived(repo, ours.commit):
        return None
    if past.model == ours.model:
        return Search("champion", champion=ours)
    theirs = msgspec.structs.replace(ours, model=past.model)
    return _whole(repo, branch, past, theirs) if whole else Search(None, champion=theirs)


def _past(raw: bytes, here: str) -> Past | Search:
    """The evidence of a champion, or why it is none."""
    try:
        past = msgspec.json.decode(raw, type=Past)
        sealed = is_sealed(msgspec.json.decode(raw))
    except msgspec.MsgspecError:
        return Search("not comparable", f"{here} cannot be read as evidence")
    if not sealed:
        return Search("not comparable", f"{here} is not as it was written")
    if past.comparison is None:
        return Search("first", f"{here} is of a version that kept no predictions to compare with")
    return past


def _whole(repo: Repo, branch: str, past: Past, champion: Champion) -> Search:
    """The champion with its predictions, where all that is kept of it belongs together."""
    from modelwright.evaluation.comparison.predictions import unpacked

    here = f"{champion.branch} at {champion.commit[:12]}"

    def unfit(fact: str) -> Search:
        return Search("not comparable", fact, champion)

    content = _bytes(repo, champion.commit, PREDICTIONS)
    if content is None:
        return unfit(f"{here} has no {PREDICTIONS}, which `modelwright evaluate` writes and a team commits")
    try:
        predictions = unpacked(content)
    except ValueError as error:
        return unfit(f"{PREDICTIONS} of {here} {error}")
    if past.comparison is None or predictions.digest != past.comparison.predictions:
        return unfit(f"{PREDICTIONS} of {here} holds other predictions than those of the model in its {EVALUATION}")
    trained = _bytes(repo, champion.commit, "reports/training.json")
    if trained is not None and _model_of(trained) not in {past.model, None}:
        return unfit(f"{EVALUATION} of {here} is of another model than its reports/training.json")
    if past.fingerprints is not None:
        foreign = differs(repo, champion.commit, past.fingerprints, past.environment)
        if foreign and differs(repo, branch, past.fingerprints, past.environment):
            return unfit(f"{EVALUATION} of {here} was measured with another {' and '.join(foreign)} than that branch's")
    return Search(None, "", champion, past.comparison, predictions)


def _branch(repo: Repo) -> str | Search:
    """The full name of the branch that holds the champion, or why there is none."""
    named = repo.spec.promises.champion.branch if repo.spec.promises.champion else None
    there = _refs(repo)
    main = next((one for one in _MAIN if one in there), None)
    if main == _MAIN[0]:
        main = (repo.git("symbolic-ref", "--quiet", main) or main).strip()
    if named is None:
        fact = "no branch `main` or `master` is here to read the champion from"
        return main or Search("not comparable", f"{fact}: fetch it (in CI with `fetch-depth: 0`), or set {KEY}")
    places = (f"refs/remotes/origin/{named}", f"refs/heads/{named}")
    found = next((one for one in places if one in there), None)
    if found is None:
        return Search("not comparable", f"{KEY} names {named!r}, and no such branch is here to read the champion from")
    if main is not None and main not in places and not _agreed(repo, main, named):
        return Search("not comparable", f"{KEY} names {named!r}, and {SPEC_NAME} of {_short(main)} does not")
    return found


def _short(branch: str) -> str:
    return branch.removeprefix("refs/").removeprefix("heads/").removeprefix("remotes/")


def _agreed(repo: Repo, main: str, named: str) -> bool:
    """Whether the main branch names the same branch, or somebody approved another: nobody picks an easy champion."""
    if any(one.covers(KEY) for one in repo.spec.approvals):
        return True
    document = _document(repo, main)
    promises = document.get("promises")
    table = promises.get("champion") if isinstance(promises, dict) else None
    return isinstance(table, dict) and table.get("branch") == named


def _waived(repo: Repo, commit: str) -> bool:
    """Whether somebody lifted the promise when a model was committed."""
    waivers = _document(repo, commit).get("waivers")
    return isinstance(waivers, list) and any(isinstance(w, dict) and w.get("lifts") == "champion" for w in waivers)


def _document(repo: Repo, commit: str) -> dict[str, object]:
    try:
        return parsed(repo.git("show", f"{commit}:./{SPEC_NAME}") or "")
    except NotToml:
        return {}


def _refs(repo: Repo) -> set[str]:
    return set((repo.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes/origin") or "").split())


def _bytes(repo: Repo, commit: str, path: str) -> bytes | None:
    shown = repo.git("show", f"{commit}:./{path}")
    return None if shown is None else shown.encode("utf-8", "surrogateescape")


def _model_of(training: bytes) -> str | None:
    try:
        found = msgspec.json.decode(training)
    except msgspec.MsgspecError:
        return None
    return str(found["model"]) if isinstance(found, dict) and "model" in found else None
