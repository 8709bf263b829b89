"""An rdflib graph that reads each SPARQL query once, however often it is asked.

pySHACL asks the query of a SPARQL constraint anew for every focus node, and rdflib takes far longer to
read a query than to answer it on a graph of this size.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result


class PreparedGraph(rdflib.Graph):
    """A graph whose queries are read once."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """Answer a query, as `rdflib.Graph.query` does."""
        if isinstance(query_object, str):
            namespaces: Mapping[str, Any] = kwargs.get("initNs") or dict(self.namespaces())
            query_object = _prepare(query_object, tuple((p, str(n)) for p, n in namespaces.items()))
        return super().query(query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepare(text: str, namespaces: tuple[tuple[str, str], ...]) -> Query:
    return prepareQuery(text, initNs=dict(namespaces))
