"""diplograph: relations between states, as documents report them, in a cited and validated graph.

Example:
    >>> import diplograph
    >>> graph = diplograph.open()
    >>> graph.project.base
    'https://w3id.org/diplograph/'
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # as in `typing`, which takes as long to import as Python to start
if TYPE_CHECKING:
    from typing import Any

    from diplograph.base.errors import DiplographError as DiplographError
    from diplograph.interfaces.python import open as open
    from diplograph.questions.graph import Graph as Graph
    from diplograph.questions.graph import NameTaken as NameTaken
    from diplograph.snapshot.build import build as build
    from diplograph.sources.project import Project as Project
    from diplograph.sources.project import find as find

_PUBLIC = {
    "DiplographError": "diplograph.base.errors",
    "Graph": "diplograph.questions.graph",
    "NameTaken": "diplograph.questions.graph",
    "Project": "diplograph.sources.project",
    "build": "diplograph.snapshot.build",
    "find": "diplograph.sources.project",
    "open": "diplograph.interfaces.python",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package stays quick."""
    if name in _PUBLIC:
        import importlib

        return getattr(importlib.import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
