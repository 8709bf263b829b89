"""YAML of others is read within bounds."""

from __future__ import annotations

import pytest

from diplograph.base.yaml import read_yaml


def test_yaml_is_read() -> None:
    assert read_yaml("a: {b: [1, 2.5, true, null, زيارة]}") == {"a": {"b": [1, 2.5, True, None, "زيارة"]}}
    assert read_yaml("") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &a [x]\nb: *a", "line 2: an alias"),
        ("a: &a\n  b: *a", "line 2: an alias"),
        ("[" * 100_000, "nest"),
        ("- " * 100_000 + "a", "nested more than 50 deep"),
        ("a: " + "9" * 5000, "limit"),
        ("a: 2001-13-45", "month must be"),
        ("a: b: c", "mapping values are not allowed"),
        ("!!python/object/apply:os.system [ls]", "constructor"),
        ("a: \x00", "character"),
        ("{[a]: b}", "unhashable key"),
    ],
)
def test_what_is_out_of_bounds_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_yaml(text)
