"""Cells of CSV and TSV that a spreadsheet would run as formulas.

Source:
    OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection)
"""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def disarmed(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    Numbers stay as they are. What begins with an apostrophe gets another, so that removing one from the front
    of each cell that begins with one gives the values back.

    Example:
        >>> disarmed("=1+1"), disarmed("-12.5"), disarmed("Egypt"), disarmed("'tis")
        ("'=1+1", '-12.5', 'Egypt', "''tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
