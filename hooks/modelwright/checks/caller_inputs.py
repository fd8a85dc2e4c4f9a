"""A workflow is called with inputs or secrets that it does not take.

## What it does

Compares what a job with `uses: .../.github/workflows/x.yml` passes with what the called workflow declares. It reports
an input or a secret that is not declared, one that is required and not passed, and a value of another type. A number
for which a string is wanted is reported where it would arrive changed, as `3.10` does as `3.1`. A called workflow that
is not there, or that has no trigger `workflow_call`, is reported too.

It knows the workflows of the same repository and those that the kit lends. `secrets: inherit` is reported for every
workflow of another repository, known or not.

## Why it matters

GitHub refuses the whole workflow file, and no job of it runs. A misspelt input is found after the push, if anybody
looks. Inherited secrets give everything that the repository and its organisation hold to code that is kept elsewhere.

## How to fix it

The finding names the input or secret. Write it as the called workflow declares it, and quote what is meant as text. An
expression, `${{ ... }}`, may be of any type. Hand over each secret by name, and none that the workflow does not
declare.

## Reference

GitHub Docs, "Reuse workflows": passing inputs and secrets to a reusable workflow.
"""

from collections.abc import Iterator
from typing import Any

from modelwright.finding import Finding
from modelwright.sources import Yaml
from modelwright.standard.nodes import fields, kind_of, text_of
from modelwright.standard.workflows import FOLDER, Call, Contract, Input, Uncallable, calls, contract, workflow

FAMILY = "standard"
MENTIONS = (FOLDER,)
_TYPES = ("string", "number", "boolean")
# What GitHub writes as text where a string is wanted.
_AS_TEXT = ("number", "boolean", "null")


def check(file: Yaml) -> Iterator[Finding]:
    """Each thing that is passed and not taken, or taken and not passed."""
    for call in calls(workflow(file)):
        try:
            called = contract(file.repo, call)
        except Uncallable as error:
            yield file.at_node(call.uses, str(error))
            continue
        if called is not None:
            yield from _inputs(file, call, called)
            yield from _secrets(file, call, called)
        if call.slug and text_of(call.value("secrets")) == "inherit":
            yield file.at_node(
                call.fields["secrets"][0], f"hands over every secret to {call.slug}{_only(call, called)}"
            )


def _inputs(file: Yaml, call: Call, called: Contract) -> Iterator[Finding]:
    given = call.value("with")
    if given is not None and given.id != "mapping" and kind_of(given) != "null":
        return
    declared = {name.lower(): (name, one) for name, one in called.inputs.items()}
    passed = {name.lower(): (key, value) for name, (key, value) in fields(given).items()}
    for lower, (key, value) in passed.items():
        if lower not in declared:
            yield file.at_node(key, f"passes {key.value!r}, which {call.name} does not take")
        elif fact := _mismatch(value, declared[lower][1], call.name):
            yield file.at_node(value, f"passes {key.value!r} as {fact}")
    for lower, (name, one) in declared.items():
        if one.required and lower not in passed:
            yield file.at_node(call.uses, f"does not pass {name!r}, which {call.name} requires")


def _mismatch(value: Any, wanted: Input, called: str) -> str:
    """How a value differs from the type that is wanted; empty where GitHub takes it as it is written."""
    kind = kind_of(value)
    if wanted.type not in _TYPES or kind == wanted.type or "${{" in text_of(value):
        return ""
    if wanted.type == "string" and kind in _AS_TEXT:
        arrives = _arriving(value.value) if kind == "number" else value.value
        return "" if arrives == value.value else f"the number {value.value}, which arrives as {arrives!r}"
    return f"{'nothing' if kind == 'null' else f'a {kind}'}, and {called} takes a {wanted.type}"


def _arriving(number: str) -> str:
    """A number as GitHub writes it when a string is wanted."""
    try:
        return f"{int(number, 0) if number.startswith(('0x', '0o')) else float(number):.15g}"
    except (ValueError, OverflowError):  # infinite, or not a number
        return number


def _secrets(file: Yaml, call: Call, called: Contract) -> Iterator[Finding]:
    given = call.value("secrets")
    if given is not None and given.id != "mapping" and kind_of(given) != "null":
        return  # inherited
    declared = {name.lower() for name in called.secrets}
    passed = {name.lower(): key for name, (key, _) in fields(given).items()}
    for lower, key in passed.items():
        if lower not in declared:
            yield file.at_node(key, f"hands over the secret {key.value!r}, which {call.name} does not take")
    for name, required in called.secrets.items():
        if required and name.lower() not in passed:
            yield file.at_node(call.uses, f"does not hand over the secret {name!r}, which {call.name} requires")


def _only(call: Call, called: Contract | None) -> str:
    """What the called workflow would be content with, where that is known."""
    if called is None:
        return ""
    return f", and {call.name} takes {'only ' + ', '.join(called.secrets) if called.secrets else 'none'}"
