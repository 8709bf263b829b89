"""Malformed shapes are refused in one line with file, line and shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import ShapesError, SourceError
from diplograph.base.names import SH
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import validate
from diplograph.shacl.graph import ShapesGraph
from diplograph.shacl.reading import read_shapes
from diplograph.shacl.vocabulary import Unknown
from shacl.engines import triples_of

HEAD = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
)
S = "e:S a sh:NodeShape ; sh:targetClass e:A ;\n"

BAD = {
    "property-shape-without-path": ("e:S a sh:PropertyShape ; sh:targetClass e:A .", 2, "without sh:path"),
    "node-shape-with-path": (S + " sh:path e:p .", 3, "cannot have sh:path"),
    "count-without-path": (S + " sh:minCount 1 .", 3, "needs a property shape"),
    "misspelt-parameter": (S + " sh:property [ sh:path e:p ;\n sh:minCont 1 ] .", 4, "sh:minCont"),
    "unknown-component": (S + " sh:js e:x .", 3, "sh:js"),
    "ill-typed-count": (S + ' sh:property [ sh:path e:p ;\n sh:minCount "one"^^xsd:integer ] .', 4, "an integer"),
    "two-counts": (S + " sh:property [ sh:path e:p ;\n sh:minCount 1 , 2 ] .", 4, "more than once"),
    "text-as-class": (S + ' sh:class "x" .', 3, "needs an IRI"),
    "no-list": (S + " sh:in e:x .", 3, "needs a list"),
    "endless-list": (S + " sh:in _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
                     "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .", 3, "needs a list"),
    "no-path": (S + " sh:property [ sh:path [ sh:inversePat e:p ] ; sh:minCount 1 ] .", 3, "not a property path"),
    "no-shape": (S + ' sh:node "x" .', 3, "is no shape"),
    "shape-of-nothing": (S + " sh:node e:T .", 3, "is not described"),
    "node-of-a-property-shape": (S + " sh:node e:T .\ne:T sh:path e:p ; sh:minCount 1 .", 3, "needs a node shape"),
    "recursion": (S + " sh:property [ sh:path e:p ; sh:node e:S ] .", 2, "refers to itself"),
    "no-regular-expression": (S + ' sh:pattern "(" .', 3, "not a regular expression: it is malformed"),
    "qualified-without-count": (S + " sh:property [ sh:path e:p ; sh:qualifiedValueShape [ sh:class e:B ] ] .", 3,
                                "needs sh:qualifiedMinCount"),
    "no-node-kind": (S + " sh:nodeKind sh:Iri .", 3, "no node kind"),
    "class-subtraction-in-the-middle": (S + ' sh:pattern "[a-z-[aeiou]0]" .', 3, "something follows"),
    "block": (S + r' sh:pattern "\\p{IsArabic}" .', 3, "the block IsArabic is not supported"),
    "look-around": (S + ' sh:pattern "a(?=b)" .', 3, "look-around"),
    "back-reference": (S + r' sh:pattern "(a)\\1" .', 3, "back to a group"),
    "flag": (S + ' sh:pattern "a" ; sh:flags "g" .', 3, "g is not a flag"),
    "entailment": ("<> sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", 2, "no entailment regime"),
    "rule-on-what-is-not-a-shape": ("e:A sh:rule [ a sh:TripleRule ] .", 2, "Advanced Features"),
    "blank-node-for-a-query": ("""e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:least ] ;
 sh:validator [ sh:ask "ASK { FILTER ($value > $least) }" ] .
e:S a sh:NodeShape ; sh:targetClass e:A ; e:least [] .""", 4, "binds $least to a blank node"),
    "custom-target": (S + " sh:target [ a e:Target ] .", 3, "needs a SPARQL-based target"),
    "javascript": ("e:F a sh:JSFunction ;\n sh:jsFunctionName 'f' .", 3, "JavaScript"),
    "misspelt-target": ("e:S sh:targetClas e:A ; sh:property [ sh:path e:p ; sh:minCount 1 ] .", 2, "sh:targetClas"),
    "misspelt-in-a-constraint": (S + " sh:sparql [ sh:mesage 'x' ; sh:select 'SELECT $this {}' ] .", 3, "sh:mesage"),
    "function-of-the-shapes": (S + """ sh:sparql [ sh:prefixes e:o ; sh:select "SELECT $this { FILTER e:f($this) }" ] .
e:o sh:declare [ sh:prefix "e" ; sh:namespace "urn:x:" ] . e:f a sh:SPARQLFunction ; sh:returnType xsd:boolean ;
 sh:parameter [ sh:path e:one ] ; sh:ask "ASK { FILTER ($one = 1) }" .""", 3, "<urn:x:f> is not supported"),
    "function-that-nobody-defines": (S + " sh:sparql [ sh:select 'SELECT $this { FILTER (<urn:x:f>($this)) }' ] .", 3,
                                     "<urn:x:f> is not supported"),
    "undeclared-prefix-in-a-filter": (S + " sh:sparql e:c . e:c sh:select '''SELECT $this {\n$this ?p ?o .\n"
                                      "FILTER (?p = rdfs:label) }''' .", 5, "the prefix rdfs: is not declared"),
    "undeclared-prefix-in-ask": ("e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:one ] ; sh:validator [\n"
                                 " sh:ask 'ASK { FILTER ($value = o:b) }' ] .", 3, "the prefix o: is not declared"),
    "path-nested-deep": (S + " sh:property [ sh:path " + "[ sh:inversePath " * 999 + "e:p" + " ]" * 999 + " ] .", 3,
                         "nested more than"),
    "shapes-nested-deep": (S + " sh:not " + "[ sh:not " * 999 + "[ sh:class e:B ]" + " ]" * 999 + " .", 3,
                           "nested more than"),
    "two-inverse-paths": (S + " sh:property [ sh:path [ sh:inversePath e:p ,\n e:q ] ] .", 3, "more than once"),
    "no-query": (S + ' sh:sparql [ sh:message "none" ] .', 3, "sh:select"),
    "broken-query": (S + ' sh:sparql e:c .\ne:c sh:select """SELECT $this {\n $this e:p ?x\n FILTER(\n}""" .', 5,
                     "the prefix e: is not declared"),
    "query-with-values": (S + ' sh:sparql e:c .\ne:c sh:select "SELECT $this { VALUES ?x { 1 } }" .', 4, "VALUES"),
    "query-with-minus": (S + ' sh:sparql e:c .\ne:c sh:select "SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }" .',
                         4, "MINUS"),
    "query-that-assigns-this": (S + ' sh:sparql e:c .\ne:c sh:select "SELECT $this { BIND (1 AS ?this) }" .', 4,
                                "bound beforehand"),
    "subquery-without-this": (S + ' sh:sparql e:c .\ne:c sh:select "SELECT $this { { SELECT ?o { ?s ?p ?o } } }" .',
                              4, "does not select $this"),
    "query-without-this": (S + ' sh:sparql e:c .\ne:c sh:select "SELECT ?s { ?s ?p ?o }" .', 4, "select $this"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), BAD.values(), ids=BAD)
def test_bad_shape_is_named(text: str, line: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        read_shapes(ShapesGraph.from_files([path]))
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert words in message
    assert "\n" not in message


def test_what_is_no_turtle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + "\n<a> <b>\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"{path}:4: not Turtle"):
        ShapesGraph.from_files([path])


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.ttl")
        paths[-1].write_text(HEAD + text, encoding="utf-8")
    return paths


def test_imported_files_are_read(tmp_path: Path) -> None:
    one, _ = write(tmp_path, one="<> owl:imports <two.ttl> .", two=S + " sh:closed true .")
    assert len(read_shapes(ShapesGraph.from_files([one]))) == 1


def test_files_that_import_each_other_are_refused(tmp_path: Path) -> None:
    one, two = write(tmp_path, one="<> owl:imports <two.ttl> .", two="<> owl:imports <one.ttl> .")
    for paths in ([one], [one, two]):
        with pytest.raises(ShapesError, match=r"two\.ttl:2: .*which imports this file"):
            ShapesGraph.from_files(paths)


def test_missing_import_is_an_error_on_disk_and_told_on_the_web(tmp_path: Path) -> None:
    one, two = write(
        tmp_path, one="<> owl:imports <nowhere.ttl> .", two="<> owl:imports <http://www.w3.org/ns/shacl#> ."
    )
    with pytest.raises(ShapesError, match="not one of the local files"):
        ShapesGraph.from_files([one])
    ((_, term),) = ShapesGraph.from_files([two]).not_imported
    assert term.value == "http://www.w3.org/ns/shacl#"


def test_files_of_other_folders_are_not_imported(tmp_path: Path) -> None:
    inside, outside = tmp_path / "shapes", tmp_path / "other"
    inside.mkdir()
    outside.mkdir()
    write(outside, two=S + " sh:closed true .")
    for address in ("../other/two.ttl", "file:///etc/passwd"):
        (one,) = write(inside, one=f"<> owl:imports <{address}> .")
        graph = ShapesGraph.from_files([one])
        assert len(graph.not_imported) == 1
        assert read_shapes(graph) == []


def test_paths_of_too_many_parts_are_refused() -> None:
    for path in (f"( {'e:p ' * 5000})", f"[ sh:alternativePath ( {'e:p ' * 5000}) ]"):
        graph = ShapesGraph.from_text(HEAD + S + f" sh:property [ sh:path {path} ; sh:minCount 1 ] .")
        with pytest.raises(ShapesError, match="more than 200 parts"):
            read_shapes(graph)


def test_shape_may_be_its_own_sparql_constraint_and_components_may_be_declared(tmp_path: Path) -> None:
    text = (
        S + ' sh:sparql e:S ; sh:select "SELECT $this { $this ?p ?o }" ; e:lang "en" .'
        " e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:lang ] ;"
        ' sh:validator [ sh:ask "ASK { FILTER (LANG($value) = $lang) }" ] .'
    )
    (shape,) = read_shapes(ShapesGraph.from_text(HEAD + text))
    assert [constraint.kind for constraint in shape.constraints] == ["SPARQL", "urn:x:C"]


def test_empty_file_is_an_error_and_one_without_triples_holds_no_shape(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="empty"):
        ShapesGraph.from_files([path])
    path.write_text("# nothing", encoding="utf-8")
    assert read_shapes(ShapesGraph.from_files([path])) == []


TARGETS = {
    "no-query": ("sh:target e:T .\ne:T sh:targetClass e:A .", "sh:select"),
    "text": ('sh:target "x" .', "sh:select"),
    "no-sparql": ('sh:target [ sh:select "SELECT ?this {" ] .', "not SPARQL"),
    "prefix": ('sh:target [ sh:select "SELECT ?this { ?this e:p 1 }" ] .', "the prefix e: is not declared"),
    "ask": ('sh:target [ sh:select "ASK { ?this ?p 1 }" ] .', "not SPARQL"),
    "without-this": ('sh:target [ sh:select "SELECT ?that { ?that ?p 1 }" ] .', "select ?this"),
}


@pytest.mark.parametrize(("text", "words"), TARGETS.values(), ids=TARGETS)
def test_bad_target_is_named(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{HEAD}e:S a sh:NodeShape ; sh:nodeKind sh:IRI ;\n {text}", encoding="utf-8")
    with pytest.raises(ShapesError, match=words.replace("?", "[?]")) as caught:
        read_shapes(ShapesGraph.from_files([path]))
    assert str(caught.value).startswith(f"{path}:3:")


@pytest.mark.parametrize(
    ("shape", "fails"),
    [
        ("sh:not " + "[ sh:not " * 46 + "[ sh:class e:B ]" + " ]" * 46, True),
        (
            "sh:property [ sh:minCount 1 ; sh:path " + "[ sh:inversePath " * 48 + "e:p" + " ]" * 48 + " ]",
            False,
        ),
        (
            "sh:property [ sh:minCount 1 ; sh:path " + "[ sh:zeroOrMorePath " * 49 + "e:q" + " ]" * 49 + " ]",
            False,
        ),
    ],
)
def test_what_is_nested_as_deep_as_allowed_is_run(shape: str, fails: bool) -> None:
    shapes = read_shapes(ShapesGraph.from_text(HEAD + f"e:S sh:targetNode e:a ; {shape} ."))
    data = LocalData(triples_of(HEAD + "e:a e:p e:b ; a e:B ."))
    assert bool(list(validate(data, shapes))) is fails


IGNORED = {
    "not-of-shacl": (S + " sh:class e:B ;\n sh:shape e:T .", 4, "sh:shape", "does not define"),
    "rule": (S + " sh:rule [ a sh:TripleRule ] .", 3, "sh:rule", "Advanced Features"),
    "javascript": (S + " sh:js [ a sh:JSConstraint ] .", 3, "sh:js", "JavaScript"),
    "target-type": (S + " sh:target [ a e:Target ] .", 3, "sh:target", "target types"),
    "property-of-nothing": (S + " sh:property e:T .", 3, "sh:property <urn:x:T>", "not described"),
    "node-of-nothing": (S + " sh:not [ sh:node e:T ] .", 3, "sh:node <urn:x:T>", "not described"),
    "component-in-javascript": (
        S.replace(" ;\n", " .\n") + "e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:least ] ;\n"
        " sh:validator [ a sh:JSValidator ; sh:jsFunctionName 'f' ] .", 4, "sh:jsFunctionName", "JavaScript"),
}  # fmt: skip
"""What shapes can ask for that is not known here."""


@pytest.mark.parametrize("case", IGNORED)
def test_what_is_not_known_is_refused_or_ignored_and_told(case: str, tmp_path: Path) -> None:
    text, line, what, why = IGNORED[case]
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        read_shapes(ShapesGraph.from_files([path]))
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert f"has {what}: " in str(caught.value)
    graph, ignored = ShapesGraph.from_files([path]), list[Unknown]()
    shapes = read_shapes(graph, ignored=ignored)
    assert {(one.what, one.why.reason.text("en").count(why)) for one in ignored} == {(what, 1)}
    assert [graph.place(one.node, one.predicate, one.value) for one in ignored] == [(path, line)]
    data = LocalData(triples_of("<urn:x:a> a <urn:x:A> ; <urn:x:p> 1 ."))
    found = {result.component.removeprefix(SH) for result in validate(data, shapes)}
    assert found == {
        "not-of-shacl": {"ClassConstraintComponent"},  # the rest of the shape is checked
        "node-of-nothing": {"NotConstraintComponent"},  # every node conforms to a shape without constraints
    }.get(case, set())


def test_entailment_is_not_ignored() -> None:
    """Section 1.5: a processor that does not support a regime has to signal a failure."""
    graph = ShapesGraph.from_text(HEAD + BAD["entailment"][0])
    with pytest.raises(ShapesError, match="no entailment regime"):
        read_shapes(graph, ignored=[])


def test_blank_node_that_the_query_does_not_mention_is_a_parameter_like_others() -> None:
    graph = ShapesGraph.from_text(
        HEAD
        + """e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:least ] ;
 sh:validator [ sh:message "{$value}: {$least}" ; sh:ask "ASK { FILTER ($value != $value) }" ] .
e:S a sh:NodeShape ; sh:targetClass e:A ; e:least [] ."""
    )
    data = LocalData(triples_of("<urn:x:a> a <urn:x:A> ."))
    (result,) = validate(data, read_shapes(graph))
    assert result.component == "urn:x:C"


def test_a_count_of_five_thousand_digits_is_refused_with_its_line() -> None:
    text = f"""PREFIX sh: <http://www.w3.org/ns/shacl#>
    <urn:x:S> a sh:NodeShape ; sh:property [ sh:path <urn:x:p> ;
        sh:maxCount {"9" * 5000} ] ."""
    with pytest.raises(ShapesError, match=r"shapes:3: .*sh:maxCount is too large a number"):
        read_shapes(ShapesGraph.from_text(text))
