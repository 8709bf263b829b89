"""Files of networks: GraphML, GEXF and DOT, written as the network is read, the nodes first.

Sources: http://graphml.graphdrawing.org/specification.html (read by Gephi, yEd, igraph and NetworkX);
https://gexf.net/, whose schema 1.3 has the times of Gephi's timeline; https://graphviz.org/doc/info/lang.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Final

from diplograph.base.xml import attribute, text
from diplograph.publishing.formats.networks import Edge, Node, attributes, label_of, read_network
from diplograph.publishing.formats.statements import Tell
from diplograph.questions.graph import Graph
from diplograph.sources.project import Project

_OF_EDGES: Final = ("fact", "passages")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write_graphml(
    project: Project, out: IO[bytes], *, network: str = "everything", tell: Tell | None = None
) -> None:
    """Write a network as GraphML."""
    read = read_network(Graph(project), network, tell)
    languages = project.languages
    own = ("kind", *_labels(languages), "date", "start", "end")
    out.write(_HEAD.encode())
    for kind, names in (("node", own), ("edge", (*own, *_OF_EDGES))):
        for name in names:
            key = f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="string"/>\n'
            out.write(key.encode())
    out.write(b'<graph edgedefault="directed">\n')
    for node in read.nodes():
        out.write(f'<node id="{attribute(node.id)}">{_data(node, "n", languages)}</node>\n'.encode())
    known: dict[str, str] = {}
    for number, edge in enumerate(read.edges()):
        # Edges of one kind share what is told of them, unless they are of a fact.
        data = _data(edge, "e", languages) if edge.fact else known.get(edge.kind)
        if data is None:
            data = known[edge.kind] = _data(edge, "e", languages)
        ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        out.write(f'<edge id="{number}" {ends}>{data}</edge>\n'.encode())
    out.write(b"</graph>\n</graphml>\n")


def _labels(languages: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"label_{tag}" for tag in languages)


def _data(item: Node | Edge, prefix: str, languages: Sequence[str]) -> str:
    told = attributes(item, languages).items()
    return "".join(f'<data key="{prefix}_{name}">{text(value)}</data>' for name, value in told)


def write_gexf(
    project: Project,
    out: IO[bytes],
    *,
    network: str = "everything",
    language: str = "en",
    tell: Tell | None = None,
) -> None:
    """Write a network as GEXF 1.3; what has an earliest and a latest day is there between them."""
    read = read_network(Graph(project), network, tell)
    of_nodes = ("kind", *_labels(project.languages), "date")
    of_edges = (*of_nodes, *_OF_EDGES)
    shown = project.label_languages(language)
    out.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    for kind, names in (("node", of_nodes), ("edge", of_edges)):
        out.write(f'<attributes class="{kind}">\n'.encode())
        for number, name in enumerate(names):
            out.write(f'<attribute id="{number}" title="{name}" type="string"/>\n'.encode())
        out.write(b"</attributes>\n")
    out.write(b"<nodes>\n")
    for node in read.nodes():
        head = f'id="{attribute(node.id)}" label="{attribute(label_of(node, shown))}"{_times(node)}'
        out.write(f"<node {head}>{_values(node, of_nodes, project.languages)}</node>\n".encode())
    out.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(read.edges()):
        ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        head = f'id="{number}" {ends} kind="{attribute(edge.fact or edge.kind)}"'
        label = f' label="{attribute(label_of(edge, shown))}"{_times(edge)}'
        out.write(f"<edge {head}{label}>{_values(edge, of_edges, project.languages)}</edge>\n".encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")


def _times(item: Node | Edge) -> str:
    start = f' start="{attribute(item.start)}"' if item.start else ""
    return start + (f' end="{attribute(item.end)}"' if item.end else "")


def _values(item: Node | Edge, names: tuple[str, ...], languages: Sequence[str]) -> str:
    told = attributes(item, languages)
    values = [
        f'<attvalue for="{number}" value="{attribute(told[name])}"/>'
        for number, name in enumerate(names)
        if name in told
    ]
    return f"<attvalues>{''.join(values)}</attvalues>"


def write_dot(
    project: Project,
    out: IO[bytes],
    *,
    network: str = "everything",
    language: str = "en",
    tell: Tell | None = None,
) -> None:
    """Write a network as a directed graph of DOT."""
    read, shown = read_network(Graph(project), network, tell), project.label_languages(language)
    out.write(f"digraph {quoted(network)} {{\n".encode())
    for node in read.nodes():
        out.write(f"  {quoted(node.id)} [label={quoted(label_of(node, shown))}];\n".encode())
    for edge in read.edges():
        ends = f"{quoted(edge.source)} -> {quoted(edge.target)}"
        when = f" ({edge.date})" if edge.date else ""
        out.write(f"  {ends} [label={quoted(label_of(edge, shown) + when)}];\n".encode())
    out.write(b"}\n")


def quoted(text: str) -> str:
    r"""Write a text as a quoted string of DOT.

    Example:
        >>> quoted('say "so"')
        '"say \\"so\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")
    return f'"{escaped}"'.replace("\x00", "\ufffd")
