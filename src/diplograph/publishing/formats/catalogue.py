"""The formats of `diplograph export`: one line each.

A writer is named by ``module:function`` and imported when it is asked for. It is called with the project,
where to write, and those options that its line names:

- ``STREAM``: ``write(project, out: IO[bytes], *, …)``, from beginning to end, so it fits a pipe;
- ``FILE``: ``write(project, out: Path, *, …)``, a path that does not exist yet;
- ``FOLDER``: the same, a folder that exists and is empty.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any, Final, cast

from diplograph.base.errors import OutputError
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
        name: What it is called on the command line.
        summary: What it is, by language.
        suffix: How its files end; empty for a folder.
        target: What it is written to.
        writer: ``module:function`` below this package.
        options: The options that the writer takes, of ``graph``, ``evidence``, ``tell`` and others.
    """

    name: str
    summary: dict[str, str]
    suffix: str
    target: Target
    writer: str
    options: frozenset[str] = frozenset({"tell"})

    def load(self) -> Callable[..., None]:
        """Give the writer."""
        module, _, function = self.writer.partition(":")
        loaded = importlib.import_module(f"diplograph.publishing.formats.{module}")
        return cast("Callable[..., None]", getattr(loaded, function))


def _format(
    name: str, en: str, ar: str, suffix: str, target: Target, writer: str, options: str = "tell"
) -> Format:
    return Format(name, {"en": en, "ar": ar}, suffix, target, writer, frozenset(options.split()))


_RDF12: Final = "graph evidence tell"
_RDF: Final = "graph tell"

_ALL: Final = (
    _format(
        "turtle",
        "RDF made for reading and for diffs; the union of the graphs, or one",
        "بيانات RDF مرتبة للقراءة والمقارنة، باتحاد المخططات أو بواحد منها",
        ".ttl",
        Target.STREAM,
        "pretty:write_turtle",
        _RDF12,
    ),
    _format(
        "trig",
        "the same with the named graphs",
        "مثله مع المخططات المسماة",
        ".trig",
        Target.STREAM,
        "pretty:write_trig",
        _RDF12,
    ),
    _format(
        "ntriples",
        "RDF, a triple a line, sorted; the union of the graphs, or one",
        "بيانات RDF، لكل ثلاثية سطر، مرتبة، باتحاد المخططات أو بواحد منها",
        ".nt",
        Target.STREAM,
        "plain:write_ntriples",
        _RDF12,
    ),
    _format(
        "nquads",
        "the same with the named graphs: what build made",
        "مثله مع المخططات المسماة، وهو ما ينتجه البناء",
        ".nq",
        Target.STREAM,
        "plain:write_nquads",
        _RDF12,
    ),
    _format(
        "json-ld",
        "JSON with readable keys and a context, a node a line",
        "بصيغة JSON بمفاتيح مقروءة وسياق، لكل عقدة سطر",
        ".jsonld",
        Target.STREAM,
        "json_ld:write_json_ld",
        _RDF,
    ),
    _format(
        "rdf-xml",
        "RDF/XML, for tools that read nothing else",
        "بصيغة RDF/XML للأدوات التي لا تقرأ سواها",
        ".rdf",
        Target.STREAM,
        "rdf_xml:write_rdf_xml",
        _RDF,
    ),
    _format(
        "csv",
        "tables: a CSV file for each class, with a data package descriptor",
        "جداول: ملف CSV لكل صنف، مع واصف حزمة البيانات",
        "",
        Target.FOLDER,
        "csv_package:write_csv",
    ),
    _format(
        "parquet",
        "tables: a Parquet file for each class",
        "جداول: ملف Parquet لكل صنف",
        "",
        Target.FOLDER,
        "parquet:write_parquet",
    ),
    _format(
        "sqlite",
        "tables: a SQLite database, a table for each class",
        "جداول: قاعدة بيانات SQLite، لكل صنف جدول",
        ".db",
        Target.FILE,
        "sqlite:write_sqlite",
    ),
    _format(
        "dyad-years",
        "a CSV row for two states and a year: visits each way, treaties, relations, trade, passages",
        "لكل دولتين وسنة سطر CSV: الزيارات في الاتجاهين والمعاهدات والعلاقات والتجارة والمقاطع",
        ".csv",
        Target.STREAM,
        "dyad_years:write_dyad_years",
    ),
    _format(
        "graphml",
        "a network for Gephi, yEd, igraph and NetworkX, labelled in both languages",
        "شبكة لبرامج Gephi وyEd وigraph وNetworkX، بتسميات باللغتين",
        ".graphml",
        Target.STREAM,
        "graphml:write_graphml",
        "network tell",
    ),
    _format(
        "gexf",
        "a network with times, for Gephi's timeline",
        "شبكة بأزمنتها، لخط الزمن في Gephi",
        ".gexf",
        Target.STREAM,
        "gexf:write_gexf",
        "network language tell",
    ),
    _format(
        "dot",
        "a network for Graphviz",
        "شبكة لبرنامج Graphviz",
        ".dot",
        Target.STREAM,
        "dot:write_dot",
        "network language tell",
    ),
    _format(
        "neo4j",
        "a property graph: CSV for neo4j-admin database import",
        "مخطط خصائص: ملفات CSV لأداة neo4j-admin",
        "",
        Target.FOLDER,
        "property_graphs:write_neo4j",
    ),
    _format(
        "neptune",
        "a property graph: CSV for Neptune's bulk loader, openCypher",
        "مخطط خصائص: ملفات CSV لمحمّل Neptune بصيغة openCypher",
        "",
        Target.FOLDER,
        "property_graphs:write_neptune",
    ),
)

FORMATS: Final[dict[str, Format]] = {format.name: format for format in _ALL}
"""The formats by name, in the order in which they are listed."""


def find_format(name: str) -> Format:
    """Give a format by name.

    Raises:
        OutputError: There is none of that name.

    Example:
        >>> find_format("turtle").suffix
        '.ttl'
    """
    if name not in FORMATS:
        raise OutputError(f"unknown format {name!r}; known are {', '.join(FORMATS)}")
    return FORMATS[name]


def write(format: Format, project: Project, out: IO[bytes] | Path, **options: Any) -> None:
    """Write the graph of a project in a format; options of value None are those not given.

    Raises:
        OutputError: The format does not take an option.
        DiplographError: As the writer does.
    """
    given = {name: value for name, value in options.items() if value is not None}
    for name in sorted(given.keys() - format.options - {"tell"}):
        able = ", ".join(other.name for other in FORMATS.values() if name in other.options)
        raise OutputError(f"{format.name} takes no --{name}; these do: {able}")
    format.load()(project, out, **{name: value for name, value in given.items() if name in format.options})
