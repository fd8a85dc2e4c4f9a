"""The command line: verbs, parsed in milliseconds. Each imports its work when it is called."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from modelwright import __version__
from modelwright.errors import InputError, Refused

if TYPE_CHECKING:
    import argparse

    from modelwright.repo import Repo

STAGE_HELP = {
    "validate": "hold the data against the spec and the expectations",
    "train": "tune and fit the model, within the budget of the spec",
    "evaluate": "measure the model on the holdout, against its baselines",
    "gate": "judge the evidence against the promises of the spec",
    "report": "write the model card beside the evidence",
    "site": "build the site, strictly",
}


def parser() -> "argparse.ArgumentParser":
    """The parser of all verbs."""
    import argparse

    top = argparse.ArgumentParser(
        prog="modelwright",
        description="One standard for every model repository.",
        epilog="Exit codes: 0 fine; 1 a finding or a broken promise; 2 the input or the usage is wrong.",
    )
    top.add_argument("--version", action="version", version=f"modelwright {__version__}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    check = verbs.add_parser(
        "check",
        help="find what a model repository must not contain",
        epilog="Exit codes: 0 nothing found; 1 a finding; 2 the input or the usage is wrong; 3 a check failed itself.",
    )
    check.add_argument("paths", nargs="*", help="files and folders to check (default: the whole repository)")
    check.add_argument("--select", metavar="ID", action="append", default=[], type=_ids, help="run only these checks")
    check.add_argument("--ignore", metavar="ID", action="append", default=[], type=_ids, help="leave out these checks")
    check.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="how to show")
    check.add_argument("--fix", action="store_true", help="put right what needs no person to decide")
    check.add_argument("--explain", metavar="ID", help="print the page of a check")

    verbs.add_parser("run", help="validate, challenge, train, evaluate, gate, report and site, in turn")
    for name, summary in STAGE_HELP.items():
        stage = verbs.add_parser(name, help=summary)
        if name == "validate":
            _add_ways_to_validate(stage)
        if name == "gate":
            _add_ways_to_judge(stage)

    contract = verbs.add_parser(
        "contract", help="the contract about the data, as an Open Data Contract Standard document"
    )
    ways = contract.add_subparsers(dest="way", required=True, metavar="WAY")
    export = ways.add_parser("export", help="write the contract that spec and suite make")
    export.add_argument("contract", nargs="?", metavar="FILE", help="where to (default: the console)")
    taken = ways.add_parser("import", help="take over what a contract says: an expectation for each of its rules")
    taken.add_argument("contract", metavar="FILE", help="the contract")
    compared = ways.add_parser("compare", help="name the breaking changes between two contracts")
    compared.add_argument("before", metavar="BEFORE", help="a contract")
    compared.add_argument("after", metavar="AFTER", nargs="?", help="another (default: that of this repository)")

    extract = verbs.add_parser("extract", help="write the rows without what names a person, for sharing")
    extract.add_argument("target", metavar="FILE", help="the Parquet file to write")
    extract.add_argument(
        "--key",
        metavar="VARIABLE",
        default="MODELWRIGHT_EXTRACT_KEY",
        help="the environment variable of the secret key",
    )

    new = verbs.add_parser("new", help="generate a model repo, initialise git in it and make its first commit")
    new.add_argument("target", help="the folder to make; the model is called after it where that is possible")
    new.add_argument("--kit", metavar="URL", help="where the kit is: a path or a git URL (default: this checkout)")
    new.add_argument("--ref", help="the tag or commit of the kit (default: its newest tag)")
    new.add_argument(
        "-d", "--data", metavar="QUESTION=ANSWER", action="append", default=[], help="answer a question (repeatable)"
    )
    new.add_argument("--defaults", action="store_true", help="take the default of every question that is not answered")
    return top


def _add_ways_to_validate(validate: "argparse.ArgumentParser") -> None:
    ways = validate.add_mutually_exclusive_group()
    ways.add_argument("--propose", action="store_true", help="write a suite from the data and the spec, for review")
    ways.add_argument("--challenge", action="store_true", help="corrupt the data, and count what the suite notices")
    ways.add_argument("--scoring", metavar="FILE", help="hold rows that are to be scored against the suite")


def _add_ways_to_judge(gate: "argparse.ArgumentParser") -> None:
    gate.add_argument("--format", choices=("text", "json", "junit"), default="text", help="how to show the verdicts")
    gate.add_argument("--output", metavar="FILE", help="where to (default: the console)")


def _ids(value: str) -> list[str]:
    found = [part.strip() for part in value.split(",") if part.strip()]
    if not found:
        import argparse

        raise argparse.ArgumentTypeError("names no check")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Returns:
        0 fine; 1 a finding or a broken promise; 2 the input or the usage is wrong. The checks of a program do not
        return: taking apart all that was read would take longer than looking for what is wrong in it.
    """
    given = sys.argv[1:] if argv is None else list(argv)
    is_check = given[:1] == ["check"]
    if is_check:
        gc.disable()  # syntax trees hold no cycles; looking for some takes longer than the checks
    code = _run(given)
    if is_check and argv is None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _run(given: list[str]) -> int:
    paths = given[1:]
    # What hooks pass needs no parser, whose import takes as long as half of the checks of a file.
    is_plain = given[:1] == ["check"] and not any(one.startswith("-") for one in paths)
    arguments = None if is_plain else parser().parse_args(given)
    for stream in (sys.stdout, sys.stderr):
        # A narrow console encoding must not turn a report into a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        return _check(paths) if arguments is None else _dispatch(arguments)
    except Refused as refused:
        for finding in refused.findings:
            print(finding)
        return 1
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        if error.filename is None:
            raise  # a defect of ours, not a file of the user's
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("error: interrupted; what was there before is untouched", file=sys.stderr)
        return 130


def _check(paths: list[str]) -> int:
    from modelwright.checking.verb import check

    return check(paths)


def _dispatch(arguments: "argparse.Namespace") -> int:
    if arguments.verb == "check":
        from modelwright.checking.verb import check, explain

        if arguments.explain:
            return explain(arguments.explain)
        return check(
            arguments.paths,
            select=[one for named in arguments.select for one in named],
            ignore=[one for named in arguments.ignore for one in named],
            shown_as=arguments.format,
            fix=arguments.fix,
        )
    if arguments.verb == "new":
        from modelwright.upkeep.new import new

        new(
            arguments.target,
            kit=arguments.kit,
            ref=arguments.ref,
            answers=arguments.data,
            defaults=arguments.defaults,
        )
        return 0
    from modelwright.repo import Repo

    if arguments.verb not in _READS_ROWS:
        return _in_repo(Repo.find(), arguments)
    from modelwright.engines.damage import undamaged

    repo = Repo.find()
    with undamaged(repo):
        return _in_repo(repo, arguments)


# They read the rows by polars, which loads at once what it is asked for; the others need not wait for it.
_READS_ROWS = ("run", "validate", "challenge", "extract")


def _in_repo(repo: "Repo", arguments: "argparse.Namespace") -> int:
    if arguments.verb == "contract":
        from modelwright.contracts.verb import contract

        return contract(repo, arguments)
    if arguments.verb == "run":
        from modelwright.run import run

        run(repo)
        return 0
    from modelwright.progress import stage
    from modelwright.run import STAGES

    with stage(arguments.verb) as now:
        if arguments.verb == "extract":
            from modelwright.run import extract

            extract(repo, arguments.target, key=arguments.key, now=now)
        elif arguments.verb == "gate":
            from modelwright.run import gate

            gate(repo, now, shown_as=arguments.format, output=arguments.output)
        elif arguments.verb == "validate" and arguments.propose:
            from modelwright.proposals.verb import propose

            propose(repo, now)
        elif arguments.verb == "validate" and arguments.challenge:
            from modelwright.challenge.verb import challenge

            challenge(repo, now)
        elif arguments.verb == "validate" and arguments.scoring:
            from modelwright.expectations.scoring import validate_scoring

            validate_scoring(repo, arguments.scoring, now)
        else:
            STAGES[arguments.verb](repo, now)
    return 0
