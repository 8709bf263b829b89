"""The inference rules: one SPARQL CONSTRUCT a rule, run until nothing new follows.

Every inferred triple stands in the graph of the rule that first gave it, ``…/graph/inferred/RULE``.
A triple that is already said, or that an earlier rule gave, is not repeated. Rules run in the order
of their names, so that the same input gives the same graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base import edtf
from diplograph.base.errors import DateError, ProjectError, RuleError
from diplograph.base.files import read_text
from diplograph.base.names import EDTF, FUNCTION, XSD

_STRATUM: Final = re.compile(r"^#\+\s*stratum:\s*([0-9]+)\s*$", re.MULTILINE)
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
    """

    name: str
    path: Path
    query: str
    stratum: int


def load_rules(folder: Path) -> list[Rule]:
    """Read the rules of a folder, in the order of their names.

    Raises:
        ProjectError: The folder is missing.
        SourceError: A file cannot be read.
    """
    if not folder.is_dir():
        raise ProjectError("the folder of inference rules is missing", path=folder)
    rules = []
    for path in sorted(folder.glob("*.rq")):
        query = read_text(path)
        stratum = _STRATUM.search(query)
        rules.append(Rule(path.stem, path, query, int(stratum[1]) if stratum else 1))
    return rules


def infer(quads: Iterable[ox.Quad], rules: Iterable[Rule]) -> dict[str, set[ox.Triple]]:
    """Run rules over the union of all graphs until nothing new follows.

    Args:
        quads: What is said.
        rules: The rules to run.

    Returns:
        What each rule gave, by the name of the rule; rules that gave nothing are not in it.

    Raises:
        RuleError: A rule is not a CONSTRUCT query.
    """
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    rules = sorted(rules, key=lambda rule: rule.name)
    inferred: dict[str, set[ox.Triple]] = {}
    for stratum in sorted({rule.stratum for rule in rules}):
        _run_to_fixpoint(store, [rule for rule in rules if rule.stratum <= stratum], inferred)
    return inferred


def _run_to_fixpoint(store: ox.Store, rules: list[Rule], inferred: dict[str, set[ox.Triple]]) -> None:
    """Run rules in turn; stop when all of them, one after the other, gave nothing new."""
    idle = 0
    while idle < len(rules):
        for rule in rules:
            new = {t for t in _construct(store, rule) if ox.Quad(*t) not in store}
            if not new:
                idle += 1
            else:
                idle = 0
                store.extend(ox.Quad(*triple) for triple in new)
                inferred.setdefault(rule.name, set()).update(new)
            if idle >= len(rules):
                return


def _construct(store: ox.Store, rule: Rule) -> ox.QueryTriples:
    try:
        result = store.query(rule.query, custom_functions=FUNCTIONS)
    except SyntaxError as error:
        raise RuleError(f"not SPARQL: {error.msg}", path=rule.path, line=error.lineno) from error
    if not isinstance(result, ox.QueryTriples):
        raise RuleError("a rule must be a CONSTRUCT query", path=rule.path)
    return result


def _bound(side: str, term: object) -> ox.Literal | None:
    """Give one bound of an EDTF literal; None, which leaves it unbound, for anything else."""
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
