"""Dates of every precision: examples worked out by hand, properties, and an independent reader as oracle."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from itertools import pairwise, product

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diplograph.base.edtf import PATTERN, Bounds, EdtfDate, Precision, Undated, bounds, parse
from diplograph.base.errors import DateError

# --- Examples: text, first day, last day, precision.

DATES = [
    ("2006-11-07", date(2006, 11, 7), date(2006, 11, 7), Precision.DAY),
    ("2004-02-29", date(2004, 2, 29), date(2004, 2, 29), Precision.DAY),
    ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29), Precision.DAY),
    ("0001-01-01", date(1, 1, 1), date(1, 1, 1), Precision.DAY),
    ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), Precision.DAY),
    ("2008-05", date(2008, 5, 1), date(2008, 5, 31), Precision.MONTH),
    ("2005-02", date(2005, 2, 1), date(2005, 2, 28), Precision.MONTH),
    ("2008-02", date(2008, 2, 1), date(2008, 2, 29), Precision.MONTH),
    ("1900-02", date(1900, 2, 1), date(1900, 2, 28), Precision.MONTH),
    ("9999-12", date(9999, 12, 1), date(9999, 12, 31), Precision.MONTH),
    ("1993", date(1993, 1, 1), date(1993, 12, 31), Precision.YEAR),
    ("0001", date(1, 1, 1), date(1, 12, 31), Precision.YEAR),
    ("199X", date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE),
    ("001X", date(10, 1, 1), date(19, 12, 31), Precision.DECADE),
    ("999X", date(9990, 1, 1), date(9999, 12, 31), Precision.DECADE),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31), Precision.CENTURY),
    ("01XX", date(100, 1, 1), date(199, 12, 31), Precision.CENTURY),
    ("1999-XX", date(1999, 1, 1), date(1999, 12, 31), Precision.YEAR),
    ("1999-XX-XX", date(1999, 1, 1), date(1999, 12, 31), Precision.YEAR),
    ("1999-05-XX", date(1999, 5, 1), date(1999, 5, 31), Precision.MONTH),
    ("2004-02-XX", date(2004, 2, 1), date(2004, 2, 29), Precision.MONTH),
    ("2001-21", date(2001, 3, 1), date(2001, 5, 31), Precision.SEASON),
    ("2001-22", date(2001, 6, 1), date(2001, 8, 31), Precision.SEASON),
    ("2001-23", date(2001, 9, 1), date(2001, 11, 30), Precision.SEASON),
    ("2001-24", date(2001, 12, 1), date(2002, 2, 28), Precision.SEASON),
    ("2003-24", date(2003, 12, 1), date(2004, 2, 29), Precision.SEASON),
    ("9998-24", date(9998, 12, 1), date(9999, 2, 28), Precision.SEASON),
]

INTERVALS = [
    ("2006-11-07/2006-11-08", date(2006, 11, 7), date(2006, 11, 8)),
    ("2006-11-07/2006-11-07", date(2006, 11, 7), date(2006, 11, 7)),
    ("1991/1993", date(1991, 1, 1), date(1993, 12, 31)),
    ("2004-06/2006-08", date(2004, 6, 1), date(2006, 8, 31)),
    ("2005/2006-02", date(2005, 1, 1), date(2006, 2, 28)),
    ("1991-12-16/1992", date(1991, 12, 16), date(1992, 12, 31)),
    ("199X/2001-21", date(1990, 1, 1), date(2001, 5, 31)),
    ("1991/..", date(1991, 1, 1), None),
    ("1991-12/", date(1991, 12, 1), None),
    ("../1991", None, date(1991, 12, 31)),
    ("/1991-02", None, date(1991, 2, 28)),
    # the sides overlap, so that the end need not lie before the start
    ("1991-06/1991", date(1991, 6, 1), date(1991, 12, 31)),
    ("1991/1991-06", date(1991, 1, 1), date(1991, 6, 30)),
    ("1999-05-20/1999-05-XX", date(1999, 5, 20), date(1999, 5, 31)),
]

QUALIFIERS = [("", False, False), ("?", True, False), ("~", False, True), ("%", True, True)]

REVERSED = [
    "2006/2005",
    "2006-11-08/2006-11-07",
    "1991-06/1991-05-31",
    "200X/199X",
    "2001-24/2001-11",
    "1992?/1991~",
]

ARABIC_DIGITS = "2006-11-07".translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
NOT_A_DATE = "not a date, expected such as 2006, 2006-11, 2006-11-07 or 2006-11-07/2006-11-08: "

# What is wrong, and the words of the message that say so.
FAULTY = [
    ("2006-02-30", "30 February does not exist: 2006-02-30"),
    ("2005-02-29", "29 February does not exist in 2005: 2005-02-29"),
    ("1900-02-29", "29 February does not exist in 1900"),
    ("2006-04-31", "31 April does not exist"),
    ("2006-04-31?", "31 April does not exist: 2006-04-31?"),
    ("2006-04-01/2006-04-31", "31 April does not exist: 2006-04-01/2006-04-31"),
    ("2006-04-32", "day 32 does not exist, expected 01 to 31"),
    ("2006-04-00", "day 00 does not exist, expected 01 to 31"),
    ("2006-13", "month 13 does not exist, expected 01 to 12, or a season 21 to 24"),
    ("2006-00-10", "month 00 does not exist"),
    ("2001-25", "month 25 does not exist, expected 01 to 12, or a season 21 to 24"),
    ("2001-21-05", "21 is a season, which has no day"),
    ("2001-21-XX", "21 is a season, which has no day"),
    ("1999-XX-05", "a day needs its month"),
    ("0000", "the year 0000 is not read, expected years 0001 to 9999"),
    ("0000-05-06", "the year 0000 is not read"),
    ("0000-21", "the year 0000 is not read"),
    ("000X", "the year 0000 is not read"),
    ("00XX", "the year 0000 is not read"),
    ("9999-24", "the year 10000 is not read"),
    ("-0044", "expected years 0001 to 9999"),
    ("Y17000", "expected years 0001 to 9999"),
    ("Y-17000", "expected years 0001 to 9999"),
    ("2004-01-01T10:10:10Z", "a time of day is not read"),
    ("2004-01-01/2004-01-02T10:10", "a time of day is not read"),
    (ARABIC_DIGITS, f"digits are written 0 to 9, expected such as 2006-11-07: {ARABIC_DIGITS}"),
    ("", "no text"),
    (" 2004", "spaces are not allowed, expected such as 2006-11-07: ' 2004'"),
    ("2004\n", r"spaces are not allowed, expected such as 2006-11-07: '2004\n'"),
    ("1991 / 1993", "spaces are not allowed"),
    ("\u200f2006", NOT_A_DATE + r"'\u200f2006'"),
    ("[1991,1993]", "sets are not read"),
    ("{1991..1993}", "sets are not read"),
    ("..", "an open interval has a slash"),
    ("1991..1993", "an open interval has a slash"),
    ("1991/open", "an open side is written .."),
    ("unknown/1991", "an unknown side is left empty"),
    ("/", "an interval needs a date on one side"),
    ("../..", "an interval needs a date on one side"),
    ("/..", "an interval needs a date on one side"),
    ("1991/1992/1993", "a slash stands once"),
    ("07/11/2006", "a slash stands once"),
    ("07-11-2006", "the year comes first"),
    ("20061107", "with hyphens between the parts"),
    ("2006-11-07/08", "both dates of an interval are whole"),
    ("96", "a year has four digits"),
    ("2006-1-5", "month and day have two digits each"),
    ("199x", "X is read only as in 199X"),
    ("199u", "X is read only as in 199X"),
    ("199X-05", "X is read only as in 199X"),
    ("1XXX", "X is read only as in 199X"),
    ("2004-06-1X", "X is read only as in 199X"),
    ("2004?-06", "a qualifier ? ~ or % may stand once, at the end"),
    ("2004?~", "a qualifier ? ~ or % may stand once, at the end"),
    ("May 1996", "spaces are not allowed"),
    ("yesterday", NOT_A_DATE + "yesterday"),
]


def accepted(text: str) -> bool:
    """Return whether the whole text fits PATTERN, as an engine of XPath would."""
    return re.fullmatch(PATTERN, text) is not None


def read(text: str) -> EdtfDate | DateError:
    """Parse, and give the failure where the text is refused."""
    try:
        return parse(text)
    except DateError as failure:
        return failure


def is_reversed(text: str) -> bool:
    """Return whether a text is two readable dates, of which the second ends before the first starts."""
    start, slash, end = text.partition("/")
    first, second = read(start), read(end)
    if not slash or "/" in end or isinstance(first, DateError) or isinstance(second, DateError):
        return False
    earliest, latest = first.bounds.earliest, second.bounds.latest
    return earliest is not None and latest is not None and latest < earliest


# --- Examples, tested.


@pytest.mark.parametrize(("qualifier", "uncertain", "approximate"), QUALIFIERS)
@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), DATES)
def test_dates(
    text: str,
    earliest: date,
    latest: date,
    precision: Precision,
    qualifier: str,
    uncertain: bool,
    approximate: bool,
) -> None:
    """Each form of a single date, bare and with each qualifier."""
    qualified = text + qualifier
    expected = EdtfDate(qualified, precision, Bounds(earliest, latest), uncertain, approximate)
    assert parse(qualified) == expected
    assert bounds(qualified) == Bounds(earliest, latest)
    assert accepted(qualified)


@pytest.mark.parametrize(("text", "earliest", "latest"), INTERVALS)
def test_intervals(text: str, earliest: date | None, latest: date | None) -> None:
    """Each form of an interval."""
    interval = parse(text)
    assert (interval.text, interval.precision) == (text, Precision.INTERVAL)
    assert interval.bounds == bounds(text) == Bounds(earliest, latest)
    assert (interval.uncertain, interval.approximate) == (False, False)
    assert accepted(text)


def test_the_sides_of_an_interval_are_kept_as_written() -> None:
    """Each side is a date of its own; the interval has the qualities of both."""
    interval = parse("1991?/1993-05~")
    year = Bounds(date(1991, 1, 1), date(1991, 12, 31))
    month = Bounds(date(1993, 5, 1), date(1993, 5, 31))
    assert interval.start == EdtfDate("1991?", Precision.YEAR, year, uncertain=True)
    assert interval.end == EdtfDate("1993-05~", Precision.MONTH, month, approximate=True)
    assert (interval.uncertain, interval.approximate) == (True, True)


def test_open_and_unknown_sides_differ_though_their_bounds_do_not() -> None:
    """Open says that there is no limit, unknown that there is one."""
    assert parse("1991/..").end is Undated.OPEN
    assert parse("1991/").end is Undated.UNKNOWN
    assert parse("../1991").start is Undated.OPEN
    assert parse("/1991").start is Undated.UNKNOWN
    assert parse("1991/..").bounds == parse("1991/").bounds
    assert Undated.OPEN.bounds == Undated.UNKNOWN.bounds == Bounds(None, None)


@pytest.mark.parametrize(("qualifier", "uncertain", "approximate"), QUALIFIERS)
@pytest.mark.parametrize("form", ["1991{}/1993", "1991/1993{}", "1991{}/..", "/1993{}"])
def test_either_side_qualifies_an_interval(
    form: str, qualifier: str, uncertain: bool, approximate: bool
) -> None:
    """An interval is no more certain than each of its dates."""
    interval = parse(form.format(qualifier))
    assert (interval.uncertain, interval.approximate) == (uncertain, approximate)


@pytest.mark.parametrize("text", REVERSED)
def test_an_interval_that_ends_before_it_starts_is_refused(text: str) -> None:
    """The end certainly lies before the start, whatever days are meant."""
    with pytest.raises(DateError, match="interval ends before it starts, expected the earlier date first: "):
        parse(text)
    assert accepted(text), "PATTERN promises no more than the form of the two dates"


@pytest.mark.parametrize(("text", "reason"), FAULTY)
def test_what_is_refused_is_refused_with_its_reason(text: str, reason: str) -> None:
    """Text outside the profile has a reason that helps to mend it."""
    with pytest.raises(DateError) as failure:
        parse(text)
    assert reason in str(failure.value)
    assert not accepted(text)


def test_a_long_text_is_cut_in_the_message() -> None:
    """A message stays one readable line."""
    with pytest.raises(DateError) as failure:
        parse("2006 " * 10_000)
    assert len(str(failure.value)) < 200
    assert "…" in str(failure.value)


def test_values_cannot_be_changed() -> None:
    """Dates are values; one may stand in many places."""
    with pytest.raises(AttributeError):
        parse("2006").text = "2007"  # type: ignore[misc]


# --- Properties.

QUALIFIER = st.sampled_from([qualifier for qualifier, _, _ in QUALIFIERS])
DAYS = st.dates().map(date.isoformat)
SINGLE = st.builds(
    "{}{}".format,
    st.one_of(
        DAYS,
        st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12)),
        st.builds("{:04}-{}".format, st.integers(1, 9998), st.integers(21, 24)),
        st.builds("{:04}{}".format, st.integers(1, 9999), st.sampled_from(["", "-XX", "-XX-XX", "-02-XX"])),
        st.builds("{:03}X".format, st.integers(1, 999)),
        st.builds("{:02}XX".format, st.integers(1, 99)),
    ),
    QUALIFIER,
)
ONE_SIDED = st.builds(
    lambda side, form: form.format(side), SINGLE, st.sampled_from(["{}/", "{}/..", "/{}", "../{}"])
)
TWO_SIDED = st.builds("{}/{}".format, SINGLE, SINGLE)
WELL_FORMED = st.one_of(SINGLE, ONE_SIDED, TWO_SIDED)
ALPHABET = f"0123456789-X/.?~%T: u{ARABIC_DIGITS[0]}"
ANY_TEXT = st.one_of(st.text(), st.text(ALPHABET, max_size=24))


@st.composite
def near_misses(draw: st.DrawFn) -> str:
    """Draw a well-formed text with one place replaced, left out or added to."""
    text = draw(WELL_FORMED)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(start + 1, len(text))))
    return text[:start] + draw(st.text(ALPHABET, max_size=2)) + text[end:]


@given(st.dates())
def test_every_day_round_trips(day: date) -> None:
    """A day of the calendar is its own bounds."""
    found = parse(day.isoformat())
    assert found == EdtfDate(day.isoformat(), Precision.DAY, Bounds(day, day))


@given(st.integers(1, 9999), st.integers(1, 12))
@example(9999, 12)
@example(2000, 2)
@example(1900, 2)
def test_month_bounds_are_calendar_months(year: int, month: int) -> None:
    """First and last day are those of the printed calendar."""
    found = bounds(f"{year:04}-{month:02}")
    days = [day for week in calendar.monthcalendar(year, month) for day in week if day]
    assert found == Bounds(date(year, month, days[0]), date(year, month, days[-1]))


@given(st.integers(1, 9998))
def test_the_four_seasons_follow_each_other_without_gap(year: int) -> None:
    """Spring of one year to the end of winter in the next."""
    seasons = [bounds(f"{year:04}-{season}") for season in range(21, 25)]
    assert seasons[0].earliest == date(year, 3, 1)
    assert seasons[3].latest == date(year + 1, 3, 1) - timedelta(days=1)
    for before, after in pairwise(seasons):
        assert before.latest is not None
        assert after.earliest == before.latest + timedelta(days=1)


@given(SINGLE)
def test_a_date_has_both_bounds_in_order(text: str) -> None:
    """A single date is never open."""
    found = bounds(text)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.latest


@given(TWO_SIDED)
def test_an_interval_is_read_exactly_if_it_is_not_reversed(text: str) -> None:
    """The bounds are the outer ones of the two sides."""
    start, end = (bounds(side) for side in text.split("/"))
    assert start.earliest is not None
    assert end.latest is not None
    if end.latest < start.earliest:
        with pytest.raises(DateError, match="ends before it starts"):
            parse(text)
    else:
        assert bounds(text) == Bounds(start.earliest, end.latest)


@given(SINGLE, st.sampled_from(["..", ""]))
def test_a_side_without_date_leaves_its_bound_out(text: str, undated: str) -> None:
    """Open or unknown, there is no day to give."""
    found = bounds(text)
    assert bounds(f"{text}/{undated}") == Bounds(found.earliest, None)
    assert bounds(f"{undated}/{text}") == Bounds(None, found.latest)


@pytest.mark.slow
@given(st.one_of(ANY_TEXT, near_misses()))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_with_one_line(text: str) -> None:
    """Nothing but a DateError comes of bad text."""
    found = read(text)
    if isinstance(found, DateError):
        assert len(str(found).splitlines()) == 1
    else:
        assert found.text == text


# --- PATTERN and parse agree.


@pytest.mark.slow
@given(st.one_of(WELL_FORMED, near_misses(), ANY_TEXT, st.from_regex(PATTERN, fullmatch=True)))
@settings(max_examples=600)
def test_pattern_accepts_what_parse_accepts_and_reversed_intervals(text: str) -> None:
    """Both say the same of every text, but for the order of an interval."""
    assert accepted(text) == (isinstance(read(text), EdtfDate) or is_reversed(text))


@pytest.mark.parametrize("year", ["2004", "2005"])
def test_pattern_knows_every_day_of_a_leap_and_of_a_common_year(year: str) -> None:
    """Of all two-digit months and days, exactly the days of the year pass."""
    first = date(int(year), 1, 1)
    days = {(first + timedelta(days=count)).isoformat() for count in range(365 + calendar.isleap(int(year)))}
    candidates = [f"{year}-{month:02}-{day:02}" for month, day in product(range(100), repeat=2)]
    assert {text for text in candidates if accepted(text)} == days
    assert {text for text in candidates if isinstance(read(text), EdtfDate)} == days


def test_pattern_knows_every_year_and_its_leap_day_and_winter() -> None:
    """All years of four digits, one by one."""
    compiled = re.compile(PATTERN)
    for year in range(10_000):
        assert bool(compiled.fullmatch(f"{year:04}")) == (year > 0)
        assert bool(compiled.fullmatch(f"{year:04}-02-29")) == (year > 0 and calendar.isleap(year))
        assert bool(compiled.fullmatch(f"{year:04}-24")) == (0 < year < 9999)


def test_pattern_knows_every_decade_and_century() -> None:
    """All but those that hold the year 0."""
    assert [n for n in range(1000) if not accepted(f"{n:03}X")] == [0]
    assert [n for n in range(100) if not accepted(f"{n:02}XX")] == [0]


def test_pattern_keeps_to_what_regular_expressions_of_xpath_share() -> None:
    """Nothing in it is particular to one engine."""
    assert PATTERN.startswith("^")
    assert PATTERN.endswith("$")
    assert "\\" not in PATTERN, "a backslash would need escapes in Turtle and SPARQL"
    assert "(?" not in PATTERN, "XPath 2.0 has plain groups alone"


def test_pattern_means_the_same_in_sparql() -> None:
    """An engine that is not Python's takes and refuses the same examples."""
    good = [text for text, *_ in DATES] + [text for text, *_ in INTERVALS] + REVERSED
    texts = [*good, *(text for text, _ in FAULTY)]
    store = pyoxigraph.Store()
    text = pyoxigraph.NamedNode("https://example.org/text")
    for number, value in enumerate(texts):
        node = pyoxigraph.NamedNode(f"https://example.org/{number}")
        store.add(pyoxigraph.Quad(node, text, pyoxigraph.Literal(value)))
    rows = store.query(f'SELECT ?t {{ ?node {text} ?t FILTER REGEX(?t, "{PATTERN}") }}')
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    assert sorted(row["t"].value for row in rows) == sorted(good)


# --- Another reader: the package edtf of PyPI.
#
# Compared is what both conventions share. They differ, and are left out, in
# - winter, which there ends on 31 December of its year and here in February of the next;
# - an unknown side, which there gets a bound ten years off and here none;
# - an open side, which there is infinite and here None (compared below with that in mind);
# - the year 0 and 29 February of common years, which are read there and refused here;
# - a qualified season, and XX in an interval, which are read here and not there.

ORACLE_FORMS = st.one_of(
    DAYS,
    st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(1, 9999)),
)
ORACLE_DATES = st.one_of(
    st.builds("{}{}".format, ORACLE_FORMS, QUALIFIER),
    st.builds("{:04}-{}".format, st.integers(1, 9999), st.integers(21, 23)),
    st.builds("{:04}-{}".format, st.integers(1, 9999), st.sampled_from(["XX", "XX-XX"])),
    st.builds("{:04}-{:02}-XX".format, st.integers(1, 9999), st.integers(1, 12)),
    st.builds("{:03}X".format, st.integers(1, 999)),
    st.builds("{:02}XX".format, st.integers(1, 99)),
)
ORACLE_INTERVALS = st.builds(
    lambda *sides: "/".join(sorted(sides)),  # sorted as text is sorted by first day in these forms
    ORACLE_FORMS,
    ORACLE_FORMS,
)


def oracle_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the strict bounds of the other reader as (year, month, day) each."""
    edtf = pytest.importorskip("edtf")
    found = edtf.parse_edtf(text)
    return tuple(found.lower_strict()[:3]), tuple(found.upper_strict()[:3])


def own_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return our bounds in the same form."""
    found = bounds(text)
    assert found.earliest is not None
    assert found.latest is not None
    return tuple(found.earliest.timetuple()[:3]), tuple(found.latest.timetuple()[:3])


@pytest.mark.slow
@given(st.one_of(ORACLE_DATES, ORACLE_INTERVALS))
@settings(max_examples=100)
def test_bounds_are_those_of_another_reader(text: str) -> None:
    """Days, months, years, decades, centuries, spring to autumn, closed intervals."""
    assert own_bounds(text) == oracle_bounds(text)


@given(ORACLE_FORMS)
@settings(max_examples=15)
def test_open_sides_are_the_infinite_ones_of_another_reader(text: str) -> None:
    """Infinite there, None here, and the dated side alike."""
    edtf = pytest.importorskip("edtf")
    open_end, open_start = edtf.parse_edtf(f"{text}/.."), edtf.parse_edtf(f"../{text}")
    assert open_end.upper_strict() == float("inf")
    assert open_start.lower_strict() == float("-inf")
    first, last = own_bounds(text)
    assert tuple(open_end.lower_strict()[:3]) == first
    assert tuple(open_start.upper_strict()[:3]) == last
    assert bounds(f"{text}/..").latest is None
    assert bounds(f"../{text}").earliest is None
