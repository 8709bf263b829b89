"""GEXF 1.3, with times: what has an earliest and a latest day is there from the one to the other.

Source: https://gexf.net/ and its schema 1.3, which Gephi reads; its timeline shows the network of a day.
"""

from __future__ import annotations

from typing import IO, Final

from diplograph.base.xml import attribute
from diplograph.publishing.formats.networks import Edge, Node, attributes, label_of, read_network
from diplograph.publishing.formats.statements import Tell
from diplograph.sources.project import Project

_NODE: Final = ("kind", "label_en", "label_ar", "date")
_EDGE: Final = (*_NODE, "fact", "passages")


def write_gexf(
    project: Project,
    out: IO[bytes],
    *,
    network: str = "everything",
    language: str = "en",
    tell: Tell | None = None,
) -> None:
    """Write a network as GEXF.

    Args:
        project: A project whose graph is built.
        out: Where to.
        network: One of `diplograph.publishing.formats.networks.NETWORKS`.
        language: The language of the labels that are shown; both stand among the attributes.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        OutputError: There is no such network.
        SourceError: The graph cannot be read.
    """
    read = read_network(project, network, tell)
    out.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b'<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        out.write(f'<attributes class="{kind}">\n'.encode())
        for number, name in enumerate(names):
            out.write(f'<attribute id="{number}" title="{name}" type="string"/>\n'.encode())
        out.write(b"</attributes>\n")
    out.write(b"<nodes>\n")
    for node in read.nodes():
        head = f'id="{attribute(node.id)}" label="{attribute(label_of(node, language))}"{_times(node)}'
        out.write(f"<node {head}>{_values(node, _NODE)}</node>\n".encode())
    out.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(read.edges()):
        ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        head = f'id="{number}" {ends} kind="{attribute(edge.fact or edge.kind)}"'
        label = f' label="{attribute(label_of(edge, language))}"{_times(edge)}'
        out.write(f"<edge {head}{label}>{_values(edge, _EDGE)}</edge>\n".encode())
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
