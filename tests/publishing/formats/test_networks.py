"""Networks as other programs read them: NetworkX, and a parser of XML."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from diplograph.base.errors import OutputError
from diplograph.publishing.formats.network_files import write_dot, write_gexf, write_graphml
from diplograph.publishing.formats.networks import NETWORKS, Edge, Network, Node, attributes, read_network
from diplograph.questions.graph import Graph
from diplograph.sources.project import Project
from diplograph.sparql.engine import ask, load_store
from published import schema

BASE = "https://w3id.org/diplograph/id/"
GEXF = "{http://gexf.net/1.3}"


def written(write: Any, project: Project, **options: Any) -> bytes:
    out = io.BytesIO()
    write(project, out, **options)
    return out.getvalue()


def assert_has_all_of(network: Network, read: Any) -> None:
    """Check that NetworkX has as many nodes and edges as a network."""
    numbers = (len(list(network.nodes())), len(list(network.edges())))
    assert (read.number_of_nodes(), read.number_of_edges()) == numbers


@pytest.mark.parametrize("name", NETWORKS)
def test_networkx_reads_graphml_back(name: str, world: Project) -> None:
    network = read_network(Graph(world), name)
    read = networkx.read_graphml(
        io.BytesIO(written(write_graphml, world, network=name)), force_multigraph=True
    )
    assert_has_all_of(network, read)
    for node in network.nodes():
        assert dict(read.nodes[node.id]) == {key: held(value) for key, value in attributes(node).items()}
    assert Counter(map(str, (d for *_, d in read.edges(data="kind")))) == Counter(
        e.kind for e in network.edges()
    )


def held(text: str) -> str:
    """Return a text as XML can hold it."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)


@pytest.mark.parametrize("name", NETWORKS)
def test_gexf_has_every_node_and_edge_with_its_times(name: str, world: Project) -> None:
    network = read_network(Graph(world), name)
    root = ElementTree.fromstring(written(write_gexf, world, network=name, language="ar"))
    nodes = {node.attrib["id"]: node.attrib for node in root.iter(f"{GEXF}node")}
    assert nodes.keys() == {node.id for node in network.nodes()}
    for node in network.nodes():
        told = nodes[node.id]
        assert (told.get("start", ""), told.get("end", "")) == (node.start, node.end)
    edges = list(network.edges())
    found = [
        (e.attrib["source"], e.attrib["target"], e.attrib.get("start", "")) for e in root.iter(f"{GEXF}edge")
    ]
    assert found == [(edge.source, edge.target, edge.start) for edge in edges]


def test_networkx_reads_gexf_back(built: Project, tmp_path: Any) -> None:
    path = tmp_path / "network.gexf"
    # NetworkX knows version 1.2 of the format, which has the same elements
    text = written(write_gexf, built, network="who-visits-whom").decode()
    path.write_text(
        text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"')
    )
    read = networkx.read_gexf(path)
    assert_has_all_of(read_network(Graph(built), "who-visits-whom"), read)
    assert read.nodes[f"{BASE}state/egypt"]["label_ar"] == "مصر"


def test_visits_are_those_of_the_graph(built: Project) -> None:
    """Each visit of a named state is one edge between states, each visit of a named visitor one from them."""
    answer: Any = ask(
        load_store(built.graph_file),
        "SELECT (COUNT(*) AS ?n) { ?v a dg:Visit ; dg:hostState ?h . { ?v dg:visitingState ?x } UNION { ?v dg:visitor ?x } }",
    )
    edges = list(read_network(Graph(built), "who-visits-whom").edges())
    assert len(edges) == int(answer.rows[0][0].value) > 17
    first = next(
        edge for edge in edges if edge.fact.endswith("nazarbayev-to-egypt-1993") and "/state/" in edge.source
    )
    assert first.target == f"{BASE}state/egypt"
    assert first.source == f"{BASE}state/kazakhstan"
    assert first.start <= "1993-12-31"
    assert first.passages.startswith("egypt-kazakhstan-relations#char=")


def test_dot_names_every_edge(world: Project) -> None:
    network = read_network(Graph(world))
    lines = written(write_dot, world, language="ar").decode().split("\n")
    assert sum(" -> " in line for line in lines) == len(list(network.edges()))
    assert lines[0] == 'digraph "everything" {'


def test_unknown_network_is_refused(built: Project) -> None:
    with pytest.raises(OutputError, match="unknown network 'none'; known are everything"):
        read_network(Graph(built), "none")


def test_networks_hold_what_the_questions_say(built: Project) -> None:
    """The questions were read against the document: see tests/queries."""
    graph = Graph(built)
    shared = {(row.one, row.other, row.shared) for row in graph.query("co-membership")}
    network = read_network(graph, "co-membership")
    names = {node.id: node.labels["en"] for node in network.nodes()}
    assert {(names[e.source], names[e.target], e.labels["en"]) for e in network.edges()} == shared
    assert len(list(network.edges())) == len(shared)
    network = read_network(graph, "who-visits-whom")
    names = {node.id: node.labels["en"] for node in network.nodes()}
    visits = Counter((names[edge.source], names[edge.target]) for edge in network.edges())
    asked = {(one, other): number for one, other, number in graph.query("who-visits-whom", people=True)}
    assert visits == asked
    assert asked.items() > {(one, other): n for one, other, n in graph.query("who-visits-whom")}.items()


LABELS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "\x00\x0b\x1f\x7f\x85\ufffe\uffff",
        "]]> <a b='c'> & \"q\" \\",
        "\r\n\t \u2028",
        "\u202eفريدونيا\U0001f600",
    ]
)


class OfLabels(NamedTuple):
    """A network whose every text is a label."""

    labels: list[str]

    def nodes(self) -> Iterator[Node]:
        for number, label in enumerate(self.labels):
            yield Node(f"urn:x:{number}", label, {"en": label, "ar": label}, date=label)

    def edges(self) -> Iterator[Edge]:
        for number, label in enumerate(self.labels):
            yield Edge(
                f"urn:x:{number}", "urn:x:0", "dg:x", {"en": label}, date=label, fact=label, passages=label
            )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(LABELS, min_size=1, max_size=4))
def test_any_label_is_read_back(labels: list[str], project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    network = OfLabels(labels)
    files = "diplograph.publishing.formats.network_files"
    with monkeypatch.context() as patch:
        patch.setattr(f"{files}.Graph", lambda _: None)
        patch.setattr(f"{files}.read_network", lambda *_: network)
        written = {}
        for write in (write_graphml, write_gexf, write_dot):
            write(project, out := io.BytesIO())
            written[write] = out.getvalue()
    read = networkx.read_graphml(io.BytesIO(written[write_graphml]), force_multigraph=True)
    assert_has_all_of(network, read)
    for node in network.nodes():
        assert dict(read.nodes[node.id]) == {key: held(value) for key, value in attributes(node).items()}
    root = ElementTree.fromstring(written[write_gexf])
    found = [node.attrib["label"] for node in root.iter(f"{GEXF}node")]
    assert found == [held(node.labels["en"] or node.kind) for node in network.nodes()]
    dot = written[write_dot].decode()
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', dot, re.DOTALL)
    assert len(strings) == 1 + 5 * len(
        labels
    )  # the graph; a node and its label; two ends of an edge and its label
    assert "\x00" not in dot


@pytest.mark.slow
@pytest.mark.parametrize("name", NETWORKS)
def test_gexf_is_of_its_schema(name: str, world: Project) -> None:
    validator = etree.XMLSchema(etree.parse(schema("gexf.xsd")))
    document = etree.fromstring(written(write_gexf, world, network=name))
    assert validator.validate(document), validator.error_log
