"""Libraries that not every reader needs: each comes with an extra of the package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from diplograph.base.errors import MissingExtraError
from diplograph.base.messages import message


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import in this context what an extra brings, so that a missing library is reported with its cure.

    Args:
        name: The extra, as ``[project.optional-dependencies]`` of pyproject.toml names it.

    Raises:
        MissingExtraError: A library cannot be imported.

    Example:
        >>> with extra("draw"):
        ...     import no_such
        Traceback (most recent call last):
        diplograph.base.errors.MissingExtraError: no_such is not installed: pip install 'diplograph[draw]'
    """
    try:
        yield
    except ImportError as error:
        library = (error.name or name).partition(".")[0]
        what = message("error.not-installed", library=library, extra=name)
        if not isinstance(error, ModuleNotFoundError):
            what = message("error.not-loaded", library=library, extra=name, reason=error)
        raise MissingExtraError(what) from error
