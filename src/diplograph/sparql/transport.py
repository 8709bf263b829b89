"""HTTP to a SPARQL endpoint: who asks, with which credentials, how often, and for how long.

Redirects are not followed: urllib would carry the credentials along to wherever they lead. Credentials are
read from the environment or from ``.netrc`` and sent only when the endpoint asks for them, never in clear
text over a network.

Sources:
    - HTTP Semantics, RFC 9110, sections 10.2.3 (Retry-After), 11 (authentication) and 15.5, 15.6 (status)
    - Wikimedia user-agent policy (https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy)
"""

from __future__ import annotations

import datetime
import email.utils
import http.client
import os
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import IO, Final, cast

from diplograph import __version__
from diplograph.base.errors import QueryError, RemoteError

_BLOCK: Final = 1 << 16
_IN_MEMORY: Final = 1 << 24  # what is longer is kept in a temporary file
_LATER: Final = {429, 503}
_TRIES: Final = 5
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered, whole; its body is to be closed, as by ``with``.

    Attributes:
        body: The bytes, from their start.
        content_type: The media type, without parameters.
        headers: All headers.
    """

    body: IO[bytes]
    content_type: str
    headers: Message

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
        say: What is told of a wait: the seconds.
    """

    timeout: float = 60.0
    total: float = 180.0
    sleep: Callable[[float], None] = time.sleep
    say: Callable[[float], None] = lambda _: None


def user_agent() -> str:
    """Name the program and where its makers are found, and the reader where ``DIPLOGRAPH_CONTACT`` is set.

    Example:
        >>> user_agent().startswith("diplograph/")
        True
    """
    contact = " ".join(os.environ.get("DIPLOGRAPH_CONTACT", "").split())
    who = "; ".join(filter(None, ("https://w3id.org/diplograph", contact)))
    return f"diplograph/{__version__} ({who}) SPARQLWrapper/2"


def check_url(url: str) -> None:
    """Hold that an address is one of HTTP without a password in it.

    Raises:
        QueryError: It is not.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError as error:
        raise QueryError(f"the endpoint is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError("the endpoint must be an address such as https://example.org/sparql")
    if "@" in parts.netloc:
        raise QueryError(
            "credentials do not belong in the address: set DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD"
        )


def send(request: urllib.request.Request, patience: Patience) -> Answer:
    """Send a request, again if the endpoint asks for patience, and read the whole answer.

    An answer of 429 or 503 is asked for again, up to five times: after the seconds or at the time that
    ``Retry-After`` gives, or else after 1, 2, 4 and 8 seconds.

    Raises:
        QueryError: The endpoint says that the query is wrong.
        RemoteError: It cannot be reached, takes too long, refuses, or breaks off.
    """
    opener = _opener(request)
    waited = 0.0
    for attempt in range(_TRIES):
        try:
            return _once(opener, request, patience.timeout)
        except urllib.error.HTTPError as error:
            try:
                if error.code not in _LATER or attempt == _TRIES - 1:
                    raise _failure(error) from None
                wait = _retry_after(error.headers.get("Retry-After"), 2.0**attempt)
            finally:
                error.close()
        if waited + wait > patience.total:
            raise RemoteError(f"the endpoint asks to come back in {wait:.0f} seconds")
        waited += wait
        patience.say(wait)
        patience.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _once(opener: urllib.request.OpenerDirector, request: urllib.request.Request, timeout: float) -> Answer:
    deadline = time.monotonic() + timeout
    try:
        with opener.open(request, timeout=timeout) as response:
            body = _read(response, deadline, timeout)
            content_type = response.headers.get_content_type()
            return Answer(body, content_type, response.headers)
    except urllib.error.HTTPError:
        raise
    except TimeoutError:
        raise _too_slow(timeout) from None
    except http.client.HTTPException as error:
        raise RemoteError(f"the endpoint broke off in the middle of its answer ({error})") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _too_slow(timeout) from None
        raise RemoteError(f"the endpoint cannot be reached: {_words(str(error.reason))}") from None
    except OSError as error:
        raise RemoteError(f"the endpoint broke off: {error.strerror or error}") from None
    except ValueError as error:  # a realm or challenge that urllib cannot read
        raise RemoteError(f"the endpoint asks for credentials in an unknown way: {error}") from None


def _read(response: http.client.HTTPResponse, deadline: float, timeout: float) -> IO[bytes]:
    """Read an answer to its end; a short one is a failure."""
    body = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    try:
        size = 0
        while block := response.read1(_BLOCK):
            if time.monotonic() > deadline:
                raise _too_slow(timeout)
            size += body.write(block)
        length = response.headers.get("Content-Length")
        if length is not None and length.isdigit() and size < int(length):
            raise RemoteError("the endpoint broke off in the middle of its answer")
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


def _too_slow(timeout: float) -> RemoteError:
    return RemoteError(f"the endpoint took longer than {timeout:g} seconds (--timeout gives it more)")


def _retry_after(value: str | None, otherwise: float) -> float:
    """Read seconds or a date."""
    if value is None:
        return otherwise
    if value.strip().isdigit():
        return float(value)
    try:
        date = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return otherwise
    return max(0.0, (date - datetime.datetime.now(datetime.UTC)).total_seconds())


def _failure(error: urllib.error.HTTPError) -> RemoteError | QueryError:
    """Say what a status means."""
    failure = _meaning(error)
    failure.status = error.code
    return failure


def _meaning(error: urllib.error.HTTPError) -> RemoteError | QueryError:
    match error.code:
        case 400:
            return QueryError(f"the endpoint does not accept the query: {_reason(error)}")
        case 401 | 403:
            return RemoteError(
                f"the endpoint refuses access ({error.code}): check DIPLOGRAPH_USER and DIPLOGRAPH_PASSWORD, "
                "DIPLOGRAPH_TOKEN, or .netrc"
            )
        case 404:
            return RemoteError("there is no endpoint at that address (404)")
        case 429 | 503:
            return RemoteError(f"the endpoint is still too busy ({error.code})")
        case code if 300 <= code < 400:
            where = _words(error.headers.get("Location", "elsewhere"))
            return RemoteError(f"the endpoint has moved ({code}) to {where}: give that address")
    return RemoteError(f"the endpoint failed ({error.code}): {_reason(error)}")


def _reason(error: urllib.error.HTTPError) -> str:
    """Give the first words of a failure, where they are text for people."""
    try:
        body = error.read(2000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return str(error.reason)
    if error.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        return str(error.reason)
    return _words(body) or str(error.reason)


def _words(text: str) -> str:
    """Make one short line of a foreign text, with nothing that could steer a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 200 else line[:199] + "…"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to the caller, as a failure."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class _Close(urllib.request.BaseHandler):
    """Closes an answer that asks for credentials, which urllib leaves open when it asks again with them."""

    handler_order = 100  # before those that ask again

    def http_error_401(self, _request: object, answer: IO[bytes], *_: object) -> None:
        answer.close()


def _opener(request: urllib.request.Request) -> urllib.request.OpenerDirector:
    """Make what sends a request, with the reader's credentials for it."""
    opener = urllib.request.build_opener(_NoRedirect, _Close)
    parts = urllib.parse.urlsplit(request.full_url)
    safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    token = os.environ.get("DIPLOGRAPH_TOKEN")
    if token:
        if not safe:
            raise QueryError("a token is sent over https only, or to this machine")
        if any(not "!" <= character <= "~" for character in token):
            raise QueryError("DIPLOGRAPH_TOKEN holds a character that a token cannot have")
        request.add_unredirected_header("Authorization", f"Bearer {token}")
        return opener
    user, password = _user(parts.hostname or "")
    if user:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, request.full_url, user, password)
        opener.add_handler(urllib.request.HTTPDigestAuthHandler(known))
        if safe:  # basic authentication shows the password to everybody on the way
            opener.add_handler(urllib.request.HTTPBasicAuthHandler(known))
    return opener


def _user(host: str) -> tuple[str, str]:
    """Find the reader's name and password for a host; empty where there are none."""
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
