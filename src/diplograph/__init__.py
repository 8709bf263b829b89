"""diplograph: relations between states, as documents tell them, in a cited and validated graph.

Example:
    >>> import diplograph
    >>> graph = diplograph.open()
    >>> graph.project.base
    'https://w3id.org/diplograph/'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from diplograph.building.build import build as build
    from diplograph.errors import DiplographError as DiplographError
    from diplograph.graph import Graph as Graph
    from diplograph.graph import open as open
    from diplograph.project import Project as Project
    from diplograph.project import find as find

_PUBLIC = {
    "DiplographError": "diplograph.errors",
    "Graph": "diplograph.graph",
    "Project": "diplograph.project",
    "build": "diplograph.building.build",
    "find": "diplograph.project",
    "open": "diplograph.graph",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package stays quick."""
    if name in _PUBLIC:
        return getattr(importlib.import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
