"""The formats of `diplograph export`: one line each.

A writer is named by ``module:function`` and imported when it is asked for. It is called with the project,
where to write, and those options that its line names. Where to is one of these:

- ``STREAM``: ``out: IO[bytes]``, written from beginning to end, so that it fits a pipe;
- ``FILE``: ``out: Path``, a path that does not exist yet;
- ``FOLDER``: the same, a folder that exists and is empty.

The options are these, and None of each is its default:

- ``graph``: the IRI of the one named graph to write; by default all, in formats of triples as their union;
- ``evidence``: ``rdf12`` writes evidence as reifiers of RDF 1.2;
- ``network``: one of `diplograph.publishing.formats.networks.NETWORKS`;
- ``language``: the language of the labels that are shown;
- ``spreadsheet``: whether cells that a spreadsheet would run as formulas are disarmed;
- ``tell``: called from time to time with the bytes read and the bytes in all.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any, Final, cast

from diplograph.base.errors import OutputError
from diplograph.base.messages import message
from diplograph.sources.project import Project


class Target(Enum):
    """What a format is written to."""

    STREAM = "stream"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that the graph can be exported in.

    Attributes:
        name: What it is called on the command line, and in the messages that say what it is.
        suffix: How its files end; empty for a folder.
        target: What it is written to.
        writer: ``module:function`` below this package.
        options: The options that the writer takes, of ``graph``, ``evidence``, ``tell`` and others.
    """

    name: str
    suffix: str
    target: Target
    writer: str
    options: frozenset[str] = frozenset({"tell"})

    def load(self) -> Callable[..., None]:
        """Return the writer."""
        module, _, function = self.writer.partition(":")
        loaded = importlib.import_module(f"diplograph.publishing.formats.{module}")
        return cast("Callable[..., None]", getattr(loaded, function))


_RDF12: Final = frozenset({"graph", "evidence", "tell"})
_RDF: Final = frozenset({"graph", "tell"})
_NETWORK: Final = frozenset({"network", "tell"})
_SHOWN: Final = frozenset({"network", "language", "tell"})
_TABLE: Final = frozenset({"spreadsheet", "tell"})

_ALL: Final = (
    Format("turtle", ".ttl", Target.STREAM, "pretty:write_turtle", _RDF12),
    Format("trig", ".trig", Target.STREAM, "pretty:write_trig", _RDF12),
    Format("ntriples", ".nt", Target.STREAM, "plain:write_ntriples", _RDF12),
    Format("nquads", ".nq", Target.STREAM, "plain:write_nquads", _RDF12),
    Format("json-ld", ".jsonld", Target.STREAM, "json_ld:write_json_ld", _RDF),
    Format("rdf-xml", ".rdf", Target.STREAM, "rdf_xml:write_rdf_xml", _RDF),
    Format("csv", "", Target.FOLDER, "csv_package:write_csv", _TABLE),
    Format("parquet", "", Target.FOLDER, "parquet:write_parquet"),
    Format("sqlite", ".db", Target.FILE, "sqlite:write_sqlite"),
    Format("dyad-years", ".csv", Target.STREAM, "dyad_years:write_dyad_years", _TABLE),
    Format("directed-dyad-years", ".csv", Target.STREAM, "dyad_years:write_directed_dyad_years", _TABLE),
    Format("graphml", ".graphml", Target.STREAM, "network_files:write_graphml", _NETWORK),
    Format("gexf", ".gexf", Target.STREAM, "network_files:write_gexf", _SHOWN),
    Format("dot", ".dot", Target.STREAM, "network_files:write_dot", _SHOWN),
    Format("neo4j", "", Target.FOLDER, "property_graphs:write_neo4j"),
    Format("neptune", "", Target.FOLDER, "property_graphs:write_neptune"),
)

FORMATS: Final[dict[str, Format]] = {format.name: format for format in _ALL}
"""The formats by name, in the order in which they are listed."""


def find_format(name: str) -> Format:
    """Return a format by name.

    Raises:
        OutputError: There is no format of that name.

    Example:
        >>> find_format("turtle").suffix
        '.ttl'
    """
    if name not in FORMATS:
        raise OutputError(message("error.unknown-format", name=name, known=", ".join(FORMATS)))
    return FORMATS[name]


def write(format: Format, project: Project, out: IO[bytes] | Path, **options: Any) -> None:
    """Write the graph of a project in a format; options of value None are those not given.

    Args:
        format: The format.
        project: A project whose graph is built.
        out: Where to, as the format's target says.
        options: See the module.

    Raises:
        SourceError: The graph cannot be read.
        OutputError: The format does not take an option or cannot hold the graph, there is no such graph or
            network, a library that it needs is not installed, or a database cannot be written.
        OSError: A file cannot be written.
    """
    given = {name: value for name, value in options.items() if value is not None}
    for name in sorted(given.keys() - format.options - {"tell"}):
        able = ", ".join(other.name for other in FORMATS.values() if name in other.options)
        raise OutputError(message("error.no-such-option", format=format.name, option=name, able=able))
    format.load()(project, out, **{name: value for name, value in given.items() if name in format.options})
