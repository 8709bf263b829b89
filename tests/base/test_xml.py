"""What is written into XML can be read again, whatever characters it has."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hypothesis import given
from hypothesis import strategies as st

from diplograph.base.xml import attribute, characters, text

ANY = st.text(st.characters(codec=None))  # half surrogate pairs and U+FFFE too


@given(ANY)
def test_text_and_attribute_are_read_as_they_were_written(value: str) -> None:
    element = ElementTree.fromstring(f'<a b="{attribute(value)}">{text(value)}</a>')
    assert element.attrib["b"] == (element.text or "") == characters(value)


def test_only_what_xml_forbids_is_replaced() -> None:
    """XML 1.0, section 2.2: tab, line feed, carriage return, and from U+0020 but surrogates, U+FFFE and U+FFFF."""
    allowed = "\t\n\r \x7f\x85é\u2028\ud7ff\ue000\ufffd\U00010000\U0010ffff"
    assert characters(allowed) == allowed
    assert set(map(characters, "\x00\x08\x0b\x0c\x0e\x1b\x1f\ud800\udfff\ufffe\uffff")) == {"\ufffd"}
