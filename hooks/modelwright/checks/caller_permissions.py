"""A workflow is called with fewer permissions than it asks for.

## What it does

Compares what a job with `uses: .../.github/workflows/x.yml` grants with what the called workflow and its jobs ask for,
and names what is lacking. A job grants what its own `permissions` say, or else those of its workflow. Where neither
says anything, the settings of the repository decide: then whatever goes beyond the token of a new repository is
reported, which reads contents and packages.

It knows the workflows of the same repository, also through several calls, and those that the kit lends.

## Why it matters

GitHub compares the two before it starts anything. If one scope is lacking, no job runs, not even those that have
nothing to do with it, and no check of the pull request says so. It is the commonest reason why a called workflow dies
at start.

## How to fix it

Write what is lacking under `permissions` of the job that calls, beside what it grants already: a scope that is not
listed there is granted to nobody. If the permission is more than you want to give, do not call that workflow.

## Reference

GitHub Docs, "Reusing workflow configurations": supported keywords, `jobs.<job_id>.permissions`.
"""

from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.sources import Yaml
from modelwright.standard.nodes import Fields, value_of
from modelwright.standard.permissions import RESTRICTED, lacking, stated
from modelwright.standard.workflows import FOLDER, Call, Uncallable, calls, contract, triggers, workflow

FAMILY = "standard"
MENTIONS = (FOLDER,)


def check(file: Yaml) -> Iterator[Finding]:
    """Each call that grants too little."""
    top = workflow(file)
    for call in calls(top):
        try:
            called = contract(file.repo, call)
        except Uncallable:
            continue  # `caller-inputs` speaks of it
        if called is not None:
            yield from _lacking(file, top, call, called.permissions)


def _lacking(file: Yaml, top: Fields, call: Call, asked: dict[str, str]) -> Iterator[Finding]:
    own, above = call.value("permissions"), value_of(top, "permissions")
    if own is None and above is None:
        if set(triggers(top)) == {"workflow_call"}:
            return  # whoever calls this workflow grants; what it asks for in turn is counted there
        if missing := lacking(RESTRICTED, asked):
            yield file.at_node(call.uses, f"states no permissions, and {call.name} asks for {_listed(missing)}")
        return
    granted = stated(own if own is not None else above)
    if granted is not None and (missing := lacking(granted, asked)):
        place = call.uses if own is None else call.fields["permissions"][0]
        yield file.at_node(place, f"does not grant {_listed(missing)}, which {call.name} asks for")


def _listed(missing: list[str]) -> str:
    return f"{', '.join(missing[:-1])} and {missing[-1]}" if missing[1:] else missing[0]
