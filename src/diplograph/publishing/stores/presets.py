"""The triple stores whose ways are known: where each is asked and written to, and what it bears.

Oxigraph and Virtuoso are tried in the tests. Any other store of SPARQL 1.1 is ``sparql``, with the addresses
of its documentation, which docs/exports.md lists. All that is sent is read back, so a wrong address gives a
failure and no false success.

Source: Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from diplograph.base.errors import QueryError
from diplograph.base.messages import message


@dataclass(frozen=True, slots=True)
class Preset:
    """How a triple store is spoken to.

    Attributes:
        name: What it is called here.
        strip: What its addresses end in; without that, they are the one that the others begin with.
        query: Where it is asked, after that beginning.
        update: Where it takes SPARQL updates.
        graphs: Where it speaks the Graph Store Protocol; None where it does not.
        triples: How many triples go into one request.
        whole: Whether it does all of an update of several operations, or nothing of it.
    """

    name: str
    strip: str
    query: str
    update: str
    graphs: str | None
    triples: int = 20_000
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses of a store.

    Attributes:
        query: For queries.
        update: For updates.
        graphs: For the Graph Store Protocol; None where there is none.
    """

    query: str
    update: str
    graphs: str | None


PRESETS: Final = {
    preset.name: preset
    for preset in (
        Preset("oxigraph", r"/(query|update|store)?$", "/query", "/update", "/store"),
        # INSERT DATA is no way in: it fails on integers of more than 64 bits.
        Preset(
            "virtuoso",
            r"/(sparql(-auth|-graph-crud(-auth)?)?)?$",
            "/sparql-auth",
            "/sparql-auth",
            "/sparql-graph-crud-auth",
            triples=10_000,
            whole=False,
        ),
        Preset("sparql", r"$", "", "", None, triples=2_000),
    )
}
"""By name; ``sparql`` is any other store, asked and written to at one address unless others are given."""


def services(preset: Preset, url: str, *, update: str | None = None, graphs: str | None = None) -> Services:
    """Return the addresses of a store, from one of them or from what they all begin with.

    Args:
        preset: Which store it is.
        url: The address.
        update: Where it takes updates instead.
        graphs: Where it speaks the Graph Store Protocol instead.

    Example:
        >>> services(PRESETS["oxigraph"], "http://localhost:7878/query")
        Services(query='http://localhost:7878/query', update='http://localhost:7878/update', graphs='http://localhost:7878/store')
    """
    start = re.sub(preset.strip, "", url)
    own = None if preset.graphs is None else start + preset.graphs
    return Services(start + preset.query, update or start + preset.update, graphs or own)


def preset_named(name: str) -> Preset:
    """Return a preset.

    Raises:
        QueryError: It is unknown.
    """
    try:
        return PRESETS[name]
    except KeyError:
        raise QueryError(message("error.unknown-preset", name=name, known=", ".join(PRESETS))) from None


def guess(url: str, headers: Mapping[str, str]) -> Preset:
    """Guess which store answers at an address, by the address and by the headers of its answer.

    Args:
        url: The address.
        headers: The headers of an answer from there.

    Example:
        >>> guess("http://localhost:7878/query", {"Server": "Oxigraph/0.5.13"}).name
        'oxigraph'
        >>> guess("https://example.org/sparql", {}).name
        'sparql'
    """
    server = headers.get("Server", "").lower()
    for name in ("oxigraph", "virtuoso"):
        if name in server:
            return PRESETS[name]
    path = urllib.parse.urlsplit(url).path
    return PRESETS["virtuoso" if re.search(r"/sparql-(auth|graph-crud(-auth)?)$", path) else "sparql"]
