"""The sabotages: every module here has some, and a page of the guide lists them."""

import importlib
import pkgutil

from tests.controls.sabotage import Sabotage


def catalogue() -> list[Sabotage]:
    """All of them, by module and then in the order in which they are written."""
    modules = sorted(one.name for one in pkgutil.iter_modules(__path__))
    return [one for name in modules for one in importlib.import_module(f"{__name__}.{name}").SABOTAGES]
