"""What several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplograph import names
from diplograph.project import Project, find


def open_project(options: argparse.Namespace) -> Project:
    """Find the project that the reader means.

    Raises:
        ProjectError: There is none.
    """
    return find(Path(options.project) if options.project else None)


def short(iri: str, project: Project) -> str:
    """Give the IRI of a node as people write it: ``visit/…``, ``dg:…``, or in full."""
    return names.short(iri, project.base)
