"""How deep terms lie within each other: triples within triples, and JSON, can crash a parser."""

from __future__ import annotations

import re
from typing import IO, Final

_DEEPEST: Final = 200
_BLOCK: Final = 1 << 20
IN_TURTLE: Final = (b"<<",)
IN_JSON_LD: Final = (b"{", b"[")
_IN_ANSWERS: Final = (b"triple", b"\\u006", b"\\u007", *IN_TURTLE)  # JSON may escape the letters of "triple"
_OVERLAP: Final = max(map(len, _IN_ANSWERS)) - 1
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\]|\\.)*+"|<(?!<)[^<>\s]*>'
    rb"|(?P<open>[\[{]|<<)|(?P<close>[\]}]|>>)",
    re.DOTALL,
)


def is_too_deep(body: IO[bytes], signs: tuple[bytes, ...] = _IN_ANSWERS) -> bool:
    r"""Return whether brackets lie more than 200 deep in JSON or Turtle that has triple terms.

    What has none is passed over quickly: there the parser bounds the depth itself.

    Args:
        body: What is to be read, which is left where it was.
        signs: What it contains if it can be too deep; by default, what an answer with triple terms contains.

    Example:
        >>> import io
        >>> is_too_deep(io.BytesIO(b'{"type":"triple","value":' * 300))
        True
        >>> is_too_deep(io.BytesIO(b'<a> <b> "<<<< triple [[" .' * 300))
        False
    """
    start, is_suspect, tail = body.tell(), False, b""
    while not is_suspect and (block := body.read(_BLOCK)):
        is_suspect = any(sign in tail + block for sign in signs)
        tail = block[-_OVERLAP:]
    body.seek(start)
    if not is_suspect:
        return False
    depth = 0
    for token in _TOKEN.finditer(body.read()):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        if depth > _DEEPEST:
            break
    body.seek(start)
    return depth > _DEEPEST
