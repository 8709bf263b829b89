"""Who may write: the claim that a push lays to the graphs of a project in a store.

The claim is a triple with a token of the push, in a graph beside those of the project. The latest claim
holds: a push that begins takes it, whoever had it, so one that was killed is in nobody's way. All that a push
does to a graph of the project is done only where its claim still holds, in the same step where the store
bears that; so once a push has claimed, no earlier one changes anything more. At its end a push looks whether
the claim is still its own, after it has read everything back. If it is not, it fails, whatever it has read.

A store that does not do all of an update in one step is asked for the claim right before each change. A push
that stands still between the two can there still change a graph that another has read back.
"""

from __future__ import annotations

import secrets
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import RemoteError
from diplograph.base.messages import message
from diplograph.publishing.stores.store import Store

_HAS_TOKEN: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")


class Claim:
    """The claim of one push.

    Args:
        store: The store.
        base: The base IRI of the project.
    """

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._graph = ox.NamedNode(f"{base}staging/claim")
        self.token: Final = secrets.token_hex(16)
        self.condition: Final = (
            f"GRAPH {self._graph} {{ {self._graph} {_HAS_TOKEN} {ox.Literal(self.token)} }}"
        )
        """What a pattern of SPARQL contains, so that nothing is done where the claim does not hold."""

    def take(self) -> bool:
        """Take the claim; return whether another push had it, which is under way or was broken off.

        Raises:
            RemoteError: The store fails, or does not keep the claim.
        """
        was_taken = self.is_taken()
        self._store.update(
            f"DELETE WHERE {{ GRAPH {self._graph} {{ ?s ?p ?o }} }}",
            f"INSERT DATA {{ {self.condition} }}",
        )
        self.check()
        return was_taken

    def is_taken(self) -> bool:
        """Return whether a push has the claim.

        Raises:
            RemoteError: The store fails.
        """
        return bool(self._store.read(self._graph.value))

    def check(self) -> None:
        """Check that the claim holds.

        Raises:
            RemoteError: Another push has taken it, or the store fails.
        """
        held = {triple.object.value for triple in self._store.read(self._graph.value)}  # type: ignore[union-attr]
        if held != {self.token}:
            raise RemoteError(message("push.overtaken"))

    def release(self) -> None:
        """Give the claim up; one of another push stays.

        Raises:
            RemoteError: The store fails.
        """
        self._store.update(f"DELETE DATA {{ {self.condition} }}")
