"""What can be asked in SPARQL, wherever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from diplograph.base.messages import Message, message
from diplograph.sparql.answers import Result

UNNAMED: Final = message("sparql.unnamed")
"""What a query without a name is called in messages."""


class Dataset(Protocol):
    """Named graphs that can be asked: the snapshot of a project, or a SPARQL endpoint."""

    def ask(self, query: str, *, name: str | Message = UNNAMED, path: Path | None = None) -> Result:
        """Answer a SPARQL query over the union of all named graphs.

        Args:
            query: The SPARQL text, its parameters bound.
            name: What the query is called in messages.
            path: The file of the query, for messages.

        Raises:
            QueryError: It is not SPARQL, or cannot be run.
            RemoteError: An endpoint fails.
        """
