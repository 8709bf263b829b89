"""Names with the name of a state in them."""

from __future__ import annotations

import time

import pytest

from diplograph.text.state_names import StateNames, find_names_with_state

UAR = StateNames(("United Arab Republic", "UAR"))
USA = StateNames(("United States", "U.S."), ("American",))
EGYPT = StateNames(("Egypt",), ("Egyptian",))
STATES = (*UAR.names, *USA.names, *EGYPT.names, "Syria", "Guinea", "Guinea-Bissau")
MINISTRY = "Ministry of Foreign Affairs of the United Arab Republic"
EMBASSY = "Embassy of the United States in Cairo"


@pytest.mark.parametrize(
    ("text", "label", "state"),
    [
        ("a note to the UAR Ministry of Foreign Affairs.", MINISTRY, UAR),
        ("the Ministry of Foreign Affairs of the UAR", MINISTRY, UAR),
        ("the UAR’s Ministry of\nForeign Affairs", MINISTRY, UAR),
        ("The American Embassy in Cairo", EMBASSY, USA),
        ("its U.S. Embassy in Cairo", EMBASSY, USA),
        ("when U.S. Ambassador Hare came", "Ambassador of the United States", USA),
        ("the American Ambassador", "U.S. Ambassador", USA),
        ("the Government of Egypt", "Egyptian Government", EGYPT),
        ("The Governments of Egypt and the United States agreed", "Government of Egypt", EGYPT),
        ("The Governments of Egypt and the United States agreed", "Government of the United States", USA),
        ("Embassies of Syria, Egypt, and the UAR", "Embassy of Egypt", EGYPT),
        ("the Ministers of Trade of Egypt and Syria", "Minister of Trade of Egypt", EGYPT),
    ],
)
def test_the_state_may_have_any_of_its_names(text: str, label: str, state: StateNames) -> None:
    assert list(find_names_with_state(text, label, state, STATES))


@pytest.mark.parametrize(
    ("text", "label", "state"),
    [
        ("the UAR Ministry of Defence", MINISTRY, UAR),
        ("the Syrian Ministry of Foreign Affairs", MINISTRY, UAR),
        ("the Ministry of Foreign Affairs", MINISTRY, UAR),
        ("the UAR. Ministry of Foreign Affairs", MINISTRY, UAR),
        ("the UAR\n\nMinistry of Foreign Affairs", MINISTRY, UAR),
        ("the uar Ministry of Foreign Affairs", MINISTRY, UAR),
        ("the American Embassy in Rome", EMBASSY, USA),
        ("the American Embassy", EMBASSY, USA),
        ("the South American Embassy in Cairo", EMBASSY, USA),
        ("the Anglo-American Embassy in Cairo", EMBASSY, USA),
        ("the American Embassies in Cairo", EMBASSY, USA),
        ("the Embassy of American Samoa in Cairo", EMBASSY, USA),
        ("The Governments of Egypt and Syria", "Government of the United States", USA),
        (
            "The Governments of Egypt and the people of the United States",
            "Government of the United States",
            USA,
        ),
        ("The Governments of Guinea-Bissau and Egypt", "Government of Guinea", StateNames(("Guinea",))),
        ("Egypt and the Government", "Government of Egypt", EGYPT),
        ("the Egyptian Embassy", "Embassy of Syria", EGYPT),
    ],
)
def test_nothing_else_may_differ(text: str, label: str, state: StateNames) -> None:
    assert not list(find_names_with_state(text, label, state, STATES))


@pytest.mark.slow
def test_time_does_not_grow_with_states_that_the_text_does_not_name() -> None:
    text = "The Embassy of Brod in Vardia was closed. " * 2_000
    start = time.process_time()
    for number in range(300):
        state = StateNames((f"Statia{number}",))
        assert not list(find_names_with_state(text, f"Embassy of Statia{number} in Brod", state))
    assert time.process_time() - start < 3  # seconds; to search the text for each takes ten times that
