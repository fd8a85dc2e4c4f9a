"""Runs verbs in a model repo, each time in a new process that has imported what they need already."""

import contextlib
import io
import multiprocessing
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_PRELOADED = ("tests.controls.imported",)


@dataclass(frozen=True)
class Answer:
    """What verbs said.

    Args:
        codes: the exit code of each verb that was run; after a wrong input, nothing else is.
        printed: all that they wrote.
    """

    codes: tuple[int, ...]
    printed: str

    @property
    def ids(self) -> set[str]:
        """The ids at the ends of the findings."""
        return set(re.findall(r"\[([a-z0-9_-]+)\]$", self.printed, flags=re.MULTILINE))


def run_verbs(root: Path, *verbs: str, themes: tuple[str, ...] | None = None) -> Answer:
    """Run verbs of the command line in a model repo.

    Args:
        root: the repository, which needs no environment: the library is that of the tests.
        verbs: such as `train` or `validate --challenge`.
        themes: the only themes of the evaluation that are measured; all of them by default.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_PRELOADED])
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_in_child, str(root), verbs, themes).result()


def _in_child(root: str, verbs: tuple[str, ...], themes: tuple[str, ...] | None) -> Answer:
    from modelwright.cli import main

    os.chdir(root)
    sys.path.insert(0, str(Path("src").resolve()))
    # Children share the cores with the other workers of the tests; threads of their own would wait for each other.
    import_module("threadpoolctl").threadpool_limits(1)
    if themes is not None:
        _measure_only(themes)
    codes, stream = [], _Kept()
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        for verb in verbs:
            codes.append(main(verb.split()))
            if codes[-1] > 1:
                break
    return Answer(tuple(codes), stream.getvalue())


def _measure_only(themes: tuple[str, ...]) -> None:
    from modelwright.evaluation import evaluate

    for theme in [*evaluate.MEASURES]:
        if theme not in themes:
            del evaluate.MEASURES[theme]
    if "remedies" not in themes:
        vars(import_module("modelwright.evaluation.remedies.measure"))["measure"] = lambda _ground, _evaluation: None


class _Kept(io.StringIO):
    """What is written, for readers of a console that is none."""

    def reconfigure(self, **_options: object) -> None:
        """A console is told how to show what it cannot; this one can show everything."""
