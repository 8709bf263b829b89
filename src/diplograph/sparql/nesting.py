"""How deep terms lie within each other: triples within triples crash a parser that is not stopped before."""

from __future__ import annotations

import re
from typing import IO, Final

_DEEPEST: Final = 200
_BLOCK: Final = 1 << 20
_SIGNS: Final = (b"triple", b"\\u006", b"\\u007", b"<<")  # JSON may escape the letters of "triple"
_OVERLAP: Final = max(map(len, _SIGNS)) - 1
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\]|\\.)*+"|<(?!<)[^<>\s]*>'
    rb"|(?P<open>[\[{]|<<)|(?P<close>[\]}]|>>)",
    re.DOTALL,
)


def is_too_deep(body: IO[bytes]) -> bool:
    r"""Return whether brackets lie more than 200 deep in JSON or Turtle that has triple terms.

    An answer without them is passed over quickly: there the parser bounds the depth itself.

    Args:
        body: The answer, which is left at its start.

    Example:
        >>> import io
        >>> is_too_deep(io.BytesIO(b'{"type":"triple","value":' * 300))
        True
        >>> is_too_deep(io.BytesIO(b'<a> <b> "<<<< triple [[" .' * 300))
        False
    """
    is_suspect, tail = False, b""
    while not is_suspect and (block := body.read(_BLOCK)):
        is_suspect = any(sign in tail + block for sign in _SIGNS)
        tail = block[-_OVERLAP:]
    body.seek(0)
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
    body.seek(0)
    return depth > _DEEPEST
