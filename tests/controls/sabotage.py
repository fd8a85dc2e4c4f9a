"""What a sabotage is: one thing that goes wrong in a model repo, and what must notice it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# What has to run again once something of a kind is broken.
DATA = ("validate",)
MODEL = ("train", "evaluate", "gate")
MEASURED = ("evaluate", "gate")
JUDGED = ("gate",)
CHECKED = ("check",)


@dataclass(frozen=True)
class Sabotage:
    """A sabotage.

    Args:
        name: what goes wrong, as a sentence begins: `The labels are shuffled`.
        why: how that comes about in a team's life.
        caught_by: the gate or check that must name the cause.
        do: breaks a model repo that was good.
        verbs: what a team runs next.
        task: of the model repo.
        themes: the only themes that are measured; none besides quality by default.
        let_pass_elsewhere: whether it is one of the seven defects that most other templates let pass.
    """

    name: str
    why: str
    caught_by: str
    do: Callable[[Path], None]
    verbs: tuple[str, ...] = MODEL
    task: str = "binary"
    themes: tuple[str, ...] = ()
    let_pass_elsewhere: bool = False

    @property
    def slug(self) -> str:
        """The name as an id of a test."""
        return "-".join(self.name.lower().replace("'", "").replace(",", "").split())
