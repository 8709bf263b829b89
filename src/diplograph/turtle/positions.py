"""Where each triple of a Turtle file stands: the lines of its subject, predicate and object.

The parser that builds the graph gives no positions, and a finding that names no line is of little use to
whoever writes the file. So this scanner reads a file a second time, and only when there is something to
report. It takes files that the parser has accepted; on others it gives up with an error.

Source: RDF 1.1 Turtle, sections 2 and 6 (https://www.w3.org/TR/turtle/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from diplograph.errors import SourceError
from diplograph.names import RDF, XSD

_PLX: Final = r"%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%]"
_TOKEN: Final = re.compile(
    rf"""
      (?P<skip>    (?:[ \t\r\n\ufeff]+ | \#[^\n\r]*)+ )
    | (?P<iri>     <[^<>"{{}}|^`\x00-\x20]*> )
    | (?P<string>  \"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*\"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<at>      @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<datatype> \^\^ )
    | (?P<blank>   _:\w(?:[\w.\-·]*[\w\-·])? )
    | (?P<pname>   (?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:
                   (?:(?:[\w:]|{_PLX})(?:(?:[\w.:\-·]|{_PLX})*(?:[\w:\-·]|{_PLX}))?)? )
    | (?P<double>  [+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+ )
    | (?P<decimal> [+-]?[0-9]*\.[0-9]+ )
    | (?P<integer> [+-]?[0-9]+ )
    | (?P<word>    [A-Za-z]+ )
    | (?P<mark>    [\[\](),;.] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_IRI: Final = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple of a Turtle file, with the lines, from 1, on which its terms begin.

    Attributes:
        subject: The subject, in N-Triples form; a blank node has a label of the scanner's own.
        predicate: The predicate, in N-Triples form.
        object: The object, in N-Triples form.
        subject_line: The line of the subject.
        predicate_line: The line of the predicate.
        line: The line of the object.
    """

    subject: str
    predicate: str
    object: str
    subject_line: int
    predicate_line: int
    line: int


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file, from 1."""

    path: Path
    line: int


class SourceMap:
    """Finds the file and line of a triple among some Turtle files.

    Args:
        files: Path, text and base IRI of each file.
    """

    def __init__(self, files: Iterable[tuple[Path, str, str]]) -> None:
        self._triples: dict[tuple[str, str, str], Location] = {}
        self._properties: dict[tuple[str, str], Location] = {}
        self._subjects: dict[str, Location] = {}
        for path, text, base in files:
            for said in scan(text, base=base, path=path):
                key = (said.subject, said.predicate)
                self._triples.setdefault((*key, said.object), Location(path, said.line))
                self._properties.setdefault(key, Location(path, said.predicate_line))
                self._subjects.setdefault(said.subject, Location(path, said.subject_line))

    def locate(
        self, subject: str, predicate: str | None = None, object: str | None = None
    ) -> Location | None:
        """Find where a triple is said, or as much of it as is said anywhere.

        Args:
            subject: The subject, in N-Triples form.
            predicate: The predicate, if one is meant.
            object: The object, if one is meant.

        Returns:
            The line of the object; else that of the predicate on this subject; else that on which the
            subject is first described; None if it is described nowhere.
        """
        found = None
        if predicate is not None and object is not None:
            found = self._triples.get((subject, predicate, object))
        if found is None and predicate is not None:
            found = self._properties.get((subject, predicate))
        return found or self._subjects.get(subject)


def scan(text: str, *, base: str = "", path: Path | None = None) -> Iterator[Statement]:
    """Read the triples of a Turtle file with their lines.

    Args:
        text: The file.
        base: The IRI that relative IRIs are resolved against until the file says otherwise.
        path: The file's path, for messages.

    Raises:
        SourceError: The text is not Turtle, as far as the scanner sees.

    Example:
        >>> [s.line for s in scan("<http://a.example/s> a\\n  <http://a.example/C> .")]
        [2]
    """
    return _Scanner(text, base, path).document()


class _Scanner:
    """Reads one file by recursive descent; `_kind` and `_text` are the token ahead."""

    def __init__(self, text: str, base: str, path: Path | None) -> None:
        self._source = text
        self._base = base
        self._path = path
        self._prefixes: dict[str, str] = {}
        self._blank_nodes = 0
        self._end = 0
        self._line = 1
        self._counted = 0
        self._advance()

    def document(self) -> Iterator[Statement]:
        while self._kind != "end":
            if not self._directive():
                yield from self._triples()
                self._expect(".")

    # Tokens

    def _advance(self) -> None:
        """Move to the next token, counting lines up to where it begins."""
        while True:
            match = _TOKEN.match(self._source, self._end)
            if match is None:
                break
            self._end = match.end()
            if match.lastgroup != "skip":
                self._line += self._source.count("\n", self._counted, match.start())
                self._counted = match.start()
                self._kind, self._text = match.lastgroup or "", match[0]
                return
        if self._end < len(self._source):
            self._line += self._source.count("\n", self._counted, self._end)
            self._fail("no Turtle token")
        self._kind, self._text = "end", ""

    def _take(self) -> str:
        text = self._text
        self._advance()
        return text

    def _is(self, mark: str) -> bool:
        return self._kind == "mark" and self._text == mark

    def _expect(self, mark: str) -> None:
        if not self._is(mark):
            self._fail(f"{mark!r} expected")
        self._advance()

    def _fail(self, reason: str) -> NoReturn:
        raise SourceError(f"not Turtle: {reason}", path=self._path, line=self._line)

    # Grammar

    def _directive(self) -> bool:
        word = self._text.lower()
        if self._kind not in ("at", "word") or word.removeprefix("@") not in ("prefix", "base"):
            return False
        self._advance()
        if word.endswith("prefix"):
            prefix = self._take().removesuffix(":")
            self._prefixes[prefix] = self._resolve()
        else:
            self._base = self._resolve()
        if word.startswith("@"):
            self._expect(".")
        return True

    def _resolve(self) -> str:
        if self._kind != "iri":
            self._fail("an IRI expected")
        return resolve(self._base, _unescape(self._take()[1:-1]))

    def _triples(self) -> Iterator[Statement]:
        line = self._line
        lone = self._is("[")
        subject, nested = self._node()
        yield from nested
        if not (lone and self._is(".")):
            yield from self._predicates(subject, line)

    def _predicates(self, subject: str, subject_line: int) -> Iterator[Statement]:
        while True:
            predicate_line = self._line
            predicate = self._verb()
            while True:
                line = self._line
                value, nested = self._node()
                yield Statement(subject, predicate, value, subject_line, predicate_line, line)
                yield from nested
                if not self._is(","):
                    break
                self._advance()
            if not self._is(";"):
                return
            while self._is(";"):
                self._advance()
            if self._is(".") or self._is("]"):
                return

    def _verb(self) -> str:
        if self._kind == "word" and self._text == "a":
            self._advance()
            return f"<{RDF}type>"
        if self._kind not in ("iri", "pname"):
            self._fail("a predicate expected")
        return self._iri()

    def _node(self) -> tuple[str, list[Statement]]:
        """Read a subject or an object, with the triples written inside it."""
        if self._is("["):
            return self._property_list()
        if self._is("("):
            return self._collection()
        if self._kind == "blank":
            return self._take(), []
        if self._kind in ("iri", "pname"):
            return self._iri(), []
        return self._literal(), []

    def _iri(self) -> str:
        if self._kind == "iri":
            return f"<{self._resolve()}>"
        prefix, _, local = self._take().partition(":")
        if prefix not in self._prefixes:
            self._fail(f"the prefix {prefix}: is not declared")
        local = re.sub(r"\\(.)", r"\1", local)
        return f"<{self._prefixes[prefix]}{local}>"

    def _literal(self) -> str:
        kind = self._kind
        if kind in ("integer", "decimal", "double"):
            return str(_typed(self._take(), kind))
        if kind == "word" and self._text in ("true", "false"):
            return str(_typed(self._take(), "boolean"))
        if kind != "string":
            self._fail("a term expected")
        text = self._take()
        quotes = 3 if text[:3] in ('"""', "'''") else 1
        value = _unescape(text[quotes:-quotes])
        if self._kind == "at":
            return str(ox.Literal(value, language=self._take()[1:].lower()))
        if self._kind == "datatype":
            self._advance()
            return str(ox.Literal(value, datatype=ox.NamedNode(self._iri()[1:-1])))
        return str(ox.Literal(value))

    def _property_list(self) -> tuple[str, list[Statement]]:
        line = self._line
        self._advance()
        node = self._new_blank_node()
        inside = [] if self._is("]") else list(self._predicates(node, line))
        self._expect("]")
        return node, inside

    def _collection(self) -> tuple[str, list[Statement]]:
        self._advance()
        items: list[tuple[str, int]] = []
        inside: list[Statement] = []
        while not self._is(")"):
            line = self._line
            item, nested = self._node()
            items.append((item, line))
            inside += nested
        self._advance()
        rest = f"<{RDF}nil>"
        for item, line in reversed(items):
            node = self._new_blank_node()
            inside.append(Statement(node, f"<{RDF}first>", item, line, line, line))
            inside.append(Statement(node, f"<{RDF}rest>", rest, line, line, line))
            rest = node
        return rest, inside

    def _new_blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:scanned{self._blank_nodes}"


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        if code := match[1] or match[2]:
            return chr(int(code, 16))
        return _CONTROL.get(match[3], match[3])

    return _ESCAPE.sub(character, text)


@lru_cache(maxsize=4096)
def resolve(base: str, reference: str) -> str:
    """Resolve an IRI reference against a base IRI (RFC 3986, section 5.2).

    Example:
        >>> resolve("https://a.example/graph/", "document/d#char=1,2")
        'https://a.example/graph/document/d#char=1,2'
    """
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is None and base:
        scheme, base_authority, base_path, base_query, _ = _split(base)
        if authority is None:
            authority = base_authority
            if not path:
                path, query = base_path, base_query if query is None else query
            elif not path.startswith("/"):
                root = "/" if base_authority is not None and not base_path else ""
                path = _without_dots(root + base_path[: base_path.rfind("/") + 1] + path)
            else:
                path = _without_dots(path)
        else:
            path = _without_dots(path)
    elif scheme is not None and base:
        path = _without_dots(path) if authority is not None else path
    parts = [
        f"{scheme}:" if scheme is not None else "",
        f"//{authority}" if authority is not None else "",
        path,
    ]
    return (
        "".join(parts)
        + (f"?{query}" if query is not None else "")
        + (f"#{fragment}" if fragment is not None else "")
    )


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _IRI.fullmatch(iri)
    assert match is not None  # every string matches
    return match[1], match[2], match[3], match[4], match[5]


def _without_dots(path: str) -> str:
    """Remove the segments ``.`` and ``..`` (RFC 3986, section 5.2.4)."""
    out: list[str] = []
    segments = path.split("/")
    for position, segment in enumerate(segments):
        last = position == len(segments) - 1
        if segment == "..":
            if len(out) > 1:
                out.pop()
            if last:
                out.append("")
        elif segment == ".":
            if last:
                out.append("")
        else:
            out.append(segment)
    return "/".join(out)
