"""Terms of N-Quads, written as Turtle does: prefixed names, IRIs relative to a base, bare numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from diplograph.base.names import PREFIXES, RDF, XSD

TYPE: Final = f"<{RDF}type>".encode()
FIRST: Final = f"<{RDF}first>".encode()
REST: Final = f"<{RDF}rest>".encode()
NIL: Final = f"<{RDF}nil>".encode()

_LOCAL: Final = re.compile(rb"[A-Za-z_][A-Za-z0-9_-]*\Z")
_RELATIVE: Final = re.compile(rb"[A-Za-z0-9_-]+(?:[/#?].*)?\Z", re.DOTALL)
_BARE: Final = {
    f"^^<{XSD}integer>".encode(): re.compile(rb"[+-]?[0-9]+\Z"),
    f"^^<{XSD}decimal>".encode(): re.compile(rb"[+-]?[0-9]*\.[0-9]+\Z"),
    f"^^<{XSD}boolean>".encode(): re.compile(rb"(?:true|false)\Z"),
}
_ROOM: Final = 100_000
_LONG: Final = 300


class Terms:
    r"""Writes terms; those met before come from memory, of which it keeps a bounded amount.

    Args:
        base: The IRI that others are written relative to.
        prefixes: Namespaces by prefix.

    Attributes:
        known: What it keeps: terms as written, by term.

    Example:
        >>> terms = Terms("https://w3id.org/diplograph/")
        >>> terms.write(b"<https://w3id.org/diplograph/ontology#Visit>")
        b'dg:Visit'
        >>> terms.write(b"<https://w3id.org/diplograph/id/state/egypt>")
        b'<id/state/egypt>'
        >>> terms.write(b'"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
        b'1.50'
        >>> terms.write(b'"1993"^^<http://id.loc.gov/datatypes/edtf/EDTF>')
        b'"1993"^^edtf:EDTF'
    """

    def __init__(self, base: str, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.base = base.encode()
        self.prefixes = {iri.encode(): prefix.encode() for prefix, iri in prefixes.items()}
        self.known: dict[bytes, bytes] = {}

    def header(self) -> bytes:
        """Return the declarations that stand at the head of a file."""
        lines = [b"@base <" + self.base + b"> .\n"]
        lines += [b"@prefix " + prefix + b": <" + iri + b"> .\n" for iri, prefix in self.prefixes.items()]
        return b"".join(lines)

    def write(self, term: bytes) -> bytes:
        """Return a term as Turtle writes it."""
        known = self.known.get(term)
        if known is not None:
            return known
        start = term[:1]
        if start == b'"':
            written = self._literal(term)
        elif term.startswith(b"<<("):
            subject, predicate, value = term[4:-4].split(b" ", 2)
            written = b"<<( %s %s %s )>>" % (self.write(subject), self.write(predicate), self.write(value))
        elif start == b"<":
            written = self._iri(term)
        else:
            return term
        if len(term) < _LONG:
            if len(self.known) >= _ROOM:
                self.known.clear()
            self.known[term] = written
        return written

    def _iri(self, term: bytes) -> bytes:
        iri = term[1:-1]
        cut = max(iri.rfind(b"/"), iri.rfind(b"#")) + 1
        prefix = self.prefixes.get(iri[:cut])
        if prefix is not None and _LOCAL.match(iri, cut):
            return prefix + b":" + iri[cut:]
        if iri.startswith(self.base):
            rest = iri[len(self.base) :]
            if _RELATIVE.match(rest) and b"/." not in rest:  # dots in a path would be resolved away
                return b"<" + rest + b">"
        return term

    def _literal(self, term: bytes) -> bytes:
        quote = term.rindex(b'"')
        suffix = term[quote + 1 :]
        if not suffix.startswith(b"^^"):
            return term
        bare = _BARE.get(suffix)
        if bare is not None and bare.match(term[1:quote]):
            return term[1:quote]
        return term[: quote + 1] + b"^^" + self.write(suffix[2:])
