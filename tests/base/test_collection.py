"""The search for garbage is paused, and goes on as it was."""

from __future__ import annotations

import gc

import pytest

from diplograph.base.collection import paused_collection


def test_collection_is_paused_and_goes_on_even_after_an_error() -> None:
    assert gc.isenabled()
    with paused_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), paused_collection():
        print(1 // 0)
    assert gc.isenabled()


def test_collection_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
