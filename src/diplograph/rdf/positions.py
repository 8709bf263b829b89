"""On which line of a Turtle file each triple stands.

The parser gives triples without their places. This scanner reads the same text again and gives the
line of each subject, predicate and object, so that a finding can name file and line. The text has
been parsed before: the scanner relies on that, and refuses only what it cannot make sense of.

Read is Turtle 1.1 (https://www.w3.org/TR/turtle/, the grammar in section 6.5). Of what Turtle 1.2 adds, the
version and the direction of a language tag are read; triple terms, reifiers and annotations are refused.
Lines are counted from 1; LF, CR and CR LF each end one, as the parser counts them.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import ReasonedError, SourceError
from diplograph.base.messages import Message, message
from diplograph.base.names import RDF, XSD

_FIRST: Final = f"<{RDF}first>"
_REST: Final = f"<{RDF}rest>"
_NIL: Final = f"<{RDF}nil>"
_PLAIN: Final = f"<{XSD}string>"

# --- TOKENS, from small pieces named after the grammar. A literal with its language or datatype, a directive,
# --- ``[]`` and ``()`` are one token each, so that the scanner need not look ahead. Repetition is possessive:
# --- no input makes the expression try the same characters in many ways.

_GAP = r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"
_HEX = "[0-9A-Fa-f]"
_UCHAR = rf"\\u{_HEX}{{4}}|\\U{_HEX}{{8}}"
_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = rf"{_BASE_CHARS}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
_PLX = rf"%{_HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL_PART = rf"(?:[{_CHARS}:]|{_PLX})++"
_LOCAL = rf"(?:[{_BASE_CHARS}_:0-9]|{_PLX})(?:{_LOCAL_PART})?+(?:\.++{_LOCAL_PART})*+"
_PREFIX = rf"(?:[{_BASE_CHARS}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+)?+:"
_LABEL = rf"_:[{_BASE_CHARS}_0-9][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+"
_IRI = rf'<(?:[^\x00-\x20<>"{{}}|^`\\]++|{_UCHAR})*+>'
_NAME = rf"{_IRI}|{_PREFIX}(?:{_LOCAL})?+"
_LONG = r'"""(?:[^"\\]++|\\.|"(?!""))*+"""' "|" r"'''(?:[^'\\]++|\\.|'(?!''))*+'''"
_SHORT = r'"(?:[^"\\\r\n]++|\\.)*+"' "|" r"'(?:[^'\\\r\n]++|\\.)*+'"
_LANGUAGE = "@[A-Za-z]++(?:--?[A-Za-z0-9]++)*+"
_SET_PREFIX = rf"(?i:prefix)(?(at)|(?=[ \t\r\n\#])){_GAP}(?P<prefix>{_PREFIX})"
_TOKEN = re.compile(
    rf"{_GAP}(?:"
    rf"(?P<name>{_NAME})"
    rf"|(?P<literal>(?P<quoted>{_LONG}|{_SHORT})"
    rf"(?:{_GAP}(?:(?P<language>{_LANGUAGE})|\^\^{_GAP}(?P<datatype>{_NAME})))?+)"
    rf"|(?P<type>a(?![{_CHARS}]))"
    rf"|(?P<boolean>(?:true|false)(?![{_CHARS}]))"
    r"|(?P<double>[+-]?(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)[eE][+-]?[0-9]++)"
    r"|(?P<decimal>[+-]?[0-9]*+\.[0-9]++)"
    r"|(?P<integer>[+-]?[0-9]++)"
    rf"|(?P<label>{_LABEL})"
    rf"|(?P<anonymous>\[{_GAP}\])"
    rf"|(?P<nil>\({_GAP}\))"
    r"|(?P<mark>[.;,()\[\]])"
    rf"|(?P<version>(?P<sign>@)?+(?i:version){_GAP}(?:{_SHORT})(?(sign){_GAP}\.))"
    rf"|(?P<directive>(?P<at>@)?+(?:(?i:base)|{_SET_PREFIX}){_GAP}(?P<namespace>{_IRI})(?(at){_GAP}\.))"
    r"|(?P<end>\Z)"
    r"|(?P<unknown>.))",
    re.DOTALL,
)
_LINE_END = re.compile(r"\r\n?|\n")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>")
_SEGMENT = r"[^.:/?#\\][^:/?#\\]*"
_BELOW = re.compile(rf"<{_SEGMENT}(?:/{_SEGMENT})*(?:[?#][^\\]*)?>")  # has no dot to resolve, no escape
_VERBATIM = re.compile(r'"[^"\\\x00-\x1f\x7f\ufffe\uffff]*"')  # stands in N-Triples as it stands here

# --- STATEMENTS.

_SUBJECT: Final = "subject"
_PREDICATE: Final = "predicate"
_OBJECT: Final = "object"
_SEPARATOR: Final = "end-of-statement"


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple and the lines of its three terms.

    Terms are in the form of N-Triples, as ``str`` gives the parser's terms: ``<iri>``, ``"text"@ar``,
    ``"1"^^<datatype>``. Blank nodes are ``_:b0``, ``_:b1``, …, counted in each text anew; they have
    nothing to do with the parser's.

    Attributes:
        line: Where the object starts; the other two tell where subject and predicate were named.
    """

    subject: str
    predicate: str
    object: str
    line: int
    subject_line: int
    predicate_line: int


def scan(text: str, *, base: str = "", path: Path | None = None) -> Iterator[Statement]:
    r"""Return every triple of a Turtle text with the lines on which its terms stand.

    A nested ``[ … ]`` starts on the line of its ``[``; of a collection, each ``rdf:first`` and ``rdf:rest``
    is on the line of the item that it adds, and the first cell on that of the ``(``.

    Args:
        text: Well-formed Turtle, with or without a byte order mark.
        base: The IRI that relative IRIs are resolved against where the text gives no base.
        path: The file, for errors.

    Raises:
        SourceError: While iterating: the text is not Turtle 1.1, has an undeclared prefix, or has a
            relative IRI and no base. The error names the line.

    Example:
        >>> text = '@prefix ex: <http://example.org/> .\n<s> ex:p 1 ,\n  "two"@en .'
        >>> for s in scan(text, base="http://example.org/"):
        ...     print(s.line, s.subject, s.predicate, s.object)
        2 <http://example.org/s> <http://example.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>
        3 <http://example.org/s> <http://example.org/p> "two"@en
    """
    return _Scanner(text, base, path).statements()


class _UnreadableError(ReasonedError):
    """What cannot be read, and why; the scanner adds file and line."""


@dataclass(slots=True)
class _Frame:
    """What is open at a place: a statement, a property list or a collection."""

    closer: str  # the mark that ends it, and tells which of the three it is
    expects: str
    subject: str = ""
    subject_line: int = 0
    predicate: str = ""
    predicate_line: int = 0


class _Scanner:
    """Makes statements of tokens. Nesting is kept in a list: no depth is too deep."""

    def __init__(self, text: str, base: str, path: Path | None) -> None:
        self._text = text
        self._path = path
        self._line = 1
        self._terms = _Terms(base)
        self._frame = _Frame(".", _SUBJECT)
        self._outer: list[_Frame] = []

    def statements(self) -> Iterator[Statement]:
        line_starts = [match.end() for match in _LINE_END.finditer(self._text)] + [sys.maxsize]
        start_of_text = 1 if self._text.startswith("\ufeff") else 0
        try:
            for token in _TOKEN.finditer(self._text, start_of_text):
                kind = str(token.lastgroup)
                start = token.start(kind)
                while line_starts[self._line - 1] <= start:
                    self._line += 1
                yield from self._follow(kind, token)
        except _UnreadableError as error:
            raise SourceError(error.reason, path=self._path, line=self._line) from error

    def _follow(self, kind: str, token: re.Match[str]) -> tuple[Statement, ...]:
        """Take the next token; the statements that it completes."""
        if kind == "mark":
            return self._mark(token[kind])
        if kind == "unknown":
            start = token.start(kind)
            raise _UnreadableError(message("error.not-turtle", text=token.string[start : start + 40]))
        if kind not in ("directive", "version", "end"):
            return self._place(self._terms.read(kind, token))
        if self._frame.expects != _SUBJECT:
            raise self._unexpected(token[kind] or message("turtle.end-of-text"))
        if kind == "directive":
            self._terms.declare(token["prefix"], token["namespace"])
        return ()

    def _place(self, term: str) -> tuple[Statement, ...]:
        """Put a term where one is expected; the statements that it completes."""
        frame, line = self._frame, self._line
        if frame.expects == _OBJECT:
            if frame.closer == ")":
                return self._add_item(term)
            frame.expects = _SEPARATOR
            lines = (line, frame.subject_line, frame.predicate_line)
            return (Statement(frame.subject, frame.predicate, term, *lines),)
        if frame.expects == _PREDICATE and term.startswith("<"):
            frame.predicate, frame.predicate_line, frame.expects = term, line, _OBJECT
            return ()
        if frame.expects == _SUBJECT and not term.startswith('"'):
            frame.subject, frame.subject_line, frame.expects = term, line, _PREDICATE
            return ()
        raise self._unexpected(term)

    def _add_item(self, term: str) -> tuple[Statement, ...]:
        """Add an item to the open collection: the first to the cell that is there, others in a new one."""
        frame, line = self._frame, self._line
        if not frame.predicate:
            frame.predicate = _FIRST
            return (Statement(frame.subject, _FIRST, term, line, frame.subject_line, line),)
        cell = self._terms.blank_node()
        rest = Statement(frame.subject, _REST, cell, line, frame.subject_line, line)
        frame.subject, frame.subject_line = cell, line
        return rest, Statement(cell, _FIRST, term, line, line, line)

    def _mark(self, mark: str) -> tuple[Statement, ...]:
        """Follow a punctuation mark; the statements that it completes."""
        frame = self._frame
        if mark in "[(":
            return self._open(mark)
        between = frame.expects == _SEPARATOR or (frame.expects == _PREDICATE and mark != ",")
        if mark in ",;" and between:
            frame.expects = _OBJECT if mark == "," else _PREDICATE
        elif mark == "." == frame.closer and between:
            frame.expects = _SUBJECT
        elif mark == "]" == frame.closer and between:
            self._frame = self._outer.pop()
        elif mark == ")" == frame.closer:
            self._frame = self._outer.pop()
            return (Statement(frame.subject, _REST, _NIL, self._line, frame.subject_line, self._line),)
        else:
            raise self._unexpected(mark)
        return ()

    def _open(self, mark: str) -> tuple[Statement, ...]:
        """Start a property list or a collection, which is itself a term of what is around it."""
        node = self._terms.blank_node()
        made = self._place(node)
        self._outer.append(self._frame)
        closer, expects = ("]", _PREDICATE) if mark == "[" else (")", _OBJECT)
        self._frame = _Frame(closer, expects, node, self._line)
        return made

    def _unexpected(self, found: str | Message) -> _UnreadableError:
        shown = found if isinstance(found, Message) else found[:40]
        expected = message(f"turtle.{self._frame.expects}")
        return _UnreadableError(message("turtle.unexpected", expected=expected, found=shown))


class _Terms:
    """Turns tokens into terms in the form of N-Triples, under the base and prefixes in force.

    Whatever takes more than copying (dots in paths, escapes, control characters) is given to the
    parser, piece by piece, so that both agree on every term.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._folder: str | None = None
        self._namespaces: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._blank_nodes = 0

    def declare(self, prefix: str | None, iri: str) -> None:
        """Set a prefix, given with its colon, or, without one, the base."""
        iri = self._resolve(iri)[1:-1]
        if prefix is None:
            self._base, self._folder = iri, None
        else:
            self._namespaces[prefix] = iri
        self._names.clear()

    def read(self, kind: str, token: re.Match[str]) -> str:
        """Return the term of a token.

        Raises:
            _UnreadableError: The prefix is not declared, or the parser refuses the token.
        """
        text = token[kind]
        if kind == "name":
            return self._name(text)
        if kind == "literal":
            return self._literal(token)
        if kind == "label":
            return self._labels.get(text) or self._labels.setdefault(text, self.blank_node())
        if kind == "anonymous":
            return self.blank_node()
        if kind in ("type", "nil"):
            return f"<{RDF}{kind}>"
        return f'"{text}"^^<{XSD}{kind}>'  # an integer, decimal, double or boolean

    def blank_node(self) -> str:
        """Make a blank node that no other term of the text is."""
        self._blank_nodes += 1
        return f"_:b{self._blank_nodes - 1}"

    def _name(self, text: str) -> str:
        if text not in self._names:
            self._names[text] = self._resolve(text) if text.startswith("<") else self._expand(text)
        return self._names[text]

    def _expand(self, name: str) -> str:
        """Return the IRI of a prefixed name (Turtle, section 6.3)."""
        prefix, colon, local = name.partition(":")
        if prefix + colon not in self._namespaces:
            raise _UnreadableError(message("error.undeclared-prefix", prefix=prefix))
        return f"<{self._namespaces[prefix + colon]}{local.replace(chr(92), '')}>"

    def _resolve(self, iri: str) -> str:
        """Resolve an IRI against the base (RFC 3986, section 5.2)."""
        if _ABSOLUTE.fullmatch(iri):
            return iri
        if not self._base:
            raise _UnreadableError(message("error.relative-iri", iri=iri[:40]))
        if not _BELOW.fullmatch(iri):
            return _ask_parser(iri, self._base)
        if self._folder is None:
            self._folder = _ask_parser("<.>", self._base)[:-1]
        return self._folder + iri[1:]

    def _literal(self, token: re.Match[str]) -> str:
        quoted = token["quoted"]
        if not _VERBATIM.fullmatch(quoted):
            quoted = _ask_parser(quoted, self._base)
        if token["language"]:
            return quoted + str(token["language"]).lower()
        if token["datatype"]:
            datatype = self._name(token["datatype"])
            return quoted if datatype == _PLAIN else f"{quoted}^^{datatype}"
        return quoted


def _ask_parser(token: str, base: str) -> str:
    """Return the term that the parser makes of an IRI or of a quoted string."""
    try:
        quads = ox.parse(f"<x:> <x:> {token} .".encode(), ox.RdfFormat.TURTLE, base_iri=base or None)
        return str(next(quads).object)
    except (SyntaxError, ValueError) as error:  # the latter for a base that is no IRI, half a surrogate pair
        reason = str(error.msg).split(": ", 1)[-1] if isinstance(error, SyntaxError) else str(error)
        raise _UnreadableError(message("turtle.refused", token=token[:40], reason=reason)) from error


# --- THE MAP of many files.


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file, counted from 1."""

    path: Path
    line: int


class SourceMap:
    r"""Where in some Turtle files a triple, a predicate of a subject, or a subject is written.

    Blank nodes have no name to ask for them by: blank subjects and objects are left out. So is what follows
    in a text after something that `scan` does not read, such as a triple term of Turtle 1.2.

    Args:
        sources: For each file its path, its text and the base IRI.

    Example:
        >>> text = "<urn:x:s> <urn:x:p> <urn:x:o> ; \n <urn:x:q> 'a' ."
        >>> source_map = SourceMap([(Path("x.ttl"), text, "")])
        >>> source_map.locate("<urn:x:s>", "<urn:x:q>", '"a"').line
        2
        >>> source_map.locate("<urn:x:s>", "<urn:x:missing>").line
        1
    """

    def __init__(self, sources: Iterable[tuple[Path, str, str]]) -> None:
        self._places: dict[tuple[str | None, ...], tuple[Path, int]] = {}
        remember = self._places.setdefault
        for path, text, base in sorted(sources, key=lambda source: source[0]):
            with contextlib.suppress(SourceError):  # what the scanner cannot read has no known place
                for s in scan(text, base=base, path=path):
                    if s.subject.startswith("_:"):
                        continue
                    remember((s.subject,), (path, s.subject_line))
                    remember((s.subject, s.predicate), (path, s.predicate_line))
                    if not s.object.startswith("_:"):
                        remember((s.subject, s.predicate, s.object), (path, s.line))

    def locate(
        self, subject: str, predicate: str | None = None, object: str | None = None
    ) -> Location | None:
        """Return the place that tells most about a triple, with terms in the form of N-Triples.

        That is where its object stands, if some file has the triple; else where the subject first
        has the predicate; else where the subject is first described. First is by path, then by line.

        Returns:
            The place, or None where no file describes the subject.
        """
        for key in ((subject, predicate, object), (subject, predicate), (subject,)):
            if place := self._places.get(key):
                return Location(*place)
        return None
