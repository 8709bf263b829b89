"""What several commands share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.base import names
from diplograph.base.errors import OutputError
from diplograph.base.messages import Message, message, say
from diplograph.interfaces.cli import terminal
from diplograph.interfaces.cli.options import response_timeout

if TYPE_CHECKING:
    from diplograph.publishing.stores.store import Store
    from diplograph.sources.project import Project
    from diplograph.sparql.transport import Patience


def open_project(options: argparse.Namespace, *, own: bool = False, answers: bool = True) -> Project:
    """Find the project that the reader means, and say so if it is the shipped one.

    Args:
        options: The arguments of the command.
        own: Whether it must be a project of the reader's own, since it, or what is made of it, is written.
        answers: Whether the answer comes from its graph: otherwise nothing is said of where that is.

    Raises:
        ProjectError: There is no such project.
    """
    from diplograph.sources.project import find

    project = find(Path(options.project) if options.project is not None else None)
    if own:
        project.check_own()
    if answers and project.is_shipped and not options.quiet:
        terminal.note(say("project.shipped", options.lang))
    return project


def tell_name(options: argparse.Namespace) -> Callable[[Message], None]:
    """Return what reports an entity that was taken for a name, even to readers who want it quiet."""
    return lambda taken: terminal.note(taken.text(options.lang))


def output_path(name: str, project: Project) -> Path:
    """Return the path of an output that the reader names.

    Raises:
        OutputError: It lies among what the project is made of, and would take the place of that.
    """
    from diplograph.sources.project import SETTINGS

    path = Path(name)
    real = Path(os.path.realpath(path))
    inputs = (project.data, project.ontology, project.queries, project.root / SETTINGS)
    if any(real.is_relative_to(os.path.realpath(one)) for one in inputs):
        raise OutputError(message("error.own-input"), path=path)
    return path


def short(iri: str, project: Project) -> str:
    """Return the IRI of a node as people write it: ``visit/…``, ``dg:…``, or in full."""
    return names.short(iri, project.base)


def progress_of(what: str, options: argparse.Namespace) -> Callable[[int, int], None] | None:
    """Return what shows on a terminal how far long work has got; None where nobody would see it.

    Args:
        what: The name of the work.
        options: The arguments of the command.
    """
    if options.quiet or not terminal.shows_progress():
        return None

    def tell(done: int, size: int) -> None:
        percent = 100 * done // size if size else 100
        terminal.progress(say("output.progress", options.lang, format=what, percent=percent))
        if done >= size:
            terminal.progress("")

    return tell


def patience_of(options: argparse.Namespace, say: Callable[[float], None] = lambda _: None) -> Patience:
    """Return how long to wait for an endpoint, how much to read and what to risk, as the options have it.

    Args:
        options: The arguments of a command that reads an endpoint or a store.
        say: Called before each wait, with its seconds.
    """
    from diplograph.sparql.transport import Patience

    return Patience(
        timeout=response_timeout(options),
        most_bytes=options.max_answer * 1_000_000,
        in_clear=options.credentials_in_clear,
        say=say,
    )


def open_store(url: str, project: Project, options: argparse.Namespace) -> Store:
    """Open a triple store for reading, at the address that the reader gives if that is one for queries.

    Raises:
        QueryError: The address is not an HTTP address, or there is no such preset.
        RemoteError: Nothing answers there.
    """
    from diplograph.publishing.stores.presets import Services, preset_named, services
    from diplograph.publishing.stores.store import Store, guess_preset

    patience = patience_of(options)
    preset = preset_named(options.preset) if options.preset else guess_preset(url, patience)
    addresses = services(preset, url)
    if url.endswith("/sparql"):  # where Virtuoso answers readers without credentials
        addresses = Services(url, addresses.update, addresses.graphs)
    return Store(preset, addresses, base=project.base, patience=patience)
