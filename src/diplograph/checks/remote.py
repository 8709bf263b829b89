"""A graph in a triple store, validated where it is: the queries go there, and only what fails comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import RemoteError
from diplograph.base.messages import Message, message
from diplograph.base.names import DG, short
from diplograph.checks.exemptions import accept, read_exemptions
from diplograph.checks.families import Shapes, load_shapes
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.report import DEFAULT, Progress, Report, Run
from diplograph.checks.wording import in_languages
from diplograph.shacl.engine import has_focus_nodes, validate_in_steps
from diplograph.shacl.plan import Check
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sparql.answers import Rows
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.forms import is_ordered
from diplograph.sparql.lexing import TOKEN, word_of
from diplograph.sparql.transport import Patience

_AT_ONCE: Final = 2  # queries that are asked at the same time, which public endpoints allow
_MOST_FAILURES: Final = 3  # one after the other; then the endpoint counts as down


class RemoteData:
    """A data graph at a SPARQL endpoint.

    The rows of each query are given an order, so that they can be asked for in pages.
    """

    has_written: Final = False

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def ask(self, query: str, *, is_own: bool = False) -> Rows:
        """Return the rows of a SELECT query.

        Raises:
            RemoteError: The endpoint fails, or its answer is not whole.
            QueryError: The endpoint says that the query is wrong.
        """
        answer = self._endpoint.ask(query if is_ordered(query) else ordered(query), name="a shape")
        assert isinstance(answer, Rows)
        return answer


def ordered(query: str) -> str:
    """Order the rows of a SELECT query by all that it selects, and give each row once.

    With rows that come twice, as they do where a triple is in two graphs, Virtuoso miscounts its pages.

    Example:
        >>> ordered("SELECT ?this ( ?x AS ?value ) WHERE { ?this ?p ?x }")
        'SELECT DISTINCT ?this ( ?x AS ?value ) WHERE { ?this ?p ?x } ORDER BY ?this ?value'
    """
    names: list[str] = []
    parens, is_named, is_selecting = 0, False, False
    tokens = list(TOKEN.finditer(query))
    for token in tokens:
        word = word_of(token)
        if token["sign"] == "{" and not parens:
            break
        parens += {"(": 1, ")": -1}.get(token["sign"] or "", 0)
        if token["variable"] and is_selecting and (not parens or (parens == 1 and is_named)):
            names.append("?" + token["variable"][1:])
        is_named = word == "AS"
        is_selecting = is_selecting or word == "SELECT"
    words = [word_of(token) for token in tokens]
    if {"LIMIT", "OFFSET"} & set(words):
        return query
    select = words.index("SELECT")
    if words[select + 1] not in ("DISTINCT", "REDUCED"):
        end = tokens[select].end()
        query = f"{query[:end]} DISTINCT{query[end:]}"
    return f"{query.rstrip()} ORDER BY {' '.join(dict.fromkeys(names))}"


def validate_endpoint(
    project: Project,
    url: str,
    *,
    patience: Patience | None = None,
    page: int | None = None,
    graphs: Sequence[str] = (),
    run: Run = DEFAULT,
) -> Report:
    """Check the graph of a project at an endpoint by the shapes of the project.

    A query that the endpoint cannot answer becomes a violation that says what was not checked.

    Args:
        project: Whose shapes are run, and in whose files findings are located.
        url: The address of the endpoint.
        patience: How long to wait for it.
        page: The number of rows per request.
        graphs: The named graphs to check; by default all of the project's.
        run: How the checks are run.

    Raises:
        RemoteError: The endpoint is down, refuses, or holds nothing to check.
        DiplographError: The shapes cannot be read.
    """
    inferred = project.graph("inferred/")

    def data(is_wanted: Callable[[str], bool]) -> RemoteData:
        return RemoteData(Endpoint(url, base=project.base, patience=patience, page=page, graphs=is_wanted))

    chosen = frozenset(graphs)
    all_data = data(
        lambda iri: not chosen or iri in chosen
    )  # a shape for every node would meet those of the store
    written = data(lambda iri: not iri.startswith(inferred) and (not chosen or iri in chosen))
    whole, by_hand = load_shapes(project, all_data)
    if not has_focus_nodes(all_data, whole.shapes):
        raise RemoteError(message("error.no-focus-node"))
    exemptions = read_exemptions(_exemptions(all_data))
    local = Snapshot.with_files(project, ())
    batches = _run(((whole, all_data), (by_hand, written)), project.base, run.progress)
    found = run.collect([accept(f, exemptions).located(local.places) for f in one] for one in batches)
    return Report.of(found, fail_on=run.fail_on, root=project.root, folder=project.data)


def _run(
    families: Iterable[tuple[Shapes, RemoteData]], base: str, progress: Progress | None
) -> Iterator[list[Finding]]:
    failures = 0
    for shapes, graph in families:
        for outcome in validate_in_steps(graph, shapes.shapes, keeps_going=True, at_once=_AT_ONCE):
            if progress is not None:
                progress(outcome.number, outcome.steps)
            failures = failures + 1 if outcome.error else 0
            if outcome.error is None:
                yield [shapes.finding(result, partial(short, base=base)) for result in outcome.results]
            elif failures == _MOST_FAILURES:
                raise outcome.error
            else:
                yield [_unchecked(outcome.error.reason, check) for check in outcome.checks]


def _exemptions(data: RemoteData) -> Iterator[ox.Quad]:
    answer = data.ask(f"SELECT ?s ?p ?o WHERE {{ ?s a <{DG}Exemption> ; ?p ?o }}")
    for subject, predicate, value in answer.rows:
        yield ox.Quad(subject, predicate, value)  # type: ignore[arg-type]


def _unchecked(reason: str | Message, check: Check) -> Finding:
    shape = check.shape.node
    return Finding(
        CheckKind.SHAPE,
        Severity.VIOLATION.iri,
        in_languages("report.unanswered", reason=reason),
        focus=str(shape) if isinstance(shape, ox.BlankNode) else shape.value,
        component=check.constraint.component,
        source=shape,
        shape="" if isinstance(shape, ox.BlankNode) else shape.value,
    )
