"""Evidence as files: sealed JSON, written whole or not at all."""

import math
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from modelwright.errors import InputError
from modelwright.evidence.record import Record
from modelwright.files import write_whole

DIGITS = 6
SEAL = "digest"  # the key under which a file says what its other keys add up to

Evidence = TypeVar("Evidence", bound=Record)


def write_evidence(path: Path, evidence: Record) -> None:
    """Write evidence as JSON, sealed and atomically, with floats at six digits after the point."""
    plain = _rounded(msgspec.to_builtins(evidence, enc_hook=_python_number), at=path.stem)
    plain = msgspec.json.decode(msgspec.json.encode(plain))
    plain[SEAL] = seal(plain)
    write_whole(path, msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n")


def read_evidence(path: Path, kind: type[Evidence]) -> Evidence:
    """Read evidence back; raises InputError if it is missing, cut short, of another shape, or not as it was written."""
    try:
        raw = path.read_bytes()
        evidence = msgspec.json.decode(raw, type=kind)
    except FileNotFoundError as error:
        raise InputError(path, "no such evidence yet: `modelwright run` writes it") from error
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except msgspec.MsgspecError as error:
        raise InputError(path, f"no evidence of the kind {kind.__name__.lower()!r}: {error}") from error
    if not is_sealed(msgspec.json.decode(raw)):
        raise InputError(path, "is not as it was written: `modelwright run` writes it anew")
    return evidence


def seal(content: dict[str, Any]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of evidence, whatever its layout and without its seal."""
    import hashlib

    rest = {key: value for key, value in content.items() if key != SEAL}
    return hashlib.sha256(msgspec.json.encode(rest, order="sorted")).hexdigest()[:16]


def is_sealed(content: dict[str, Any]) -> bool:
    """Whether evidence is as it was written."""
    return content.get(SEAL) == seal(content)


def _python_number(value: Any) -> Any:
    """Numpy's scalars as Python's: a trial's settings come from scipy's distributions."""
    if hasattr(value, "item"):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} is not evidence")


def _rounded(value: Any, *, at: str) -> Any:
    """Floats at six digits. One that is not a number would become `null`, which nothing could read back."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(at, f"{value} was measured, which is not a finite number; nothing is written")
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner, at=f"{at}.{key}") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner, at=f"{at}[{index}]") for index, inner in enumerate(value)]
    return value
