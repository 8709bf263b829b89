"""Which entity a reader means: by its IRI, or by what it is called.

A name is looked for from the surest to the least sure: a label as it is written, another spelling that the
graph records, the same name in other letters or marks, words of one name only, the name of a kind that only
one thing is of, and last a misspelling. The first of these that finds something decides. Where it finds one
entity, that is taken, and reported unless the name is written so in the graph; where it finds several, or
only what is merely near, they are listed.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.messages import LANGUAGES, Message, message
from diplograph.base.names import DG, PREFIXES, short
from diplograph.questions.parameters import Parameter, to_term
from diplograph.sparql.answers import Result, Rows

if TYPE_CHECKING:
    from diplograph.questions.searching.search import Hit

Ask: TypeAlias = Callable[[str], Result]
"""Runs a query, locally or at an endpoint."""

Search: TypeAlias = "Callable[[str, Sequence[str]], list[Hit]]"
"""Finds what some text may mean among what is of some classes, or of any, the best first."""

_LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")
_SPELLINGS: Final = tuple(ox.NamedNode(PREFIXES["skos"] + name) for name in ("altLabel", "hiddenLabel"))
_ENTITY: Final = ox.NamedNode(DG + "Entity")
_MOST: Final = 8  # candidates that are listed

_MARGIN: Final = 0.2
"""How much better than the next a misspelt name must be found, in points of `Hit.score`."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds the entity for a parameter.

    Attributes:
        ask: Runs a query.
        base: The base IRI of the project.
        search: Searches the index of names; None where there is none, as at an endpoint, so that only names
            as they are written are found.
        tell: Receives a message on each entity that is taken for a name that the graph does not have.
        languages: The languages of the project; names in these and in those of the interface are found as
            they are written, without a search.
    """

    ask: Ask
    base: str
    search: Search | None = None
    tell: Callable[[Message], None] = lambda _: None
    languages: tuple[str, ...] = ()

    def __call__(self, parameter: Parameter, text: str, *, exactly: bool = False) -> ox.NamedNode:
        """Return the entity that a reader means.

        A full IRI is taken as it is. A short one, such as ``state/egypt`` or ``dg:ministerialVisit``, must be
        one of the graph, and of the class or scheme of the parameter. Anything else is a name.

        Args:
            parameter: What the entity is for, with its class or scheme.
            text: What the reader wrote.
            exactly: Whether only a name as it is written will do.

        Raises:
            QueryError: Nothing is called so, or several are, which are listed.
        """
        try:
            node = to_term(parameter, text, base=self.base)
        except QueryError:
            return self._by_name(parameter, text, exactly=exactly)
        assert isinstance(node, ox.NamedNode)
        if "://" not in text and not self.ask(f"ASK {{ {node} ?p ?o }}"):
            raise QueryError(self._unknown(parameter.name, text))
        if "://" not in text and not self._of_kind(parameter, [node.value]):
            raise QueryError(message("error.not-a", name=parameter.name, text=text, kind=parameter.of))
        return node

    def _by_name(self, parameter: Parameter, text: str, *, exactly: bool) -> ox.NamedNode:
        called = self._called(parameter, text)
        if called:
            return self._one_of(parameter, text, called)
        hits = [] if exactly else self._hits(parameter, text)
        sure = _sure(text, hits)
        if not sure:
            raise QueryError(self._nothing(parameter, text, hits))
        node = self._one_of(parameter, text, [hit.iri for hit in sure])
        shown = short(node.value, self.base)
        self.tell(message("search.took", name=parameter.name, label=sure[0].label, node=shown, text=text))
        return node

    def _one_of(self, parameter: Parameter, text: str, nodes: Sequence[str]) -> ox.NamedNode:
        if len(nodes) == 1:
            return ox.NamedNode(nodes[0])
        listed = self._listed(nodes)
        raise QueryError(message("error.ambiguous", name=parameter.name, text=text, nodes=listed))

    def _called(self, parameter: Parameter, text: str) -> list[str]:
        """Return what has a name as its label, or else as another spelling."""
        tags = dict.fromkeys((*self.languages, *LANGUAGES))
        labels = [ox.Literal(text), *(ox.Literal(text, language=tag) for tag in tags)]
        values = " ".join(map(str, labels))
        pattern = f"VALUES ?label {{ {values} }} ?node ?how ?label . {_of(parameter)}"
        found: dict[str, bool] = {}
        for node, how in _rows(self.ask(f"SELECT DISTINCT ?node ?how {{ {pattern} }}")):
            if isinstance(node, ox.NamedNode) and how in (_LABEL, *_SPELLINGS):
                found[node.value] = found.get(node.value, False) or how == _LABEL
        labelled = [node for node, is_label in found.items() if is_label]
        return self._preferred(parameter, labelled or list(found))

    def _hits(self, parameter: Parameter, text: str) -> list[Hit]:
        """Return what a search finds of the class or scheme of a parameter, the best first."""
        from diplograph.questions.searching.keys import SMALL_WORDS, without_articles, words
        from diplograph.questions.searching.search import MOST_WORDS

        parts = without_articles(words(text))
        if self.search is None or SMALL_WORDS.issuperset(parts) or len(parts) > MOST_WORDS:
            return []
        found = self.search(text, (parameter.of, "skos:Concept") if parameter.of else ())
        fitting = self._of_kind(parameter, [hit.iri for hit in found])
        kept = set(self._preferred(parameter, fitting))
        return [hit for hit in found if hit.iri in kept]

    def _of_kind(self, parameter: Parameter, nodes: Sequence[str]) -> list[str]:
        return self._those(nodes, _of(parameter)) if parameter.of else list(nodes)

    def _preferred(self, parameter: Parameter, nodes: Sequence[str]) -> list[str]:
        """Leave out facts, whose labels speak of entities, where anything is wanted and one is found."""
        entities = [] if parameter.of or len(nodes) < 2 else self._those(nodes, f"?node a {_ENTITY}")
        return entities or list(nodes)

    def _those(self, nodes: Sequence[str], pattern: str) -> list[str]:
        """Return those of some nodes that a pattern on ``?node`` fits."""
        values = " ".join(str(ox.NamedNode(node)) for node in nodes)
        rows = _rows(self.ask(f"SELECT DISTINCT ?node {{ VALUES ?node {{ {values} }} {pattern} }}"))
        fitting = {node.value for (node,) in rows if isinstance(node, ox.NamedNode)}
        return [node for node in nodes if node in fitting]

    def _nothing(self, parameter: Parameter, text: str, hits: Sequence[Hit]) -> Message:
        key = "error.nothing-of-kind" if parameter.of else "error.nothing-called"
        hint = message("error.try-search")
        if hits:
            hint = message("error.nearest", nodes=self._listed([hit.iri for hit in hits]))
        return message(key, name=parameter.name, text=text, kind=parameter.of, hint=hint)

    def _listed(self, nodes: Sequence[str]) -> str:
        return ", ".join(sorted(short(node, self.base) for node in nodes[:_MOST]))

    def _unknown(self, name: str, text: str) -> Message:
        theme = text.partition("/")[0]
        start = f"{self.base}id/{theme}/"
        named = f"?s {_LABEL} ?label FILTER ( STRSTARTS( STR(?s), {ox.Literal(start)} ) )"
        rows = _rows(self.ask(f"SELECT DISTINCT ?s {{ {named} }}"))
        known = [short(node.value, self.base) for (node,) in rows if isinstance(node, ox.NamedNode)]
        near = difflib.get_close_matches(text, known, n=1)
        if near:
            return message("error.no-node-near", name=name, text=text, near=near[0])
        return message("error.no-node", name=name, text=text)


def _sure(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return those of the hits that a text can be taken for: the surest, if they are sure enough."""
    from diplograph.questions.searching.likeness import is_as_long, is_misspelling

    for match in ("exact", "words", "kind"):
        found = [hit for hit in hits if hit.match == match]
        if found:
            return found
    near = [hit for hit in hits if hit.match in ("spelling", "sound") and is_misspelling(text, hit.matched)]
    whole = [hit for hit in near if is_as_long(text, hit.matched)]
    chosen = whole or near
    rivals = [hit for hit in hits if hit not in chosen[:1] and (not whole or is_as_long(text, hit.matched))]
    if not chosen or any(hit.score > chosen[0].score - _MARGIN for hit in rivals):
        return []
    return chosen[:1]


def _of(parameter: Parameter) -> str:
    """Return the pattern that holds ``?node`` to the class or scheme of a parameter."""
    if not parameter.of:
        return ""
    prefix, _, local = parameter.of.partition(":")
    term = ox.NamedNode(PREFIXES[prefix] + local)
    return f"{{ ?node a {term} }} UNION {{ ?node <{PREFIXES['skos']}inScheme> {term} }}"


def _rows(result: Result) -> Iterable[tuple[object, ...]]:
    assert isinstance(result, Rows)
    return result.rows
