"""Libraries that not every reader needs: each comes with an extra of the package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from diplograph.base.errors import MissingExtraError


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
        what = "is not installed" if isinstance(error, ModuleNotFoundError) else f"cannot be loaded ({error})"
        raise MissingExtraError(f"{library} {what}: pip install 'diplograph[{name}]'") from error
