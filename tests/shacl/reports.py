"""What two validation reports must have in common."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from diplograph.base.names import RDF, SH
from diplograph.shacl.graph import Term

COMPARED = ("focusNode", "resultPath", "resultSeverity", "sourceConstraint", "sourceConstraintComponent",
            "sourceShape", "value")  # fmt: skip
Index = dict[Term, dict[str, list[Term]]]


def index(triples: Iterable[ox.Triple]) -> Index:
    about: Index = {}
    for triple in triples:
        about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return about


def described(about: Index) -> list[str]:
    """Return the results of a report, in words that do not depend on the names of blank nodes."""

    def path(term: Term) -> str:
        if not isinstance(term, ox.BlankNode):
            return str(term)
        parts = sorted(f"{p} {path(o)}" for p, values in about.get(term, {}).items() for o in values)
        return f"[{' '.join(parts)}]"

    def value(name: str, term: Term) -> str:
        return path(term) if name == "resultPath" else "[]" if isinstance(term, ox.BlankNode) else str(term)

    results = []
    for told in about.values():
        if ox.NamedNode(SH + "ValidationReport") in told.get(RDF + "type", []):
            for node in told.get(SH + "result", []):
                own = about[node]
                results.append(" ".join(f"{n}={value(n, t)}" for n in COMPARED for t in own.get(SH + n, [])))
    return sorted(results)
