"""The reader's credentials: a token, or a name and password that answer a challenge by Basic or Digest.

They are read from the environment or from ``.netrc``, sent to the endpoint alone and only by https, or to
this machine, unless the reader allows them to go in clear. A name and a password are sent only when the
endpoint asks for them. Both may be in any script.

Sources:
    - HTTP Semantics, RFC 9110, section 11 (challenges)
    - Basic, RFC 7617; Digest, RFC 7616, sections 3.3 to 3.9
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import urllib.parse
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.messages import message
from diplograph.sparql.connection import is_loopback

_HASHES: Final = {"md5": "md5", "sha-256": "sha256", "sha-512-256": "sha512_256"}
_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, section 5.6.2
_PART: Final = re.compile(
    rf"""\s*(?:(?P<name>{_TOKEN})\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>{_TOKEN}))(?=\s*(?:,|$))
    |(?P<scheme>{_TOKEN})(?:\s+(?P<blob>[0-9A-Za-z._~+/-]+=*)(?=\s*(?:,|$)))?(?=\s|,|$))\s*,?""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Challenge:
    """How an endpoint asks for credentials.

    Attributes:
        scheme: The scheme, in small letters, such as ``basic`` or ``digest``.
        parameters: Its parameters; names are in small letters.
    """

    scheme: str
    parameters: Mapping[str, str]


def challenges(headers: Iterable[str]) -> Iterator[Challenge]:
    r"""Read the values of ``WWW-Authenticate``; what cannot be read ends the one that it is in.

    Example:
        >>> [c.scheme for c in challenges(['Negotiate, Digest realm="a, b", nonce=x', 'Basic realm="\\""'])]
        ['negotiate', 'digest', 'basic']
    """
    for header in headers:
        scheme, parameters, place = "", dict[str, str](), 0
        while match := _PART.match(header, place):
            place = match.end()
            if match["scheme"]:
                if scheme:
                    yield Challenge(scheme, parameters)
                scheme, parameters = match["scheme"].lower(), {}
            else:
                value = match["plain"] or re.sub(r"\\(.)", r"\1", match["quoted"] or "", flags=re.DOTALL)
                parameters[match["name"].lower()] = value
        if scheme:
            yield Challenge(scheme, parameters if place == len(header) else {})


def credentials(request: httpx.Request, *, in_clear: bool) -> Reader | None:
    """Return who answers challenges, if the reader has a name; a token goes into the request at once.

    Args:
        request: The request.
        in_clear: Whether credentials may go by http to another machine.

    Raises:
        QueryError: The credentials cannot be used, or may not go to that address.
    """
    is_safe = in_clear or request.url.scheme == "https" or is_loopback(request.url.host)
    token = os.environ.get("DIPLOGRAPH_TOKEN")
    if token:
        if not is_safe:
            raise QueryError(message("error.in-clear"))
        if any(not "!" <= character <= "~" for character in token):
            raise QueryError(message("error.token-character"))
        request.headers["Authorization"] = f"Bearer {token}"
        return None
    user, password = _user(request.url.host)
    try:
        return Reader(user.encode(), password.encode(), is_safe) if user else None
    except UnicodeEncodeError:  # bytes of the environment that are not text
        raise QueryError(message("error.user-not-utf-8")) from None


@dataclass(frozen=True, slots=True)
class Reader:
    """A name and password, which go only to an endpoint that asks for them, by the scheme that it asks for.

    Attributes:
        user: The name.
        password: The password.
        is_safe: Whether they may be sent to the endpoint.
    """

    user: bytes
    password: bytes = field(repr=False)
    is_safe: bool

    def answers(self, request: httpx.Request, asked: Iterable[str]) -> httpx.Request | None:
        """Return a request with credentials: by Digest, which shows the password to nobody, or else by Basic.

        Args:
            request: The request that was refused.
            asked: The values of ``WWW-Authenticate``.

        Returns:
            None if the endpoint asks for neither.

        Raises:
            QueryError: The credentials may not go there, or not by the scheme.
            RemoteError: It asks by Digest, in a way that cannot be answered.
        """
        found = list(challenges(asked))
        digests = [one for one in found if one.scheme == "digest"]
        usable = next((one for one in digests if _can_answer(one)), None)
        is_basic = any(one.scheme == "basic" for one in found)
        if usable is None and not is_basic:
            if digests:
                raise RemoteError(message("error.unknown-challenge"), status=401)
            return None
        if not self.is_safe:
            raise QueryError(message("error.in-clear"))
        if usable is not None:
            value = self._digest(request, usable)
        elif b":" in self.user:
            raise QueryError(message("error.user-colon"))
        else:
            value = b"Basic " + b64encode(self.user + b":" + self.password)
        headers = [*request.headers.raw, (b"Authorization", value)]
        return httpx.Request(request.method, request.url, headers=headers, content=request.content)

    def _digest(self, request: httpx.Request, challenge: Challenge) -> bytes:
        """Return the value of ``Authorization``, as RFC 7616 composes it in section 3.4."""
        given = challenge.parameters
        hash_name, is_session = _algorithm(challenge)

        def digest(*parts: bytes) -> bytes:
            return hashlib.new(hash_name, b":".join(parts), usedforsecurity=False).hexdigest().encode()

        realm, nonce = given["realm"].encode(), given["nonce"].encode()
        client, count = secrets.token_hex(16).encode(), b"00000001"
        secret = digest(self.user, realm, self.password)
        if is_session:
            secret = digest(secret, nonce, client)
        asked = digest(request.method.encode(), request.url.raw_path)
        fields: dict[str, bytes] = {}
        if given.get("userhash", "").lower() == "true":
            fields |= {"username": _quoted(digest(self.user, realm)), "userhash": b"true"}
        elif all(0x20 <= byte < 0x7F for byte in self.user):
            fields["username"] = _quoted(self.user)
        else:  # RFC 7616, section 3.4: the extended notation of RFC 8187
            fields["username*"] = b"UTF-8''" + urllib.parse.quote_from_bytes(self.user, safe="").encode()
        fields |= {"realm": _quoted(realm), "nonce": _quoted(nonce), "uri": _quoted(request.url.raw_path)}
        if "algorithm" in given:
            fields["algorithm"] = given["algorithm"].encode()
        if "opaque" in given:
            fields["opaque"] = _quoted(given["opaque"].encode())
        if "qop" in given:
            fields |= {"qop": b"auth", "nc": count, "cnonce": _quoted(client)}
            response = digest(secret, nonce, count, client, b"auth", asked)
        else:
            response = digest(secret, nonce, asked)
        fields["response"] = _quoted(response)
        return b"Digest " + b", ".join(name.encode() + b"=" + value for name, value in fields.items())


def _quoted(value: bytes) -> bytes:
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def _algorithm(challenge: Challenge) -> tuple[str, bool]:
    """Return the name of the hash, empty for one that is unknown, and whether it is for a session."""
    name = challenge.parameters.get("algorithm", "MD5").lower()
    return _HASHES.get(name.removesuffix("-sess"), ""), name.endswith("-sess")


def _can_answer(challenge: Challenge) -> bool:
    """Return whether a challenge has what an answer needs, in characters that a header can hold."""
    given = challenge.parameters
    if not {"realm", "nonce"} <= set(given) or not _algorithm(challenge)[0]:
        return False
    values = (given.get(name, "") for name in ("realm", "nonce", "opaque"))
    if any(not character.isprintable() for value in values for character in value):
        return False
    return "qop" not in given or "auth" in re.split(r"\s*,\s*", given["qop"].strip().lower())


def _user(host: str) -> tuple[str, str]:
    """Return the reader's name and password for a host; empty where there are none."""
    user = os.environ.get("DIPLOGRAPH_USER")
    if user:
        return user, os.environ.get("DIPLOGRAPH_PASSWORD", "")
    import netrc

    try:
        entry = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (FileNotFoundError, NotADirectoryError, RuntimeError):  # no file, or no home to look in
        return "", ""
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        # The message of a NetrcParseError may quote the file.
        line = getattr(error, "lineno", None)
        raise QueryError(message("error.netrc"), path=".netrc", line=line) from None
    return (entry[0], entry[2] or "") if entry else ("", "")
