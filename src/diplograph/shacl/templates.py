"""Messages that a shapes graph states once for a constraint component, filled in for each shape.

``sh:ClassConstraintComponent sh:message "The value of “{$path}” must be of the class: {$class}."@en`` is the
message of every ``sh:class`` whose shape has none of its own. A placeholder is the name of a parameter of the
component, or of any other property of the shape: SHACL (section 5.3.2) has such blocks for SPARQL-based
components, and other engines (shacl-engine, TopBraid) read them for those of SHACL Core as well. An engine
that does not has its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.names import RDF, RDFS, SH, local_name
from diplograph.shacl.graph import Node, ShapesGraph, Term
from diplograph.shacl.shapes import Constraint

Labels: TypeAlias = Callable[[str], Mapping[str, str]]
"""Returns the labels of an IRI by language; none where it has no label."""

_PLACEHOLDER: Final = re.compile(r"\{[$?](\w+)\}")
_OF_RESULTS: Final = frozenset(("this", "value"))
_OR: Final = {"en": " or ", "ar": " أو "}


def no_labels(iri: str) -> Mapping[str, str]:
    """Return no label for any IRI: terms are then named by the end of their IRI."""
    return {}


class Templates:
    """The messages that a shapes graph has for constraint components.

    Args:
        graph: The shapes graph; labels in it come first.
        labels: The labels of the terms that shapes refer to.
        parameters: The IRIs of the parameters of the components that the graph declares, by their name.
    """

    def __init__(self, graph: ShapesGraph, labels: Labels, parameters: Mapping[str, str]) -> None:
        self._graph = graph
        self._labels = labels
        self._parameters = parameters

    def messages(self, shape: Node, constraint: Constraint) -> tuple[ox.Literal, ...]:
        """Return the messages of a constraint's component, filled in for a shape.

        Left as they are: blocks for what only a result knows, such as ``{?value}``. A message with another
        block that the shape has nothing for is left out.
        """
        found = []
        for template in self._graph.objects(ox.NamedNode(constraint.component), SH + "message"):
            if not isinstance(template, ox.Literal):
                continue
            text = self._filled(template, shape, has_rows=constraint.validator is not None)
            if text is not None:
                language = template.language
                found.append(ox.Literal(text, language=language) if language else ox.Literal(text))
        return tuple(found)

    def _filled(self, template: ox.Literal, shape: Node, *, has_rows: bool) -> str | None:
        language, text = template.language or "en", template.value
        for name in set(_PLACEHOLDER.findall(text)):
            words = self._values(shape, self._parameters.get(name, SH + name), language)
            if words:
                text = text.replace(f"{{${name}}}", words).replace(f"{{?{name}}}", words)
            elif not has_rows and name not in _OF_RESULTS:
                return None
        return text

    def _values(self, shape: Node, predicate: str, language: str) -> str:
        """Name the values that a shape has for a property, the members of a list each by itself."""
        terms: list[Term] = []
        for value in self._graph.objects(shape, predicate):
            is_list = not isinstance(value, ox.Literal) and self._graph.objects(value, RDF + "first")
            terms += self._graph.members(value, shape, predicate) if is_list else [value]
        return self._joined((self._name(term, language) for term in terms), language)

    def _name(self, term: Term, language: str) -> str:
        """Name a term by its label; a shape without a name by the one class that it asks for."""
        if isinstance(term, ox.Literal):
            return term.value
        if isinstance(term, ox.BlankNode):
            about = self._graph.predicates(term)
            classes = about.get(SH + "class", []) if len(about) == 1 else []
            return self._joined((self._name(one, language) for one in classes), language)
        labels = {
            label.language: label.value
            for label in self._graph.objects(term, RDFS + "label")
            if isinstance(label, ox.Literal)
        } or self._labels(term.value)
        return labels.get(language) or labels.get("en") or local_name(term.value)

    def _joined(self, words: Iterable[str], language: str) -> str:
        """Join words by or; nothing where one of them is missing."""
        listed = list(words)
        return _OR.get(language, ", ").join(listed) if all(listed) else ""
