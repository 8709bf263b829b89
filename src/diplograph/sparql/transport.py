"""HTTP to a SPARQL endpoint: who asks, with which credentials, how often, and for how long.

Redirects are not followed, so that neither credentials nor queries go anywhere but to the address that was
given. Credentials are read from the environment or from ``.netrc`` and sent only when the endpoint asks for
them, never in clear text over a network. Certificates are checked against those that the system trusts.

Sources:
    - HTTP Semantics, RFC 9110, sections 10.2.3 (Retry-After), 11 (authentication) and 15.5, 15.6 (status)
    - Wikimedia user-agent policy (https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy)
"""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import os
import ssl
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Final, cast

import httpx

from diplograph import __version__
from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.messages import message

_IN_MEMORY: Final = 1 << 24  # what is longer is kept in a temporary file
_LATER: Final = {429, 503}
_TRIES: Final = 5
_LIMITS: Final = httpx.Limits(max_keepalive_connections=0)
"""No connection is used twice: a store may close one at any time, and a POST must not go twice."""
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered, whole; its body is to be closed, as by ``with``.

    Attributes:
        status: The status, which is one of success where `send` returns the answer.
        reason: The status in words.
        headers: All headers; their names are compared without case.
        body: The bytes, from their start.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: IO[bytes]

    @property
    def content_type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("Content-Type", "text/plain").partition(";")[0].strip().lower()

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.body.close()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint.

    Attributes:
        timeout: Seconds for one answer.
        total: Seconds that may be spent waiting before asking again.
        sleep: What waits.
        say: Called before each wait, with its seconds.
    """

    timeout: float = 60.0
    total: float = 180.0
    sleep: Callable[[float], None] = time.sleep
    say: Callable[[float], None] = lambda _: None


def user_agent() -> str:
    """Return the program and its home page, and the contact in ``DIPLOGRAPH_CONTACT``, if any.

    Example:
        >>> user_agent().startswith("diplograph/")
        True
    """
    contact = " ".join(os.environ.get("DIPLOGRAPH_CONTACT", "").split())
    who = "; ".join(filter(None, ("https://w3id.org/diplograph", contact)))
    return f"diplograph/{__version__} ({who}) SPARQLWrapper/2"


def check_url(url: str) -> None:
    """Check that an address is one of HTTP without a password in it.

    Raises:
        QueryError: It is not.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise QueryError(f"the endpoint is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError("the endpoint must be an address such as https://example.org/sparql")
    if "@" in parts.netloc:
        raise QueryError(
            "credentials do not belong in the address: set DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD"
        )


def send(
    url: str,
    patience: Patience,
    *,
    headers: Mapping[str, str] | None = None,
    form: Sequence[tuple[str, str]] | None = None,
    data: bytes | None = None,
) -> Answer:
    """Send a request, again if the endpoint is busy, and read the whole answer.

    An answer of 429 or 503 is asked for again, up to five times: after the seconds or at the time that
    ``Retry-After`` says, or else after 1, 2, 4 and 8 seconds.

    Args:
        url: The address.
        patience: How long to wait.
        headers: What to send besides credentials and the name of the program.
        form: Fields to POST as a form.
        data: Bytes to POST instead. Without either, the request is a GET.

    Raises:
        QueryError: The endpoint says that the query is wrong.
        RemoteError: It cannot be reached, takes too long, refuses, or breaks off.
    """
    sent = {"User-Agent": user_agent(), "Accept": "*/*", **(headers or {})}
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    method = "GET" if data is None else "POST"
    # No compressed answer is asked for: one that ends early would be taken for whole.
    encoded = {name.encode(): text.encode() for name, text in sent.items()}
    request = httpx.Request(method, url, headers=encoded, content=data)
    auth = _credentials(request)
    waited = 0.0
    for attempt in range(_TRIES):
        answer = _once(request, auth, patience.timeout)
        if answer.status < 300:
            return answer
        with answer:
            if answer.status not in _LATER or attempt == _TRIES - 1:
                raise _failure(answer)
            wait = _retry_after(answer.headers.get("Retry-After"), 2.0**attempt)
        if waited + wait > patience.total:
            raise RemoteError(f"the endpoint asks to come back in {wait:.0f} seconds")
        waited += wait
        patience.say(wait)
        patience.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _once(request: httpx.Request, auth: httpx.Auth | None, timeout: float) -> Answer:
    """Send a request, and read the answer whatever its status is."""
    deadline = time.monotonic() + timeout
    try:
        with httpx.Client(timeout=timeout, verify=_trusted(), limits=_LIMITS) as client:
            response = client.send(request, auth=auth, stream=True)
            with contextlib.closing(response):
                body = _read(response, deadline, timeout)
            return Answer(response.status_code, response.reason_phrase, response.headers, body)
    except httpx.TimeoutException:
        raise _too_slow(timeout) from None
    except (httpx.ConnectError, httpx.ProxyError) as error:
        raise RemoteError(message("error.unreachable", reason=_words(str(error)))) from None
    except httpx.DecodingError as error:
        raise RemoteError(f"the endpoint's answer is not well-formed: {_words(str(error))}") from None
    except httpx.HTTPError:
        raise RemoteError(message("error.broke-off")) from None


@cache
def _trusted() -> ssl.SSLContext:
    """Return what checks certificates, against those that the system trusts, not those that httpx brings."""
    return ssl.create_default_context()


def _read(response: httpx.Response, deadline: float, timeout: float) -> IO[bytes]:
    """Read an answer to its end; httpx raises where that is missing."""
    body = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    try:
        for block in response.iter_bytes():
            if time.monotonic() > deadline:
                raise _too_slow(timeout)
            body.write(block)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


def _too_slow(timeout: float) -> RemoteError:
    return RemoteError(message("error.too-slow", seconds=f"{timeout:g}"))


def _retry_after(value: str | None, otherwise: float) -> float:
    """Read seconds or a date."""
    if value is None:
        return otherwise
    if value.isascii() and value.strip().isdigit():
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return otherwise
    if date.tzinfo is None:  # "-0000", a time of which nobody says where
        date = date.replace(tzinfo=datetime.UTC)
    return max(0.0, (date - datetime.datetime.now(datetime.UTC)).total_seconds())


def _failure(answer: Answer) -> RemoteError | QueryError:
    """Return what a status means."""
    status = answer.status
    if status == 400:
        return QueryError(f"the endpoint does not accept the query: {_reason(answer)}", status=status)
    if status in (401, 403):
        failure = message("error.no-access", status=status)
    elif status == 404:
        failure = message("error.no-endpoint", status=status)
    elif status in _LATER:
        failure = message("error.busy", status=status)
    elif status < 400:
        where = _words(answer.headers.get("Location", "elsewhere"))
        failure = message("error.moved", status=status, where=where)
    else:
        failure = message("error.failed", status=status, reason=_reason(answer))
    return RemoteError(failure, status=status)


def _reason(answer: Answer) -> str:
    """Return the first words of a failure, where they are text for people."""
    body = answer.body.read(2000).decode("utf-8", "replace")
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        return answer.reason
    return _words(body) or answer.reason


def _words(text: str) -> str:
    """Make one short line of a foreign text, with nothing that could steer a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 200 else line[:199] + "…"


class _WhenAsked(httpx.DigestAuth):
    """Sends a name and password only to an endpoint that asks for them, by the scheme that it asks for.

    Args:
        user: The name.
        password: The password.
        in_clear: Whether Basic authentication may be used, which shows the password to all on the way.
    """

    def __init__(self, user: str, password: str, *, in_clear: bool) -> None:
        super().__init__(user, password)
        self._basic = httpx.BasicAuth(user, password) if in_clear else None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Answer a challenge by Digest, or else by Basic."""
        flow = super().auth_flow(request)
        response = yield next(flow)
        challenges = [text.lower() for text in response.headers.get_list("WWW-Authenticate")]
        if response.status_code == 401 and not any(text.startswith("digest ") for text in challenges):
            if self._basic is not None and any(text.startswith("basic") for text in challenges):
                yield from self._basic.auth_flow(request)
            return
        try:
            yield flow.send(response)
        except StopIteration:
            return
        except (ValueError, KeyError, NotImplementedError, httpx.ProtocolError):
            raise RemoteError("the endpoint asks for credentials in an unknown way", status=401) from None


def _credentials(request: httpx.Request) -> httpx.Auth | None:
    """Return what answers for the reader, whose token goes into the request at once."""
    safe = request.url.scheme == "https" or request.url.host in _LOOPBACK
    token = os.environ.get("DIPLOGRAPH_TOKEN")
    if token:
        if not safe:
            raise QueryError("a token is sent over https only, or to this machine")
        if any(not "!" <= character <= "~" for character in token):
            raise QueryError("DIPLOGRAPH_TOKEN has a character that a token cannot have")
        request.headers["Authorization"] = f"Bearer {token}"
        return None
    user, password = _user(request.url.host)
    return _WhenAsked(user, password, in_clear=safe) if user else None


def _user(host: str) -> tuple[str, str]:
    """Return the reader's name and password for a host; empty where there are none."""
    user = os.environ.get("DIPLOGRAPH_USER")
    if user:
        return user, os.environ.get("DIPLOGRAPH_PASSWORD", "")
    import netrc

    try:
        entry = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (FileNotFoundError, RuntimeError):  # no file, or no home to look for it in
        return "", ""
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        # The message of a NetrcParseError may quote the file.
        line = getattr(error, "lineno", None)
        raise QueryError("cannot be read as a netrc file", path=".netrc", line=line) from None
    return (entry[0], entry[2] or "") if entry else ("", "")
