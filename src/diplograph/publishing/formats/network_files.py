"""Files of networks: GraphML, GEXF and DOT, written as the network is read, the nodes first.

Sources: http://graphml.graphdrawing.org/specification.html (read by Gephi, yEd, igraph and NetworkX);
https://gexf.net/, whose schema 1.3 has the times of Gephi's timeline; https://graphviz.org/doc/info/lang.html.
"""

from __future__ import annotations

from typing import IO, Final

from diplograph.base.xml import attribute, text
from diplograph.publishing.formats.networks import Edge, Node, attributes, label_of, read_network
from diplograph.publishing.formats.statements import Tell
from diplograph.questions.graph import Graph
from diplograph.sources.project import Project

_GRAPHML_NODE: Final = ("kind", "label_en", "label_ar", "date", "start", "end")
_GRAPHML_EDGE: Final = (*_GRAPHML_NODE, "fact", "passages")
_GEXF_NODE: Final = ("kind", "label_en", "label_ar", "date")
_GEXF_EDGE: Final = (*_GEXF_NODE, "fact", "passages")
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
    out.write(_HEAD.encode())
    for kind, names in (("node", _GRAPHML_NODE), ("edge", _GRAPHML_EDGE)):
        for name in names:
            key = f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="string"/>\n'
            out.write(key.encode())
    out.write(b'<graph edgedefault="directed">\n')
    for node in read.nodes():
        out.write(f'<node id="{attribute(node.id)}">{_data(node, "n")}</node>\n'.encode())
    known: dict[str, str] = {}
    for number, edge in enumerate(read.edges()):
        # Edges of one kind share what is told of them, unless they are of a fact.
        data = _data(edge, "e") if edge.fact else known.get(edge.kind)
        if data is None:
            data = known[edge.kind] = _data(edge, "e")
        ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        out.write(f'<edge id="{number}" {ends}>{data}</edge>\n'.encode())
    out.write(b"</graph>\n</graphml>\n")


def _data(item: Node | Edge, prefix: str) -> str:
    told = attributes(item).items()
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
    out.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    for kind, names in (("node", _GEXF_NODE), ("edge", _GEXF_EDGE)):
        out.write(f'<attributes class="{kind}">\n'.encode())
        for number, name in enumerate(names):
            out.write(f'<attribute id="{number}" title="{name}" type="string"/>\n'.encode())
        out.write(b"</attributes>\n")
    out.write(b"<nodes>\n")
    for node in read.nodes():
        head = f'id="{attribute(node.id)}" label="{attribute(label_of(node, language))}"{_times(node)}'
        out.write(f"<node {head}>{_values(node, _GEXF_NODE)}</node>\n".encode())
    out.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(read.edges()):
        ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        head = f'id="{number}" {ends} kind="{attribute(edge.fact or edge.kind)}"'
        label = f' label="{attribute(label_of(edge, language))}"{_times(edge)}'
        out.write(f"<edge {head}{label}>{_values(edge, _GEXF_EDGE)}</edge>\n".encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")


def _times(item: Node | Edge) -> str:
    start = f' start="{attribute(item.start)}"' if item.start else ""
    return start + (f' end="{attribute(item.end)}"' if item.end else "")


def _values(item: Node | Edge, names: tuple[str, ...]) -> str:
    told = attributes(item)
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
    read = read_network(Graph(project), network, tell)
    out.write(f"digraph {quoted(network)} {{\n".encode())
    for node in read.nodes():
        out.write(f"  {quoted(node.id)} [label={quoted(label_of(node, language))}];\n".encode())
    for edge in read.edges():
        ends = f"{quoted(edge.source)} -> {quoted(edge.target)}"
        when = f" ({edge.date})" if edge.date else ""
        out.write(f"  {ends} [label={quoted(label_of(edge, language) + when)}];\n".encode())
    out.write(b"}\n")


def quoted(text: str) -> str:
    r"""Write a text as a quoted string of DOT.

    Example:
        >>> quoted('say "so"')
        '"say \\"so\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")
    return f'"{escaped}"'.replace("\x00", "\ufffd")
