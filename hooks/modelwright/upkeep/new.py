"""Generates a model repo: Copier, then git, or nothing at all."""

import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from modelwright.errors import InputError
from modelwright.progress import say
from modelwright.repo import Repo
from modelwright.standard.answers import Answers

# The shape of a model's name; what else it must not be is for copier.yml to say.
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_REFUSED_ANSWER = re.compile(
    r"(?:Validation error for question|Invalid choice for) '(?P<question>\w+)': (?P<fact>.*)", re.DOTALL
)
QUESTIONS = ("project_name", "task", "description", "team", "contact", "risk", "serving", "code_host")


def new(target: str, *, kit: str | None, ref: str | None, answers: Sequence[str], defaults: bool) -> Path:
    """Generate a model repo, initialise git in it and make its first commit.

    The repository is rendered beside its target and moved into place whole, so a failure leaves nothing behind.

    Args:
        target: the folder to make.
        kit: where the kit is, as Copier understands it; by default the checkout that this module is part of.
        ref: the tag or commit of the kit; by default its newest tag.
        answers: `question=answer`, for each question that is not to be asked.
        defaults: take the default of every other question.

    Returns:
        The folder.

    Raises:
        InputError: a target that is not empty or cannot be written, an impossible answer, no git identity, or a kit
            that cannot be found; nothing has been written then.
    """
    folder = Path(target).resolve()
    _refuse_target(folder)
    data = _parsed(answers)
    _require_identity()
    source = kit or str(_own_checkout())
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise InputError(folder.parent, f"cannot be written to: {error.strerror}") from error
    try:
        rendered = draft / folder.name
        _render(source, rendered, ref=ref, data=data, defaults=defaults)
        _commit(rendered)
        if folder.is_dir():
            folder.rmdir()
        rendered.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    say(f"generated {folder}")
    return folder


def _refuse_target(folder: Path) -> None:
    try:
        if folder.is_dir() and any(folder.iterdir()):
            answers = Answers.of(Repo(folder))
            source = answers.source if answers is not None else ""
            holds = f"it holds a repository that was generated from {source}" if source else "it is left untouched"
            raise InputError(folder, f"the folder is not empty: {holds}")
    except PermissionError as error:
        raise InputError(folder, "cannot be read: permission denied") from error
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file, not a folder")


def _parsed(answers: Sequence[str]) -> dict[str, str]:
    data = {}
    for answer in answers:
        question, separator, value = answer.partition("=")
        if not separator:
            raise InputError("--data", f"{answer!r} is not QUESTION=ANSWER")
        if question not in QUESTIONS:
            raise InputError("--data", f"no question is called {question!r}; there are {', '.join(QUESTIONS)}")
        data[question] = value
    return data


def _require_identity() -> None:
    """The first commit needs an author: git says in one line whom it would name."""
    if not shutil.which("git"):
        raise InputError("git", "not found on the PATH; install it")
    # Asked from outside any repository: the new one will not have the local settings of this one.
    with tempfile.TemporaryDirectory() as outside:
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            answer = subprocess.run(["git", "var", who], cwd=outside, capture_output=True, text=True, check=False)
            if answer.returncode:
                fact = "no identity for the first commit: set it with `git config --global user.name` and `user.email`"
                raise InputError("git", fact)


def _own_checkout() -> Path:
    root = Path(__file__).resolve().parents[3]
    if not (root / "copier.yml").is_file():
        raise InputError("--kit", "say where the kit is: this installation is not a checkout of it")
    return root


def _render(source: str, rendered: Path, *, ref: str | None, data: dict[str, Any], defaults: bool) -> None:
    from copier import run_copy
    from copier.errors import CopierError, DirtyLocalWarning, UserMessageError
    from plumbum.commands.processes import ProcessExecutionError

    if ref is None and "://" not in source and Path(source).is_dir():
        source = str(Path(source).resolve())
    with warnings.catch_warnings():
        # A draft commit of uncommitted changes exists nowhere else, so nothing could ever resolve it.
        warnings.simplefilter("error", DirtyLocalWarning)
        try:
            run_copy(
                source,
                rendered,
                data=data,
                user_defaults={"project_name": rendered.name} if _NAME.fullmatch(rendered.name) else {},
                vcs_ref=ref,
                defaults=defaults,
                quiet=True,
            )
        except DirtyLocalWarning as error:
            raise InputError(source, "the kit has uncommitted changes: commit them, or name a --ref") from error
        except ProcessExecutionError as error:
            said = (error.stderr or "").splitlines()
            fact = next((line for line in said if line.startswith("fatal: ")), "fatal: git failed")
            raise InputError(source, f"the kit cannot be fetched: {fact.removeprefix('fatal: ')}") from error
        except (CopierError, UserMessageError, ValueError) as error:
            raise _as_input_error(error, source) from error


def _as_input_error(error: Exception, source: str) -> InputError:
    """Copier's words, at the place that the user can change: the answer to a question, or the kit."""
    refused = _REFUSED_ANSWER.match(str(error))
    if refused:
        return InputError(f"--data {refused['question']}", refused["fact"])
    return InputError(source, str(error))


def _commit(rendered: Path) -> None:
    """Make the first commit, without the hooks and signatures of the machine."""
    answers = Answers.of(Repo(rendered))
    ref = answers.version if answers is not None else ""
    for arguments in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", f"Generate from Modelwright {ref}"],
    ):
        subprocess.run(["git", *arguments], cwd=rendered, check=True)
