"""The verdicts as JUnit's XML, which the pipelines of GitLab, GitHub and Jenkins show as tests.

It keeps to what all of them read: the schema of Jenkins' xUnit plug-in, `junit-10.xsd`.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from modelwright.evaluation.judging.judgement import Judged, Judgement

# The readers know passed, failed and skipped; a promise that nobody could decide or that is lifted did not pass.
_SKIPPED = {"undecided", "waived"}


def junit(judged: Judgement) -> str:
    """A suite for each theme, a case for each promise; without times, so that the same verdicts are the same bytes."""
    counts = judged.counts
    root = ET.Element("testsuites", name="modelwright gate", tests=_number(judged.rows), failures=str(counts["broken"]))
    root.set("errors", "0")
    for theme in dict.fromkeys(one.theme for one in judged.rows):
        root.append(_suite(judged, theme, [one for one in judged.rows if one.theme == theme]))
    ET.indent(root)
    shown = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{shown}\n'


def _suite(judged: Judgement, theme: str, found: list[Judged]) -> ET.Element:
    outcomes = [one.verdict.outcome for one in found]
    suite = ET.Element("testsuite", name=f"modelwright.{theme}", tests=_number(found))
    suite.set("failures", str(outcomes.count("broken")))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(one in _SKIPPED for one in outcomes)))
    for one in found:
        suite.append(_case(judged, one))
    return suite


def _case(judged: Judgement, one: Judged) -> ET.Element:
    verdict = one.verdict
    case = ET.Element("testcase", name=_legal(verdict.gate), classname=f"modelwright.{one.theme}", time="0")
    if verdict.outcome == "broken":
        place = f"{judged.spec_path}:{one.line}: {verdict.fact} [{verdict.gate}]\n{one.page}"
        failure = ET.SubElement(case, "failure", type="broken", message=_legal(verdict.fact))
        failure.text = _legal(place)
    elif verdict.outcome in _SKIPPED:
        reason = f"{verdict.outcome} {verdict.waived}: " if verdict.waived else f"{verdict.outcome}: "
        ET.SubElement(case, "skipped", type=verdict.outcome, message=_legal(reason + verdict.fact))
    out = ET.SubElement(case, "system-out")
    out.text = _legal(f"promised: {verdict.promised}\nmeasured: {verdict.measured}\n{one.page}")
    return case


def _number(found: Sequence[Judged]) -> str:
    return str(len(found))


def _legal(text: str) -> str:
    """With the characters that no XML may hold written out, even escaped: the name of a column may have any."""
    return "".join(one if _is_legal(one) else one.encode("unicode_escape", "surrogatepass").decode() for one in text)


def _is_legal(one: str) -> bool:
    return one in "\t\n\r" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one >= "\U00010000"
