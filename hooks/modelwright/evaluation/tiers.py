"""Which themes a model must answer for, by its risk tier."""

from modelwright.spec import Risk, Spec

_MINIMAL = {"comparison", "leaks", "reproducibility"}
_LIMITED = {"slices", "fairness", "calibration", "decision", "behaviour", "robustness", "learning", "remedies"}
_HIGH = {"efficiency", "privacy", "importance"}
MANDATORY: dict[Risk, set[str]] = {
    "minimal": _MINIMAL,
    "limited": _MINIMAL | _LIMITED,
    "high": _MINIMAL | _LIMITED | _HIGH,
}
# The themes whose table in the spec has another name.
_TABLES = {"comparison": "champion"}


def is_asked(spec: Spec, theme: str) -> bool:
    """Whether a theme is measured and judged: by its risk tier, or because the spec promises something of it."""
    return theme in MANDATORY[spec.model.risk] or getattr(spec.promises, _TABLES.get(theme, theme), None) is not None
