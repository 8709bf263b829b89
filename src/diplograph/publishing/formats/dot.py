"""DOT, for Graphviz. Source: https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from typing import IO

from diplograph.publishing.formats.networks import label_of, read_network
from diplograph.publishing.formats.statements import Tell
from diplograph.sources.project import Project


def write_dot(
    project: Project,
    out: IO[bytes],
    *,
    network: str = "everything",
    language: str = "en",
    tell: Tell | None = None,
) -> None:
    """Write a network as a directed graph of DOT.

    Args:
        project: A project whose graph is built.
        out: Where to.
        network: One of `diplograph.publishing.formats.networks.NETWORKS`.
        language: The language of the labels.
        tell: Called from time to time with the bytes read and the bytes in all.

    Raises:
        OutputError: There is no such network.
        SourceError: The graph cannot be read.
    """
    read = read_network(project, network, tell)
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
