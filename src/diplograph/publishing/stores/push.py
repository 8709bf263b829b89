"""`push`: put the named graphs of a project into a triple store, and prove that they are there.

1. The push lays a claim to the store, which no push before it then has any more; see `claim`.
2. The target graphs are read and compared. What holds by value already is left alone.
3. Each other graph is built up beside its target, in a staging graph of this push, named after the hash of
   what it shall hold. What an earlier, broken-off push has sent is found by that and not sent again.
4. The staging graphs are read back and compared. If one is not right, no target is touched.
5. They are moved into place: in one step where the store bears it, graph by graph where not; and not if the
   claim is lost.
6. The targets are read back and compared once more, and the claim is looked at. That alone decides whether
   the push has succeeded.

A graph is compared itself, by value, never by a mark that another client could leave behind. Blank nodes,
which only the vocabulary has, go as IRIs below ``.well-known/genid/``; `pull` makes them blank nodes again.

Of two pushes at the same time, the one that has begun first fails, and says so. The other finds what the
first has done as if it had been done before, and ends with a store that holds its graphs, or fails as well.

Where the default graph of a store is the union of all graphs, a question without GRAPH sees what is being
built up as well, until it is moved.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import QueryError, RemoteError, SourceError, reason_of_system
from diplograph.base.messages import message
from diplograph.publishing.diff.comparison import Comparison, compare
from diplograph.publishing.diff.values import skolemised
from diplograph.publishing.stores.claim import Claim
from diplograph.publishing.stores.store import Store
from diplograph.sources.project import Project

_PROBE: Final = 2_000  # rewritten triples that are tried again, to see that it is the store that rewrites

Triples = frozenset[ox.Triple]


class Outcome(Enum):
    """What became of a graph."""

    UNCHANGED = "unchanged"
    NEW = "new"
    REPLACED = "replaced"
    DROPPED = "dropped"
    LEFT_OVER = "left-over"
    REFUSED = "refused"
    """The store does not keep it as it is sent, so what was there is left in place."""
    HELD = "held"
    """The store keeps it, but what was there is left in place, since another graph was refused."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of one named graph.

    Attributes:
        graph: Its IRI.
        outcome: What was done, or with ``dry_run`` what would be.
        triples: How many it shall hold; how many it holds, if the project has no such graph.
        sent: How many triples were sent; the rest was there from an earlier push.
        comparison: What the store holds, against what it should; of a graph that was refused, what the
            staging graph held.
    """

    graph: str
    outcome: Outcome
    triples: int
    sent: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Report:
    """What a push did.

    Attributes:
        store: The preset by which the store was spoken to.
        dry_run: Whether nothing was written.
        graphs: What became of each graph, in the order of their names.
        accepted: Whether literals that the store alters were accepted.
        unfinished: Whether another push had begun before, and was under way or broken off.
    """

    store: str
    dry_run: bool
    graphs: tuple[Pushed, ...]
    accepted: bool = False
    unfinished: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether every graph of the project is in the store, with no loss but such as were accepted."""
        return self.dry_run or not any(self.failed(pushed) for pushed in self.graphs)

    def failed(self, pushed: Pushed) -> bool:
        """Return whether a graph of the project is not in the store, or not as it should be."""
        if pushed.outcome in (Outcome.REFUSED, Outcome.HELD):
            return True
        of_the_project = pushed.outcome not in (Outcome.LEFT_OVER, Outcome.DROPPED)
        return of_the_project and not keeps(pushed.comparison, self.accepted)


@dataclass(frozen=True, slots=True)
class Options:
    """How to push.

    Attributes:
        graphs: The IRIs of the only graphs to push; all, if empty.
        dry_run: Whether to compare and write nothing.
        prune: Whether to drop graphs below the project's base that it no longer has.
        accept_altered: Whether to put a graph in place although the store alters literals of it.
        say: What is told of progress: what is done, the graph, how many triples of how many.
    """

    graphs: Collection[str] = ()
    dry_run: bool = False
    prune: bool = False
    accept_altered: bool = False
    say: Callable[[str, str, int, int], None] = field(default=lambda *_: None)


def keeps(comparison: Comparison, accept_altered: bool) -> bool:
    """Return whether a graph is there well enough: by value, or with literals altered if that is accepted."""
    return comparison.same or (accept_altered and not comparison.lost and not comparison.unexpected)


def read_graphs(file: Path, base: str) -> dict[str, Triples]:
    """Read the named graphs of a built graph, with IRIs for its blank nodes.

    Raises:
        SourceError: The file cannot be read, is not N-Quads, or has triples outside any named graph.
    """
    graphs: dict[str, set[ox.Triple]] = defaultdict(set)
    try:
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise SourceError(message("error.in-no-graph"), path=file)
            graphs[quad.graph_name.value].add(skolemised(quad, base).triple)
    except SyntaxError as error:
        raise SourceError(
            message("error.not-rdf", format="N-Quads", reason=error.msg), path=file, line=error.lineno
        ) from error
    except OSError as error:
        raise SourceError(message("error.unreadable", reason=reason_of_system(error)), path=file) from error
    return {graph: frozenset(triples) for graph, triples in sorted(graphs.items())}


def staging_graph(project: Project, graph: str, triples: Iterable[ox.Triple]) -> str:
    """Begin the name of the graph in which another is built up: the same content gives the same beginning.

    It lies outside ``…/graph/``, where readers look for graphs of the project.
    """
    digest = hashlib.sha256("\n".join(sorted(map(str, triples))).encode()).hexdigest()[:32]
    return f"{_staging(project, graph)}{digest}"


def push(project: Project, store: Store, options: Options | None = None) -> Report:
    """Put the named graphs of a project's built graph into a store, and read them back.

    Args:
        project: A project whose graph is built.
        store: The store.
        options: How.

    Returns:
        What became of each graph. Whether the push succeeded is for `Report.succeeded` to say.

    Raises:
        SourceError: The built graph cannot be read.
        QueryError: A graph that is asked for is not one of the project.
        RemoteError: The store fails, or another push has begun. Each target is the old graph, the new one, or
            that of the other push.
    """
    return _Push(project, store, options or Options()).run()


class _Push:
    def __init__(self, project: Project, store: Store, options: Options) -> None:
        self._project, self._store, self._options = project, store, options
        self._wanted = _chosen(read_graphs(project.graph_file, project.base), options.graphs)
        self._claim = Claim(store, project.base)

    def run(self) -> Report:
        """Push, between taking the claim and giving it up."""
        if self._options.dry_run:
            return self._push(self._claim.is_taken())
        report = self._push(self._claim.take())
        if report.unfinished or not self._store.preset.whole:
            report = dataclasses.replace(report, graphs=tuple(self._look_again(report.graphs)))
        left = list(self._left_behind(report))
        self._claim.check()
        # What is there now is of pushes before, and of nobody that has claimed since.
        self._store.drop(*left)
        self._claim.release()
        return report

    def _push(self, unfinished: bool) -> Report:
        done: dict[str, Pushed] = {}
        to_send: dict[str, bool] = {}
        there = set(self._store.graphs(self._project.graph("")))
        for graph, wanted in self._wanted.items():
            self._options.say("compares", graph, 0, len(wanted))
            found = self._store.read(graph) if graph in there else set()
            comparison = compare(wanted, found)
            outcome = Outcome.REPLACED if found else Outcome.NEW
            if found and self._holds(graph, wanted, found, comparison):
                outcome = Outcome.UNCHANGED
            elif not self._options.dry_run:
                to_send[graph] = bool(found)
                continue
            done[graph] = Pushed(graph, outcome, len(wanted), 0, comparison)
        staged = self._stage_all(to_send, done)
        drops = list(self._left_over(there, done))
        self._put_in_place(staged, drops, to_send, done)
        options, graphs = self._options, tuple(done[graph] for graph in sorted(done))
        return Report(self._store.preset.name, options.dry_run, graphs, options.accept_altered, unfinished)

    def _holds(self, graph: str, wanted: Triples, found: set[ox.Triple], comparison: Comparison) -> bool:
        """Return whether a target holds what it should, as far as this store keeps what it is sent.

        Where literals are written otherwise, they are sent to a graph beside it: if they come back from
        there as they stand in the target, sending the graph again would change nothing.
        """
        if comparison.exact:
            return True
        if not keeps(comparison, self._options.accept_altered):
            return False
        if self._options.dry_run:
            return True
        missing, extra = wanted - found, found - wanted
        if len(missing) > _PROBE:
            return False
        probe = f"{_staging(self._project, graph)}probe-{self._claim.token}"
        self._store.drop(probe)
        self._store.add(probe, sorted(missing, key=str))
        kept = self._store.read(probe)
        self._store.drop(probe)
        return extra <= kept <= found

    def _stage_all(self, to_send: Mapping[str, bool], done: dict[str, Pushed]) -> dict[str, tuple[str, int]]:
        """Build up each graph beside its target; give the staging graphs that are right, and what went."""
        staged = {}
        for graph in to_send:
            wanted = self._wanted[graph]
            staging = self._adopt(staging_graph(self._project, graph, wanted))
            sent = self._stage(graph, staging, wanted)
            self._options.say("reads-back", graph, 0, len(wanted))
            comparison = compare(wanted, self._store.read(staging))
            if keeps(comparison, self._options.accept_altered):
                staged[graph] = (staging, sent)
                continue
            done[graph] = Pushed(graph, Outcome.REFUSED, len(wanted), sent, comparison)
            self._store.drop(staging)
        if len(staged) < len(to_send):  # nothing will be moved
            self._store.drop(*(staging for staging, _ in staged.values()))
        return staged

    def _adopt(self, start: str) -> str:
        """Name a staging graph of this push, with what an earlier one has sent of the same content."""
        own = f"{start}-{self._claim.token}"
        for earlier in self._store.graphs(start)[:1]:
            self._store.move(earlier, own)
        return own

    def _stage(self, graph: str, staging: str, wanted: Triples) -> int:
        """Send what the staging graph lacks; give how many triples that was."""
        found = self._store.read(staging)
        comparison = compare(wanted, found)
        if comparison.unexpected:  # not a part of what was sent: begin anew
            self._store.drop(staging)
            comparison = compare(wanted, set())
        # A triple that the store alters is here again, and does no harm.
        lacking = sorted([*comparison.lost, *(triple for triple, _ in comparison.altered)], key=str)
        total, before = len(wanted), len(wanted) - len(lacking)
        self._store.add(
            staging, lacking, lambda number: self._options.say("sends", graph, before + number, total)
        )
        return len(lacking)

    def _left_over(self, there: Collection[str], done: dict[str, Pushed]) -> Iterator[str]:
        """Find graphs of the project that it no longer has; give those to drop."""
        if self._options.graphs:
            return
        for graph in sorted(set(there) - set(self._wanted)):
            found = self._store.read(graph)
            outcome = Outcome.DROPPED if self._options.prune else Outcome.LEFT_OVER
            unexpected = Comparison(unexpected=tuple(sorted(found, key=str)))
            done[graph] = Pushed(graph, outcome, len(found), 0, unexpected)
            if self._options.prune and not self._options.dry_run:
                yield graph

    def _put_in_place(
        self,
        staged: Mapping[str, tuple[str, int]],
        drops: Collection[str],
        to_send: Mapping[str, bool],
        done: dict[str, Pushed],
    ) -> None:
        """Move what is staged and read it back; if any graph was refused, nothing is moved or dropped."""
        if any(pushed.outcome is Outcome.REFUSED for pushed in done.values()):
            for graph, (_, sent) in staged.items():
                done[graph] = Pushed(graph, Outcome.HELD, len(self._wanted[graph]), sent, Comparison())
            for graph in drops:
                done[graph] = Pushed(graph, Outcome.LEFT_OVER, done[graph].triples, 0, done[graph].comparison)
            return
        failure = None
        try:
            if staged or drops:
                moves = [(staging, graph) for graph, (staging, _) in staged.items()]
                self._store.put_in_place(moves, drops, self._claim)
        except RemoteError as error:
            failure = error  # the store may have moved them all the same
        for graph, (_, sent) in staged.items():
            wanted = self._wanted[graph]
            self._options.say("reads-back", graph, 0, len(wanted))
            comparison = compare(wanted, self._store.read(graph))
            if failure and not keeps(comparison, self._options.accept_altered):
                raise failure
            outcome = Outcome.REPLACED if to_send[graph] else Outcome.NEW
            done[graph] = Pushed(graph, outcome, len(wanted), sent, comparison)
        self._check_dropped(drops, failure)

    def _look_again(self, graphs: Iterable[Pushed]) -> Iterator[Pushed]:
        """Read again what was left alone, where an earlier push may have written since it was compared."""
        for pushed in graphs:
            if pushed.outcome is Outcome.UNCHANGED:
                comparison = compare(self._wanted[pushed.graph], self._store.read(pushed.graph))
                yield dataclasses.replace(pushed, comparison=comparison)
            else:
                yield pushed

    def _check_dropped(self, drops: Collection[str], failure: RemoteError | None) -> None:
        for graph in drops:
            if self._store.read(graph):
                raise failure or RemoteError(message("error.not-dropped", graph=graph))

    def _left_behind(self, report: Report) -> Iterator[str]:
        """Yield what broken-off pushes have left beside graphs that now are as they should be."""
        good = [_staging(self._project, p.graph) for p in report.graphs if not report.failed(p)]
        for staging in self._store.graphs(f"{self._project.base}staging/"):
            if staging.startswith(tuple(good)):
                yield staging


def _staging(project: Project, graph: str) -> str:
    return f"{project.base}staging/{graph.removeprefix(project.graph(''))}/-/"


def _chosen(graphs: dict[str, Triples], names: Collection[str]) -> dict[str, Triples]:
    if unknown := sorted(set(names) - set(graphs)):
        raise QueryError(message("error.project-no-graph", graph=unknown[0]))
    return {graph: triples for graph, triples in graphs.items() if not names or graph in names}
