"""YAML that others have written, read within bounds."""

from __future__ import annotations

from typing import Any, Final

MOST_NESTED: Final = 50
"""How deep a text may be nested."""


def read_yaml(text: str) -> Any:
    """Read one YAML document without aliases, which could unfold without end.

    Raises:
        ValueError: It is not YAML, has an alias, is nested too deeply, or has a number that is too long.

    Example:
        >>> read_yaml("{en: Visit}")
        {'en': 'Visit'}
        >>> read_yaml("[&a [x], *a]")
        Traceback (most recent call last):
        ValueError: line 1: an alias, which is not read: write out what it stands for
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise ValueError(f"line {line}: an alias, which is not read: write out what it stands for")
            if depth > MOST_NESTED:
                raise ValueError(f"line {line}: nested more than {MOST_NESTED} deep")
        return yaml.load(text, loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
