"""A graph that can be asked, wherever it is.

Example:
    >>> import diplograph
    >>> graph = diplograph.open()
    >>> [row.visitor for row in graph.query("visits", host="Kazakhstan", kind="presidential visit")]
    ['Mubarak']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.messages import Message, message
from diplograph.questions.frames import Answer, to_python
from diplograph.questions.library import Query, find_query, load_library, parse_query
from diplograph.questions.naming import Resolver
from diplograph.questions.parameters import Parameter, to_term
from diplograph.questions.passages import without_nodes
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sparql.answers import Result, Rows
from diplograph.sparql.dataset import Dataset
from diplograph.sparql.forms import with_base

if TYPE_CHECKING:
    import pyoxigraph as ox

    from diplograph.questions.explanation import Explainer, Explanation
    from diplograph.questions.searching.search import Hit
    from diplograph.sparql.endpoint import Endpoint

_CANDIDATES = 100  # entities that a name may mean


class NameTaken(UserWarning):
    """An entity was taken for a name that the graph does not have as it is written."""


@dataclass(frozen=True)
class Graph:
    """A graph that can be asked.

    Attributes:
        project: Its project, whose library of questions is asked.
        language: The language of labels and headings.
        endpoint: Where the graph is; None for the local one.
        allow_service: Whether a query of the local graph may ask other hosts by ``SERVICE``.
        tell: Receives a message where an entity is taken for a name that the graph does not have as it is
            written; by default a `NameTaken` warning.
    """

    project: Project
    language: str = "en"
    endpoint: Endpoint | None = field(default=None)
    allow_service: bool = False
    tell: Callable[[Message], None] | None = field(default=None)

    @property
    def label_languages(self) -> tuple[str, ...]:
        """The languages to look for a label in, the reader's first."""
        return self.project.label_languages(self.language)

    @property
    def questions(self) -> dict[str, Query]:
        """The questions of the library, by name."""
        return load_library(self.project)

    def query(self, name: str, /, *, evidence: bool = False, **parameters: object) -> Answer:
        """Ask a question of the library.

        Args:
            name: The name of the question, or the path of a file.
            evidence: Whether to add a column ``evidence`` with the passages behind each row.
            parameters: Values by parameter: text, numbers, days; entities by IRI, ``state/egypt`` or name. An
                underscore ends a name that Python reserves, such as ``from_``.

        Raises:
            QueryError: There is no such question, or a value does not fit.
            RemoteError: The endpoint fails.

        Example:
            >>> import diplograph
            >>> graph = diplograph.open()
            >>> [row.period for row in graph.query("trade", state="مصر")]
            ['2005', '2007', '2008', '2009']
        """
        return self.answer(find_query(self.project, name), _settings(parameters), evidence=evidence)

    def select(self, name: str, /, *columns: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Ask a query for programs: some of the columns that it selects, those that people are not shown too.

        Args:
            name: The name of a question, or of a query in ``queries/programs/``.
            columns: The columns, by variable.
            parameters: As in `query`.

        Returns:
            The rows, with Python's own values as in an `Answer`.

        Raises:
            QueryError: There is no such query or column, or a value does not fit.
            RemoteError: The endpoint fails.

        Example:
            >>> import diplograph
            >>> diplograph.open().select("who-visits-whom", "from", "visits")[0]
            ('https://w3id.org/diplograph/id/state/egypt', 11)
        """
        query = find_query(self.project, name)
        result = self.ask(self.bind(query, _settings(parameters)), name=query.called, path=query.path)
        known = result.variables if isinstance(result, Rows) else ()
        if missing := [column for column in columns if column not in known]:
            raise QueryError(message("error.no-column", column=missing[0]), path=query.path)
        assert isinstance(result, Rows)
        places = [known.index(column) for column in columns]
        return [tuple(to_python(row[at]) for at in places) for row in result.rows]

    def sparql(self, text: str, *, evidence: bool = False) -> Answer:
        """Ask your own SPARQL query; the prefixes and the base of the project need no declaration.

        Raises:
            QueryError: It is no SPARQL query.
            RemoteError: The endpoint fails.

        Example:
            >>> import diplograph
            >>> bool(diplograph.open().sparql("ASK { <id/state/egypt> a dg:State }"))
            True
        """
        return self.answer(parse_query(text), {}, evidence=evidence)

    def answer(self, query: Query, settings: dict[str, str], *, evidence: bool = False) -> Answer:
        """Ask a question with values as text, by the name of the parameter."""
        text = self.bind(query, settings)
        result = self.ask(text, name=query.called, path=query.path)
        if evidence:
            from diplograph.questions.provenance import with_passages

            if not isinstance(result, Rows):
                raise QueryError(message("error.no-rows-for-passages", query=query.called))
            explainer = self.explainer if self.is_local else None
            result = with_passages(result, text, self.ask, explainer=explainer, cited=query.passages)
        if query.passages or query.nodes:
            if not isinstance(result, Rows):
                raise QueryError(message("error.passages-of-select"), path=query.path)
            result = without_nodes(result, query.nodes, query.passages, self.ask)
        headings = self._headings(query, result)
        return Answer(result, headings, query.edge, self.language, self.project.base)

    def _headings(self, query: Query, result: Result) -> dict[str, str]:
        """Return what the columns of an answer are called."""
        known = query.columns[self.language]
        return (
            {name: known[name] for name in result.variables if name in known}
            if isinstance(result, Rows)
            else {}
        )

    def bind(self, query: Query, settings: dict[str, str]) -> str:
        """Return the SPARQL text of a question with its values; entities are looked up in the graph.

        Relative IRIs, such as ``<id/state/egypt>``, are relative to the base IRI of the project.
        """
        project, resolve = self.project, self._resolve
        languages = project.languages
        text = query.bind(
            settings, language=self.language, languages=languages, base=project.base, resolve=resolve
        )
        return with_base(text, project.base)

    def search(self, text: str, *, limit: int = 20, types: Sequence[str] | None = None) -> list[Hit]:
        """Find entities and facts by name, in any spelling; the graph must be local.

        Args:
            text: A name or words of it, in any language.
            limit: How many hits to give at most.
            types: Only what is of these classes, such as ``dg:State``.

        Returns:
            The hits, the best first.

        Raises:
            QueryError: The text holds no word, or the graph is at an endpoint.

        Example:
            >>> import diplograph
            >>> diplograph.open().search("الماتي", types=["dg:Place"])[0].label
            'Almaty'
        """
        from diplograph.questions.searching.index import ensure_index, make_index
        from diplograph.questions.searching.search import search

        graph_file = self.snapshot.project.graph_file
        index = self.project.build / "search.db"
        ensure_index(graph_file, index)
        try:
            return search(index, text, languages=self.label_languages, limit=limit, types=types)
        except SourceError:  # damaged where opening it does not show
            make_index(graph_file, index)
            return search(index, text, languages=self.label_languages, limit=limit, types=types)

    def explain(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> list[Explanation]:
        """Explain why statements of the graph hold, which must be local.

        Args:
            subject: An entity, by IRI, ``leader/mubarak`` or name.
            predicate: A property, such as ``dg:visited``; without it all inferred statements are explained.
            value: An entity as above, or the text of a literal.

        Raises:
            QueryError: There is no such statement, or the graph is at an endpoint.

        Example:
            >>> import diplograph
            >>> [why] = diplograph.open().explain("leader/mubarak", "dg:visited", "Kazakhstan")
            >>> why.rule, len(why.derivations)
            ('visited', 1)
        """
        explainer = self.explainer
        node = self.node(subject, role="SUBJECT")
        by = None if predicate is None else self._property(predicate)
        return explainer.explain(node, by, None if value is None else self._value(node, by, value))

    def node(self, name: str, *, role: str = "node", of: str | None = None) -> ox.NamedNode:
        """Return the node that a reader means, as `diplograph.questions.naming` finds it.

        Args:
            name: An IRI, ``state/egypt``, or any name that a node has.
            role: What it stands for, to be told where it is not found.
            of: Its class, such as ``dg:State``; without it an entity is preferred to facts about it.

        Raises:
            QueryError: Nothing is called so, or several are.

        Example:
            >>> import diplograph
            >>> diplograph.open().node("مصر").value
            'https://w3id.org/diplograph/id/state/egypt'
        """
        return self._resolve(Parameter(role, "iri", None, {}, of=of), name)

    def _property(self, name: str) -> ox.NamedNode:
        """Find the property that a reader means; the graph need not describe one that it uses."""
        parameter = Parameter("PREDICATE", "iri", None, {})
        try:
            term = to_term(parameter, name, base=self.project.base)
        except QueryError:  # a name
            term = None
        if term is not None and self.ask(f"ASK {{ ?s {term} ?o }}"):
            return term  # type: ignore[return-value]
        return self._resolve(parameter, name, exactly=True)

    def _value(self, node: ox.NamedNode, by: ox.NamedNode | None, value: str) -> ox.NamedNode | ox.Literal:
        """Find the value that a reader means among those of a subject, or else by name."""
        import pyoxigraph as ox

        try:
            term = to_term(Parameter("OBJECT", "iri", None, {}), value, base=self.project.base)
        except QueryError:  # a name, or the text of a literal
            term = None
        for quad in self.store.quads_for_pattern(node, by, None, None):
            if quad.object == term or (isinstance(quad.object, ox.Literal) and quad.object.value == value):
                return quad.object  # type: ignore[return-value]
        return self.node(value, role="OBJECT")

    @cached_property
    def explainer(self) -> Explainer:
        """What explains the statements of the local graph.

        Raises:
            QueryError: The graph is at an endpoint.
        """
        from diplograph.questions.explanation import Explainer

        return Explainer(self.snapshot.store, self.snapshot.rules, base=self.project.base)

    @property
    def is_local(self) -> bool:
        """Whether the graph is the built one of the project, not that of an endpoint."""
        return self.endpoint is None

    @property
    def dataset(self) -> Dataset:
        """What is asked: the endpoint, or the snapshot of the project."""
        return self.endpoint or self.snapshot

    @property
    def ask(self) -> Callable[..., Result]:
        """Run a SPARQL query: see `diplograph.sparql.dataset.Dataset.ask`."""
        if self.endpoint is None and self.allow_service:
            return partial(self.snapshot.ask, allow_service=True)
        return self.dataset.ask

    @cached_property
    def snapshot(self) -> Snapshot:
        """The loaded project, opened when it is first asked; it is built first if it is stale.

        Raises:
            QueryError: The graph is at an endpoint, which has neither our search index nor the rules.
        """
        if self.endpoint is not None:
            raise QueryError(message("error.local-only"))
        return Snapshot.open(self.project)

    @property
    def store(self) -> ox.Store:
        """The local graph as a store."""
        return self.snapshot.store

    @cached_property
    def _resolve(self) -> Resolver:
        def search(text: str, types: Sequence[str]) -> list[Hit]:
            return self.search(text, limit=_CANDIDATES, types=types)

        tell = self.tell or self._warn
        finder = search if self.is_local else None
        return Resolver(self._ask_for_names, self.project.base, finder, tell, self.project.languages)

    def _ask_for_names(self, query: str) -> Result:
        """Ask for entities in the graphs of the project: such a query need not mention a term of ours."""
        if self.endpoint is not None:
            self.endpoint.find_graphs()
        return self.ask(query)

    def _warn(self, taken: Message) -> None:
        import warnings

        warnings.warn(taken.text(self.language), NameTaken, stacklevel=2)


def _settings(parameters: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as text, by their names in the query."""
    return {key.rstrip("_"): _text(value) for key, value in parameters.items()}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
