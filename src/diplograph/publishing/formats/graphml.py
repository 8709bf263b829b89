"""GraphML, written as it is read: the nodes, then the edges.

Source: http://graphml.graphdrawing.org/specification.html. Gephi, yEd, igraph and NetworkX read it.
"""

from __future__ import annotations

from typing import IO, Final

from diplograph.base.xml import attribute, text
from diplograph.publishing.formats.networks import Edge, Network, Node, attributes, read_network
from diplograph.publishing.formats.statements import Tell
from diplograph.sources.project import Project

_NODE: Final = ("kind", "label_en", "label_ar", "date", "start", "end")
_EDGE: Final = (*_NODE, "fact", "passages")
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
    """Write a network as GraphML.

    Args:
        project: A project whose graph is built.
        out: Where to.
        network: One of `diplograph.publishing.formats.networks.NETWORKS`.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        OutputError: There is no such network.
        SourceError: The graph cannot be read.
    """
    write_network(read_network(project, network, tell), out)


def write_network(network: Network, out: IO[bytes]) -> None:
    """Write a network that is read as GraphML."""
    out.write(_HEAD.encode())
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            key = f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="string"/>\n'
            out.write(key.encode())
    out.write(b'<graph edgedefault="directed">\n')
    for node in network.nodes():
        out.write(f'<node id="{attribute(node.id)}">{_data(node, "n")}</node>\n'.encode())
    known: dict[str, str] = {}
    for number, edge in enumerate(network.edges()):
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
