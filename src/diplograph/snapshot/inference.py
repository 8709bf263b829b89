"""The inference rules: one SPARQL CONSTRUCT a rule, run until nothing new follows.

Every inferred triple stands in the graph of the rule that first gave it, ``…/graph/inferred/RULE``.
A triple that is asserted, or that an earlier rule gave, is not repeated. Rules run in the order
of their names, so that the same input gives the same graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from traceback import clear_frames
from typing import Final

import pyoxigraph as ox

from diplograph.base import edtf
from diplograph.base.errors import DateError, ProjectError, RuleError, SourceError
from diplograph.base.files import checked_utf8
from diplograph.base.finding import find_files, is_folder
from diplograph.base.hashes import Stamp, read_stamped
from diplograph.base.messages import message
from diplograph.base.names import EDTF, FUNCTION, XSD
from diplograph.rdf.lines import pieces, serialize
from diplograph.snapshot.footprints import TYPE_KEY, Footprint, Footprints, Keys, keys_of, union
from diplograph.sparql.limits import RefusedQuery, check_limits

_STRATUM: Final = re.compile(r"^#\+\s*stratum:\s*([0-9]+)\s*$", re.MULTILINE)
_CHAIN: Final = "CONSTRUCT {{ ?first {property} ?last }} WHERE {{ ?first {property}+ ?last }}"
_XSD_DATE: Final = ox.NamedNode(XSD + "date")


@dataclass(frozen=True, slots=True)
class Rule:
    """An inference rule.

    Attributes:
        name: The name of its file without the ending; the last part of its graph's IRI.
        path: Its file.
        query: The CONSTRUCT query.
        stratum: When it joins in: a rule that aggregates, or asks for what is missing, waits until
            the rules of the strata before it have nothing more to give.
        stamp: The hash of its file, if it was read from one.
    """

    name: str
    path: Path
    query: str
    stratum: int
    stamp: Stamp | None = None


def load_rules(folder: Path) -> list[Rule]:
    """Read the rules of a folder, in the order of their names.

    Raises:
        ProjectError: The folder is missing.
        SourceError: A file cannot be read.
    """
    rules = []
    for path in rule_files(folder):
        data, stamp = read_stamped(path)
        query = checked_utf8(data, path).decode()
        stratum = _STRATUM.search(query)
        rules.append(Rule(path.stem, path, query, int(stratum[1]) if stratum else 1, stamp))
    return rules


def rule_files(folder: Path) -> list[Path]:
    """List the files of the rules in a folder and those below it, in the order of their paths.

    Raises:
        ProjectError: The folder is missing.
        SourceError: A folder cannot be read, or two files have the same name.
    """
    if not is_folder(folder):
        raise ProjectError(message("error.no-rules-folder"), path=folder)
    files: dict[str, Path] = {}
    for path in find_files(folder, ".rq", mistaken=(".sparql",)):
        if path.stem in files:
            raise SourceError(message("error.same-name", other=files[path.stem]), path=path)
        files[path.stem] = path
    return list(files.values())


def infer(quads: Iterable[ox.Quad], rules: Iterable[Rule]) -> dict[str, set[ox.Triple]]:
    """Run rules over the union of all graphs until nothing new follows.

    Args:
        quads: What is asserted.
        rules: The rules to run.

    Returns:
        What each rule gave, by the name of the rule; rules that gave nothing are not in it.

    Raises:
        RuleError: A rule is not a CONSTRUCT query, goes beyond its limits, or makes blank nodes.
    """
    asserted = serialize((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES)
    return {
        rule: {quad.triple for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS)}
        for rule, lines in infer_lines([asserted], rules).items()
    }


def infer_lines(asserted: Sequence[bytes], rules: Iterable[Rule]) -> dict[str, list[bytes]]:
    """Run rules over texts until nothing new follows, as `infer` does.

    A rule runs again only if something was added that it reads (`diplograph.snapshot.footprints`): otherwise
    all that it would give is known. So what each rule gives is the same as if all ran in each round.

    Args:
        asserted: N-Triples as pyoxigraph writes them; a blank node has the same label in all of them.
        rules: The rules to run.

    Returns:
        Lines of N-Triples without their newline, by the name of the rule; each stands once in all of them.

    Raises:
        RuleError: A rule is not a CONSTRUCT query, goes beyond its limits, or makes blank nodes.
    """
    rules = sorted(rules, key=lambda rule: rule.name)
    for rule in rules:
        _check(rule)
    footprints, triples = _choose(asserted, rules)
    waiting = set(range(len(rules)))
    inferred: dict[str, list[bytes]] = {}
    for stratum in sorted({rule.stratum for rule in rules}):
        joined = [number for number, rule in enumerate(rules) if rule.stratum <= stratum]
        while not waiting.isdisjoint(joined):
            for number in joined:
                if number not in waiting:
                    continue
                waiting.discard(number)
                rule, footprint = rules[number], footprints[number]
                given = _construct(triples.store, rule, footprint.chained)
                if new := triples.add(given, normalize=footprint.writes_literals):
                    inferred.setdefault(rule.name, []).extend(new)
                    added = _keys_of_all(new, footprint.writes)
                    waiting |= {
                        n
                        for n, one in enumerate(footprints)
                        if _meet(one.reads, added) and not (n == number and footprint.chained is not None)
                    }  # a chain has all its links after one run, and a path over them takes very long
    return inferred


def _check(rule: Rule) -> None:
    """Check that a rule keeps to the limits of a query, and reads nothing but the graph."""
    try:
        check_limits(rule.query)
    except RefusedQuery as error:
        raise RuleError(error.reason, path=rule.path, line=error.lineno) from None


def _choose(asserted: Sequence[bytes], rules: Sequence[Rule]) -> tuple[Sequence[Footprint], _Triples]:
    """Return what the rules touch, and those of the triples.

    Where a text shows that the rules touch more than was known, all are gone through again; the vocabulary
    comes first, so that this seldom concerns more than it.
    """
    known = Footprints(rule.query for rule in rules)
    while True:
        footprints = known.all()
        for rule, footprint in zip(rules, footprints, strict=True):
            if footprint.writes_blank_nodes:
                raise RuleError(message("error.rule-blank"), path=rule.path)
        triples = _Triples(union(one.reads for one in footprints), union(one.writes for one in footprints))
        for text in asserted:
            if known.add(triples.choose(text)):
                break
        else:
            triples.load()
            return footprints, triples


def _keys_of_all(lines: list[bytes], possible: Keys) -> frozenset[bytes]:
    """Return the keys of some triples, of which the possible ones are known."""
    if possible is not None and len(possible) == 1:
        lines = lines[:1]  # the others have the same
    return frozenset(key for line in lines for key in keys_of(line))


def _meet(keys: Keys, added: frozenset[bytes]) -> bool:
    return keys is None or not keys.isdisjoint(added)


class _Triples:
    """The triples that rules run over; it knows which of those that they give are new.

    Args:
        reads: The keys of the triples that rules read: only these are in the store.
        writes: The keys of the triples that rules can give: only these need to be known.
    """

    def __init__(self, reads: Keys, writes: Keys) -> None:
        self.store = ox.Store()
        self._reads = reads
        self._writes = writes
        self._read: list[bytes] = []
        self._known: set[bytes] = set()

    def choose(self, text: bytes) -> list[bytes]:
        """Take in what rules touch of a text that is asserted; return what they read."""
        read = _with_keys(text, self._reads)
        self._read += read
        self._known.update(_with_keys(text, self._writes))
        return read

    def load(self) -> None:
        """Put what was taken in into the store.

        A store writes literals in a form of its own, such as ``1.5`` for ``1.50``, and so do rules. What is
        known is kept in that form.
        """
        _load(self.store, self._read)
        self._read = []
        self._known = set(_normalized(self._known))

    def add(self, given: bytes, *, normalize: bool) -> list[bytes]:
        """Add what a rule gave, as N-Triples, and return the lines that are new, sorted.

        Args:
            given: What the rule gave.
            normalize: Whether the rule holds literals of its own, which come as they are written there.
        """
        new = set(given.split(b"\n")) - self._known
        new.discard(b"")
        if normalize:
            new = {line for line in new if self._known.isdisjoint(_normalized([line]))}
            self._known.update(_normalized(new))
        self._known |= new
        ordered = sorted(new)  # nodes that are near each other go in together, which halves the time of rules
        _load(self.store, ordered if self._reads is None else _with_keys(b"\n".join(ordered), self._reads))
        return ordered


def _with_keys(text: bytes, keys: Keys) -> list[bytes]:
    """Return the lines of a text that have one of some keys."""
    found: list[bytes] = []
    for piece in pieces(text):
        lines = piece.split(b"\n")
        if keys is None:
            found += lines
            continue
        for line in lines:
            _, predicate, rest = line.split(b" ", 2)
            if predicate in keys or (predicate == TYPE_KEY and rest in keys):
                found.append(line)
    return found


def _load(store: ox.Store, lines: list[bytes]) -> None:
    plain = [line for line in lines if b"_:" not in line]
    store.load(b"\n".join(plain), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    if len(plain) < len(lines):  # `load` would rename blank nodes
        others = (line for line in lines if b"_:" in line)
        store.extend(ox.parse(b"\n".join(others), format=ox.RdfFormat.N_QUADS))


def _normalized(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Return lines as a store writes them, in any order; it changes only literals with a datatype."""
    typed: list[bytes] = []
    for line in lines:
        if b'"^^<' in line:
            typed.append(line)
        else:
            yield line
    store = ox.Store()
    _load(store, typed)
    text = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert text is not None  # bytes are returned where no output is given
    yield from filter(None, text.split(b"\n"))


def _construct(store: ox.Store, rule: Rule, chained: Keys) -> bytes:
    """Return what a rule gives, as N-Triples.

    Args:
        store: The triples.
        rule: The rule.
        chained: The properties of which the rule says that they are transitive, if it says nothing else.
            A path through a chain of 400 takes a tenth of a second; joining it with itself, half a minute.
    """
    if chained is not None:
        paths = (_CHAIN.format(property=one.decode()) for one in sorted(chained))
        return b"".join(_result(store, path, rule) for path in paths)
    return _result(store, rule.query, rule)


def _result(store: ox.Store, query: str, rule: Rule) -> bytes:
    try:
        text = _n_triples(store.query(query, custom_functions=FUNCTIONS))
    except SyntaxError as error:
        raise RuleError(
            message("error.rule-not-sparql", reason=error.msg), path=rule.path, line=error.lineno
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        clear_frames(error.__traceback__)  # no traceback may keep triples: see `diplograph.sparql.answers`
        raise RuleError(message("error.rule-fails", reason=error), path=rule.path) from error
    if text is None:
        raise RuleError(message("error.rule-construct"), path=rule.path)
    return text


def _n_triples(result: ox.QueryTriples | ox.QuerySolutions | ox.QueryBoolean) -> bytes | None:
    return result.serialize(format=ox.RdfFormat.N_TRIPLES) if isinstance(result, ox.QueryTriples) else None


@lru_cache(maxsize=100_000)
def _bound(side: str, term: object) -> ox.Literal | None:
    """Return one bound of an EDTF literal; None, which leaves it unbound, for anything else."""
    if not isinstance(term, ox.Literal) or term.datatype.value != EDTF:
        return None
    try:
        day = getattr(edtf.bounds(term.value), side)
    except DateError:
        return None  # the shapes report the malformed date, with its line
    return None if day is None else ox.Literal(day.isoformat(), datatype=_XSD_DATE)


FUNCTIONS: Final[
    dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]]
] = {
    ox.NamedNode(FUNCTION + "earliest"): lambda date: _bound("earliest", date),
    ox.NamedNode(FUNCTION + "latest"): lambda date: _bound("latest", date),
}
"""The functions that rules may call, so that EDTF is read in one place only."""
