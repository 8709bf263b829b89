"""The triple stores that are known: where each is asked and written to, and what it bears.

Oxigraph and Virtuoso are tried in the tests; the others follow their documentation. All that is sent is
read back, so a preset that is wrong about a store gives a failure and no false success.

Sources:
    - Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)
    - RDF4J REST API (https://rdf4j.org/documentation/reference/rest-api/), which GraphDB shares
    - Neptune (https://docs.aws.amazon.com/neptune/latest/userguide/sparql-graph-store-protocol.html)
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from diplograph.base.errors import QueryError


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a triple store.

    Attributes:
        name: What it is called here.
        strip: What its addresses end in; without that, they are the one that the others begin with.
        query: Where it is asked, after that beginning.
        update: Where it takes SPARQL updates.
        graphs: Where it speaks the Graph Store Protocol; None where it does not.
        triples: How many triples to send at once.
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


_UPDATES_AT_ONCE: Final = 2_000  # Virtuoso fails at 5,000
_RDF4J: Final = r"/(statements|rdf-graphs(/service)?)$"
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
        Preset("fuseki", r"/(query|sparql|update|data|get)?$", "/query", "/update", "/data"),
        Preset("graphdb", _RDF4J, "", "/statements", "/rdf-graphs/service"),
        Preset("rdf4j", _RDF4J, "", "/statements", "/rdf-graphs/service"),
        Preset("stardog", r"/(query|update)?$", "/query", "/update", ""),
        Preset("blazegraph", r"/$", "", "", None, triples=_UPDATES_AT_ONCE),
        Preset("neptune", r"(?<=/sparql)/(gsp/?)?$", "", "", "/gsp/"),
        Preset("qlever", r"$", "", "", None, triples=_UPDATES_AT_ONCE, whole=False),
        Preset("sparql", r"$", "", "", None, triples=_UPDATES_AT_ONCE),
    )
}
"""By name; the last, ``sparql``, is any store of SPARQL 1.1 that is asked and written to at one address."""

_ADDRESSES: Final = (
    ("neptune", r"\.neptune(-[a-z]+)?\.amazonaws\.com"),
    ("blazegraph", r"/(blazegraph|bigdata)/"),
    ("rdf4j", r"/rdf4j-server/repositories/"),
    ("graphdb", r"/repositories/"),
    ("virtuoso", r"/sparql(-auth|-graph-crud(-auth)?)$"),
)
_SERVERS: Final = ("oxigraph", "virtuoso", "fuseki", "graphdb", "rdf4j", "stardog", "blazegraph", "qlever")


def services(preset: Preset, url: str, *, update: str | None = None, graphs: str | None = None) -> Services:
    """Give the addresses of a store, from one of them or from what they all begin with.

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
    """Give a preset.

    Raises:
        QueryError: There is none of that name.
    """
    try:
        return PRESETS[name]
    except KeyError:
        raise QueryError(f"unknown preset {name!r}; known are {', '.join(PRESETS)}") from None


def guess(url: str, headers: Mapping[str, str]) -> Preset:
    """Guess which store answers at an address, by the address and by the headers of its answer.

    Args:
        url: The address.
        headers: The headers of an answer from there.

    Example:
        >>> guess("http://localhost:7878/query", {"Server": "Oxigraph/0.5.13"}).name
        'oxigraph'
        >>> guess("http://localhost:3030/ds", {"Fuseki-Request-Id": "7"}).name
        'fuseki'
        >>> guess("https://example.org/sparql", {}).name
        'sparql'
    """
    server = headers.get("Server", "").lower()
    for name in _SERVERS:
        if name in server:
            return PRESETS[name]
    if "Fuseki-Request-Id" in headers:
        return PRESETS["fuseki"]
    parts = urllib.parse.urlsplit(url)
    for name, pattern in _ADDRESSES:
        if re.search(pattern, f"{parts.hostname or ''}{parts.path}"):
            return PRESETS[name]
    return PRESETS["sparql"]
