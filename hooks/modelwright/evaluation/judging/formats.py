"""How verdicts are shown, by the name of the format."""

from collections.abc import Callable

from modelwright.evaluation.judging.document import document
from modelwright.evaluation.judging.judgement import Judgement
from modelwright.evaluation.judging.junit import junit
from modelwright.evaluation.judging.text import text

FORMATS: dict[str, Callable[[Judgement], str]] = {"text": text, "json": document, "junit": junit}
