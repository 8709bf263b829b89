"""Two graphs told apart, entity by entity."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from diplograph.publishing.diff.difference import Kind, differences, patch
from helpers import quads

VISIT = """
<id/visit/one> a dg:Visit ; dg:date "1996-05"^^edtf:EDTF ; rdfs:label "One"@en , "واحدة"@ar ; dg:rank 1 .
<id/state/ruritania> a dg:State ; dg:value 1.50 .
"""


def test_same_graph() -> None:
    assert differences(quads(VISIT), list(reversed(quads(VISIT)))) == []


def test_added_removed_changed() -> None:
    after = (
        VISIT.replace("1996-05", "1996-05-07").replace('"واحدة"@ar', '"الأولى"@ar').replace("; dg:rank 1", "")
    )
    after = after.replace("id/state/ruritania", "id/state/freedonia")
    added, removed, changed = differences(quads(VISIT), quads(after))
    assert (str(added.entity).endswith("state/freedonia>"), added.kind) == (True, Kind.ADDED)
    assert (str(removed.entity).endswith("state/ruritania>"), removed.kind) == (True, Kind.REMOVED)
    assert len(added.added) == len(removed.removed) == 2
    assert changed.kind is Kind.CHANGED
    assert [(old.object.value, new.object.value) for old, new in changed.changed] == [  # type: ignore[union-attr]
        ("واحدة", "الأولى"),
        ("1996-05", "1996-05-07"),
    ]
    assert [quad.object.value for quad in changed.removed] == ["1"]  # type: ignore[union-attr]
    assert changed.added == ()


def test_value_written_otherwise() -> None:
    after = quads(VISIT.replace("1.50", "1.5"))
    [change] = differences(quads(VISIT), after)
    assert [(old.object.value, new.object.value) for old, new in change.rewritten] == [("1.50", "1.5")]  # type: ignore[union-attr]
    assert (change.changed, change.added, change.removed) == ((), (), ())
    assert differences(quads(VISIT), after, by_value=True) == []


def test_labels_of_two_languages_do_not_take_each_others_place() -> None:
    one, other = ('<id/x> rdfs:label "A"@en .', '<id/x> rdfs:label "أ"@ar .')
    [change] = differences(quads(one), quads(other))
    assert len(change.added) == len(change.removed) == 1
    assert change.changed == ()


def test_blank_nodes_are_known_by_what_they_say() -> None:
    ring = "<id/x> dg:value [ dg:rank 1 ; dg:value [ dg:rank 2 ] ] . <id/y> dg:value [ dg:rank 1 ] ."
    assert differences(quads(ring), quads(ring)) == []
    [change] = differences(quads(ring), quads(ring.replace("2", "3")))
    assert str(change.entity).endswith("id/x>")
    assert [(old.object.value, new.object.value) for old, new in change.changed] == [("2", "3")]  # type: ignore[union-attr]
    assert (change.added, change.removed) == ((), ())
    [way] = change.ways.values()
    assert [str(step).rpartition("#")[2] for step in way] == ["value>", "value>"]


def test_rings_of_blank_nodes() -> None:
    assert (
        differences(
            quads("_:a dg:value _:b . _:b dg:value _:a ."), quads("_:x dg:value _:y . _:y dg:value _:x .")
        )
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("_:a dg:value _:a .", "_:a dg:value _:b ."),
        ("_:a dg:value _:b . _:b dg:value _:c . _:c dg:value _:a .", "_:a dg:value _:b . _:b dg:value _:a ."),
        ("<id/x> dg:value _:a . <id/y> dg:value _:a .", "<id/x> dg:value [] . <id/y> dg:value [] ."),
        ("<id/x> dg:value [ dg:rank 1 ] , [ dg:rank 1 ] .", "<id/x> dg:value [ dg:rank 1 ] ."),
        ("[] dg:rank 1 . [] dg:rank 1 .", "[] dg:rank 1 ."),
        ("<id/x> dg:value ( 1 2 ) .", "<id/x> dg:value ( 2 1 ) ."),
        (
            "<id/x> dg:value <<( _:a dg:rank 1 )>> . _:a dg:rank 2 .",
            "<id/x> dg:value <<( _:a dg:rank 1 )>> . _:b dg:rank 2 .",
        ),
        ("<id/x> dg:rank 1 ~ _:a . _:a dg:rank 2 .", "<id/x> dg:rank 1 ~ _:a {| dg:rank 3 |} ."),
    ],
)
def test_graphs_that_are_not_isomorphic_differ(one: str, other: str) -> None:
    assert differences(quads(one), quads(one)) == differences(quads(other), quads(other)) == []
    assert differences(quads(one), quads(other))
    assert differences(quads(other), quads(one))


def test_what_a_blank_node_says_is_told_under_the_entity_that_leads_to_it() -> None:
    one = '<id/a> dg:value _:x . <id/b> dg:value _:x , [ dg:rank 7 ] . _:x dg:rank 1 ; dg:hedge "about" .'
    [change] = differences(quads(one), quads(one.replace("rank 1", "rank 2")))
    assert str(change.entity).endswith("id/a>")
    assert len(change.changed) == 1
    assert (change.added, change.removed) == ((), ())


def test_a_graph_may_be_named_by_a_blank_node() -> None:
    node = ox.NamedNode("http://example.org/n")
    one, other = (ox.Quad(node, node, ox.BlankNode(name), ox.BlankNode(name)) for name in "ab")
    assert differences([one], [other]) == []
    apart = ox.Quad(node, node, ox.BlankNode("a"), ox.BlankNode("b"))
    assert differences([one], [apart])


def test_graphs_count_where_both_have_them() -> None:
    node, one, two = (ox.NamedNode(f"http://example.org/{name}") for name in "abc")
    in_one, in_two, in_none = (
        ox.Quad(node, node, node, one),
        ox.Quad(node, node, node, two),
        ox.Quad(node, node, node),
    )
    [change] = differences([in_one], [in_two])
    assert (change.added, change.removed) == ((in_two,), (in_one,))
    assert differences([in_one], [in_none]) == []


def test_patch() -> None:
    lines = list(patch(differences(quads("<id/x> dg:rank 1 , 3 ."), quads("<id/x> dg:rank 2 , 3 ."))))
    x, rank = "<https://w3id.org/diplograph/id/x>", "<https://w3id.org/diplograph/ontology#rank>"
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert lines == [
        "TX .\n",
        f'D {x} {rank} "1"^^{integer} .\n',
        f'A {x} {rank} "2"^^{integer} .\n',
        "TC .\n",
    ]
