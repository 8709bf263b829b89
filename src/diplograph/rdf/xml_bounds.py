"""RDF/XML that would take a reader's memory or time is refused before it is parsed.

pyoxigraph expands entities without bound, reads elements within elements in a time that grows by the square
of their depth, and takes a document that ends early for whole. Here the document is passed through expat
once, which expands no entity: they are counted.

Source: Extensible Markup Language (XML) 1.0, section 4.4 (https://www.w3.org/TR/xml/#entproc).
"""

from __future__ import annotations

import re
from typing import IO, Final
from xml.parsers import expat

from diplograph.base.messages import Message, counted, message

_MOST_EXPANDED: Final = 10_000_000  # bytes that all entities of a document may come to
_DEEPEST: Final = 1_000
_BLOCK: Final = 1 << 20
_REFERENCE: Final = re.compile("&[^#;][^;]*;")


class XmlError(Exception):
    """A document is not well-formed, or would take too much.

    Attributes:
        reason: Why.
        line: The line, counted from 1.
        is_late: Whether the document is not well-formed, after its entities are known to be harmless.
    """

    def __init__(self, reason: Message, line: int, *, is_late: bool = False) -> None:
        super().__init__(reason.text("en"))
        self.reason, self.line, self.is_late = reason, line, is_late


def check_xml(stream: IO[bytes]) -> None:
    """Check that a document is well-formed XML that can be parsed; the stream is left at its end.

    Entities may stand for text, as in files of OWL editors, not for other entities.

    Raises:
        XmlError: It is not.

    Example:
        >>> import io
        >>> check_xml(io.BytesIO(b'<!DOCTYPE a [<!ENTITY e "http://example.org/">]><a b="&e;c">&e;</a>'))
        >>> try:
        ...     check_xml(io.BytesIO(b'<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><a>&f;</a>'))
        ... except XmlError as error:
        ...     print(error.line)
        1
    """
    _Check().run(stream)


class _Check:
    def __init__(self) -> None:
        self._parser = parser = expat.ParserCreate()
        self._sizes: dict[str, int] = {}
        self._expanded = self._depth = 0
        self._has_root = False
        parser.EntityDeclHandler = self._declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.DefaultHandler = self._other  # with it, no entity within text is expanded

    def run(self, stream: IO[bytes]) -> None:
        """Read a document to its end, and let go of the parser, which refers to this."""
        try:
            while block := stream.read(_BLOCK):
                self._parser.Parse(block, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = message("error.not-rdf", format="RDF/XML", reason=expat.ErrorString(error.code))
            if not _is_utf_8(block):
                reason = message("error.not-utf-8")
            raise XmlError(reason, error.lineno, is_late=self._has_root) from None

    def _declared(self, name: str, is_parameter: int, value: str | None, *_: object) -> None:
        if is_parameter or value is None or _REFERENCE.search(value):
            raise XmlError(message("error.xml-entity", name=name), self._parser.CurrentLineNumber)
        self._sizes[name] = len(value)

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._has_root = True
        self._depth += 1
        if self._depth > _DEEPEST:
            most = counted("elements", _DEEPEST)
            raise XmlError(message("error.xml-depth", most=most), self._parser.CurrentLineNumber)
        if self._sizes:  # those in attributes are expanded: expat bounds that, and so does this
            self._count(sum(map(len, attributes.values())))

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _other(self, text: str) -> None:
        if self._sizes and text.startswith("&"):
            self._count(self._sizes.get(text[1:-1], 0))

    def _count(self, size: int) -> None:
        self._expanded += size
        if self._expanded > _MOST_EXPANDED:
            reason = message("error.xml-expanded", most=_MOST_EXPANDED // 1_000_000)
            raise XmlError(reason, self._parser.CurrentLineNumber)


def _is_utf_8(block: bytes) -> bool:
    """Return whether a block is UTF-8, at the end of which a character may be cut."""
    try:
        block.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True
