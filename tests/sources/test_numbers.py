"""Numbers, shares, dates and ranges as people type them."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.amounts import Quantity, Range
from okrsite.problems import CODES
from okrsite.sources.numbers import (
    Misread,
    parse_boolean,
    parse_confidence,
    parse_date,
    parse_fraction,
    parse_quantity,
    parse_range,
    parse_weight,
    render_quantity,
)

READERS = (parse_quantity, parse_range, parse_confidence, parse_fraction, parse_weight, parse_date, parse_boolean)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1200", 1200, ""),
        ("1,200", 1200, ""),
        ("1,234,567.89", 1234567.89, ""),
        ("1 200", 1200, ""),
        ("1\u00a0200", 1200, ""),
        ("1\u202f200\u202f300", 1200300, ""),
        ("1\u2009200.5 €", 1200.5, "€"),
        ("1.2M", 1_200_000, ""),
        ("30k", 30_000, ""),
        ("30 K users", 30_000, "users"),
        ("45%", 45, "%"),
        ("45 %", 45, "%"),
        ("%45", 45, "%"),
        ("99.95%", 99.95, "%"),
        ("EUR 30k", 30_000, "EUR"),
        ("30k€", 30_000, "€"),
        ("30 €", 30, "€"),
        ("€30", 30, "€"),
        ("US$ 5", 5, "US$"),
        ("-$5", -5, "$"),
        ("€ −5", -5, "€"),
        ("3 days", 3, "days"),
        ("−5", -5, ""),
        ("-0", 0, ""),
        (".5", 0.5, ""),
        ("007", 7, ""),
        ("0.1", 0.1, ""),
        ("12 MB", 12, "MB"),
        ("30km", 30, "km"),
        ("30 m²", 30, "m²"),
        ("30 m2", 30, "m2"),
        ("10 m/s", 10, "m/s"),
        ("10 kg CO2", 10, "kg CO2"),
        ("5M/year", 5_000_000, "/year"),
        ("5 M&A deals", 5, "M&A deals"),
        ("EUR 30 per user", 30, "EUR per user"),
        ("$5/day", 5, "$/day"),
        ("50 ครั้ง", 50, "ครั้ง"),
        ("50 घंटे", 50, "घंटे"),
        ("5 FTE", 5, "FTE"),
        ("  7  ", 7, ""),
        ("3'400", 3400, ""),
        ("CHF 3’400’000.50", 3_400_000.5, "CHF"),
        ("$2.5B", 2_500_000_000, "$"),
        ("2.5bn", 2_500_000_000, ""),
        ("2.5 billion visits", 2_500_000_000, "visits"),
        ("3 Mio. €", 3_000_000, "€"),
        ("3 million", 3_000_000, ""),
        ("£3mn", 3_000_000, "£"),
        ("3 mn", 3, "mn"),
        ("\u20117", -7, ""),
        ("\uff0d7 %", -7, "%"),
        ("12 percent", 12, "%"),
        ("12 %.", 12, "%"),
        ("12 per\u00a0cent", 12, "%"),
        ("12\u00a0days", 12, "days"),
        ("3\u00a0400\u00a0repeat\u00a0customers", 3400, "repeat customers"),
        ("75 (was 70)", 75, ""),
        ("75%, up from 70%", 75, "%"),
        ("75 days (previously 90)", 75, "days"),
    ],
)
def test_a_quantity_is_read(text: str, value: float, unit: str) -> None:
    assert parse_quantity(text) == Quantity(float(value), unit, text.strip())


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("1,2", "Do you mean 1.2 or 12?"),
        ("12,5", "Do you mean 12.5 or 125?"),
        ("1,5%", "Do you mean 1.5 or 15?"),
        ("0,500", "Do you mean 0.500 or 500?"),
        ("1.200,5", "Do you mean 1200.5 or 12005?"),
        ("30m", "`30M`"),
        ("1.5 m EUR", "`1.5M`"),
        ("7 m", "`7 min`"),
        ("64 B", "`64bn`"),
        ("3:20", "`200 minutes` or `200 seconds`"),
        ("0:30", "`0.5 hours` or `0.5 minutes`"),
    ],
)
def test_two_readings_are_asked_about(text: str, asks: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR204"
    assert asks in found.hint


def test_a_point_among_decimal_commas_names_the_setting_that_decides() -> None:
    """`language: de` sets the decimal comma where nobody did, so content with points has to find out why it is asked."""
    found = parse_quantity("11.5", decimal_comma=True)
    assert isinstance(found, Misread)
    assert "Do you mean 11,5 or 115?" in found.hint
    assert "`decimal_comma: false`" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "NaN", "nan", ".nan", "inf", "-Infinity", ".inf", "~50", "≈ 50", "about 50", ">50", "<= 5", "1/3",
        "50+", "50-60", "50 – 60", "2..4", "120 → 180", "0x10", "1e5", "1e3", "1E+3", "1_000", "+5", "–5",
        "TBD", "--5", "5--", "5.", "1 2", "12 00", "1,200 000", "1,2,", ",5", "1.2.3", "3 of 5", "max 5", "5½", "½", "٣٤",
        "５", "1" * 40, "9" * 16, "9" * 5000, "10000000000M", "0." + "1" * 30, "EUR 30 %", "142 (50%)", "2 days, 3 hours",
        "3 <b>", "5\u200b", "1\n2", "5 " + "x" * 60,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR203"
    assert found.hint
    assert "\n" not in found.message
    assert len(found.message) < 120


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2h 15m", "2.25 hours"),
        ("2 hours and 15 minutes", "2.25 hours"),
        ("3 days 4 hours", "76 hours"),
        ("1h20", "80 minutes"),
        ("2:30 h", "2.5 hours"),
        ("3m 20s", "200 seconds"),
        ("75 (estimate)", "75"),
        ("75% (60%)", "75%"),
        ("about 75", "75"),
        ("75*", "75"),
        ("–75", "-75"),
        ("7.5e4", "75000"),
        ("12,34,567", "1234567"),
        ("７５", "75"),
        ("7_500", "7500"),
        ("75.", "75"),
        ("7½", "7.5"),
        ("¾ days", "0.75 days"),
        ("9 or so days", "9 days"),
        ("9 roughly days", "9 days"),
    ],
)
def test_of_a_number_with_something_around_it_it_is_said_what_is_meant(text: str, meant: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert (found.code, found.correction) == ("OKR203", meant)


@pytest.mark.parametrize(("text", "asks"), [("30 of 120", "30 or 25%"), ("1/3", "1 or 33.3%"), ("75 out of 50", "75?")])
def test_a_part_of_a_whole_is_asked_about(text: str, asks: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert asks in found.hint


@pytest.mark.parametrize(
    ("read", "text", "hint"),
    [
        (parse_quantity, "1 of 3", "Do you mean 1 or 33,3%?"),
        (parse_quantity, "2h 15m", "Type it in one unit: `2,25 hours` or `135 minutes`."),
        (parse_quantity, "1 2", "Type it like 1200, 1.200 or 1 200."),
        (parse_quantity, "10000000000M", "Use a larger unit, such as `1,2M`."),
        (parse_range, "steady", "Type `2%..4%`, `<= 4%` or `>= 99,9%`."),
    ],
)
def test_advice_has_the_decimal_sign_of_the_site(read, text: str, hint: str) -> None:
    found = read(text, decimal_comma=True)
    assert isinstance(found, Misread)
    assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3% to 5%", "3%..5%"),
        ("between 3 and 5%", "3..5%"),
        ("3–5 days", "3..5 days"),
        ("at most 5%", "<= 5%"),
        ("min. 3", ">= 3"),
        ("<5%", "<= 5%"),
    ],
)
def test_a_range_in_other_words_is_shown_as_it_should_be(text: str, meant: str) -> None:
    found = parse_range(text)
    assert isinstance(found, Misread)
    assert found.correction == meant


@pytest.mark.parametrize(
    ("text", "value"), [("1,2", 1.2), ("1.200", 1200), ("1.200,5", 1200.5), ("1 200,5", 1200.5), ("1,200", 1.2)]
)
def test_a_decimal_comma_where_the_site_says_so(text: str, value: float) -> None:
    found = parse_quantity(text, decimal_comma=True)
    assert isinstance(found, Quantity)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "asks"), [("1.2", "1,2 or 12?"), ("0.5", "0,5 or 5?"), ("1,200.5", "1200,5 or 12005?")]
)
def test_a_point_is_asked_about_then(text: str, asks: str) -> None:
    found = parse_quantity(text, decimal_comma=True)
    assert isinstance(found, Misread)
    assert found.code == "OKR204"
    assert asks in found.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50%", 0.5),
        ("50 %", 0.5),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.0", 1),
        ("0", 0),
        ("0.0", 0),
        ("0%", 0),
        ("1%", 0.01),
        ("11", 0.11),
        ("50", 0.5),
        ("100", 1),
        ("100%", 1),
        ("12.5", 0.125),
        ("6/10", 0.6),
        ("8 out of 10", 0.8),
        ("35/100", 0.35),
        ("40 percent", 0.4),
        ("40 per cent", 0.4),
    ],
)
def test_a_confidence_is_read(text: str, value: float) -> None:
    assert parse_confidence(text) == value


def test_a_share_in_percent_is_the_same_however_it_is_typed():
    for number in range(101):
        shares = {parse_confidence(text) for text in (f"{number}%", f" {number} %", f"{number:03}%", f"{number}.0%")}
        assert shares == {number / 100}


@pytest.mark.parametrize(
    "text", ["1", "1.5", "101", "150%", "-5", "high", "", "0,5", "~50", "50%!", "٥٠%", "nan", "9" * 5000]
)
def test_a_confidence_is_refused(text: str) -> None:
    found = parse_confidence(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR207"
    assert found.hint


@pytest.mark.parametrize(
    ("text", "decimal_comma", "hint"),
    [
        ("1", False, "Do you mean 1%, 10% (`1/10`) or 100%?"),
        ("2", False, "Do you mean 2% or 20% (`2/10`)?"),
        ("10", False, "Do you mean 10% or 100% (`10/10`)?"),
        ("6.5", False, "Do you mean 6.5% or 65% (`6.5/10`)?"),
        ("6,25", True, "Do you mean 6,25% or 62,5% (`6,25/10`)?"),
    ],
)
def test_a_confidence_of_up_to_ten_is_asked_about_with_all_readings(text: str, decimal_comma: bool, hint: str) -> None:
    found = parse_confidence(text, decimal_comma=decimal_comma)
    assert isinstance(found, Misread)
    assert (found.code, found.hint, found.correction) == ("OKR207", hint, None)


@pytest.mark.parametrize(
    ("text", "decimal_comma", "meant"),
    [("0,6", False, "0.6"), ("62,5 %", False, "62.5%"), ("High", False, "80%"), ("low", False, "20%")],
)
def test_a_confidence_that_is_meant_one_way_is_corrected(text: str, decimal_comma: bool, meant: str) -> None:
    found = parse_confidence(text, decimal_comma=decimal_comma)
    assert isinstance(found, Misread)
    assert found.correction == meant


@pytest.mark.parametrize(
    ("text", "decimal_comma", "hint", "meant"),
    [
        ("6", False, "Do you mean 0.6 (`6/10`) or 0.06 (`6%`)?", None),
        ("6", True, "Do you mean 0,6 (`6/10`) or 0,06 (`6%`)?", None),
        ("85", False, "Do you mean 85%, which is 0.85?", "0.85"),
        ("85", True, "Do you mean 85%, which is 0,85?", "0,85"),
        ("0,6", False, "Type it with a point: `0.6`.", "0.6"),
        ("good", True, "Type a number from 0,0 to 1,0, such as 0,7.", None),
    ],
)
def test_a_grade_that_is_typed_otherwise_is_asked_about(
    text: str, decimal_comma: bool, hint: str, meant: str | None
) -> None:
    found = parse_fraction(text, decimal_comma=decimal_comma)
    assert isinstance(found, Misread)
    assert (found.hint, found.correction) == (hint, meant)


@pytest.mark.parametrize(
    ("text", "value"), [("0.7", 0.7), ("70%", 0.7), ("0", 0), ("1", 1), ("1.0", 1), (".3", 0.3), ("6/10", 0.6)]
)
def test_a_fraction_is_read(text: str, value: float) -> None:
    assert parse_fraction(text) == value


@pytest.mark.parametrize("text", ["7", "1.01", "-0.1", "170%", "0,7", "good", "", "nan"])
def test_a_fraction_is_refused(text: str) -> None:
    found = parse_fraction(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR223"


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("0", 0), ("2.5", 2.5), ("50%", 0.5), ("1,000", 1000)])
def test_a_weight_is_read(text: str, value: float) -> None:
    assert parse_weight(text) == value


@pytest.mark.parametrize("text", ["-1", "2 days", "heavy", "", "1,5", "inf"])
def test_a_weight_is_refused(text: str) -> None:
    found = parse_weight(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR214"


def test_a_date_is_read() -> None:
    assert parse_date(" 2026-12-15 ") == date(2026, 12, 15)
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15 Mar 2026", "2026-03-15"),
        ("Mar 15, 2026", "2026-03-15"),
        ("mar 17 mars 2026", "2026-03-17"),
        ("15 de abril del 2026", "2026-04-15"),
        ("Sa, 5. Dez 2026", "2026-12-05"),
        ("Sat, Dec 5 2026", "2026-12-05"),
    ],
)
def test_a_day_of_the_week_is_told_from_a_month(text: str, meant: str) -> None:
    """`Mar` is March and mardi, and `el` stands in `del`."""
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert found.correction == meant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-11-31", "there is no 31 November"),
        ("2026-02-29", "there is no 29 February 2026"),
        ("2026-00-10", "there is no month 00"),
        ("2026-31-12", "Do you mean 2026-12-31?"),
        ("2026-13-45", "there is no month 13"),
        ("2026-11-00", "there is no 0 November"),
        ("0000-01-01", "there is no year 0"),
        ("٢٠٢٦-١٢-١٥", "year, the month and the day"),
        ("", "no date"),
        ("9" * 5000, "year, the month and the day"),
    ],
)
def test_a_date_is_refused(text: str, says: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR206"
    assert says in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-9-3", "2026/09/03", "2026.09.03", "2026-09-03T10:00", "2026-09-03 10:00:21.5Z", "2026-09-03, 9:15 am",
        "20260903", "3 September 2026", "3. September 2026", "3rd of Sept 2026", "03-Sep-2026", "Sep 3, 2026",
        "September 3rd 2026", "Thursday, September 3, 2026", "Thu 3 Sep 2026", "2026 Sep 3", "3.9.2026", "03.09.26",
        "3\u00a0September\u00a02026",
    ],
)  # fmt: skip
def test_of_a_date_in_another_spelling_it_is_said_which_day_is_meant(text: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert (found.code, found.correction) == ("OKR206", "2026-09-03")


@pytest.mark.parametrize("text", ["23/9/2026", "9/23/2026", "09-23-2026", "23-9-26", "9.23.2026"])
def test_a_day_above_twelve_leaves_one_reading(text: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert found.correction == "2026-09-23"


def test_a_date_with_two_readings_is_asked_about_with_both() -> None:
    found = parse_date("05/07/2026")
    assert isinstance(found, Misread)
    assert found.hint == "Do you mean 2026-07-05 (5 July) or 2026-05-07 (7 May)?"
    assert found.correction is None


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2212"])
def test_a_date_with_the_hyphens_that_programs_put_in_is_read(hyphen: str) -> None:
    assert parse_date("2026-09-03".replace("-", hyphen)) == date(2026, 9, 3)


@pytest.mark.parametrize("text", ["33.12.2026", "3 Brumaire 2026", "12/2026", "13/13/2026", "3.4.5.6"])
def test_what_is_no_day_at_all_gets_the_form_of_a_date(text: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert found.correction is None
    assert "2026-12-15" in found.hint


@pytest.mark.parametrize(
    ("text", "called", "last"),
    [("2026-02", "month", "2026-02-28"), ("2026-Q4", "quarter", "2026-12-31"), ("2026 q1", "quarter", "2026-03-31")],
)
def test_a_month_in_the_place_of_a_day_gets_a_day_of_it(text: str, called: str, last: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Misread)
    assert f"is a {called}, and here belongs a day" in found.message
    assert last in found.hint
    assert found.correction is None  # nobody knows whether the first or the last day is meant


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("x", True),
        ("X", True),
        ("false", False),
        ("No", False),
        ("off", False),
    ],
)
def test_a_truth_value_is_read(text: str, value: bool) -> None:
    assert parse_boolean(text) is value


@pytest.mark.parametrize("text", ["maybe", "1", "", "y"])
def test_a_truth_value_is_refused(text: str) -> None:
    found = parse_boolean(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR211"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2%..4%", 2, 4, "%"),
        ("2..4%", 2, 4, "%"),
        ("2% .. 4", 2, 4, "%"),
        ("<= 4%", None, 4, "%"),
        ("<=4%", None, 4, "%"),
        (">= 99.9%", 99.9, None, "%"),
        ("≤ 4", None, 4, ""),
        ("≥ EUR 30k", 30_000, None, "EUR"),
        ("EUR 2..4", 2, 4, "EUR"),
        ("−5..-2", -5, -2, ""),
        ("4..4", 4, 4, ""),
        ("0.5..1.5", 0.5, 1.5, ""),
        ("2k..4k", 2000, 4000, ""),
        ("0..4k", 0, 4000, ""),
    ],
)
def test_a_range_is_read(text: str, low: float | None, high: float | None, unit: str) -> None:
    assert parse_range(text) == Range(low, high, unit, text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4%..2%", "`2%..4%`"),
        ("< 4%", "`<= 4%`"),
        ("> 4", "`>= 4`"),
        ("=< 4", "`<= 4`"),
        ("4%", "`<= 4%` or `>= 4%`"),
        ("2%-4%", "`2%..4%`"),
        ("2 to 4", "`2..4`"),
        ("2…4", "`2..4`"),
        ("..4", "`<= 4`"),
        ("2..", "`>= 2`"),
        ("..", "`>= 2%`"),
        ("<=", "`<= 4%`"),
        ("", "`2%..4%`"),
        ("steady", "`2%..4%`"),
        ("2%..4 days", "same unit"),
        ("2..3..4", "`2%..4%`"),
    ],
)
def test_a_range_is_refused_with_what_to_type(text: str, hint: str) -> None:
    found = parse_range(text)
    assert isinstance(found, Misread)
    assert found.code == "OKR213"
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "code"), [("1,2..3", "OKR204"), ("<= ~5", "OKR203"), ("2..4k", "OKR204"), ("9" * 200, "OKR203")]
)
def test_a_ranges_numbers_speak_for_themselves(text: str, code: str) -> None:
    found = parse_range(text)
    assert isinstance(found, Misread)
    assert found.code == code


def test_a_range_with_decimal_commas() -> None:
    assert parse_range("1,5..2,5", decimal_comma=True) == Range(1.5, 2.5, "", "1,5..2,5")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1200, "", "1,200"),
        (45, "%", "45%"),
        (30_000, "€", "€30,000"),
        (30_000, "EUR", "EUR 30,000"),
        (5, "US$", "US$5"),
        (3, "days", "3 days"),
        (5, "FTE", "5 FTE"),
        (5, "EUR per user", "EUR 5 per user"),
        (5, "€/day", "€5/day"),
        (5, "/day", "5/day"),
        (-5.5, "%", "-5.5%"),
        (-30, "EUR", "-EUR 30"),
        (-0.0, "", "0"),
        (0.1 + 0.2, "", "0.3"),
        (1 / 3, "", "0.333333333333"),
        (1_234_567.891, "kg", "1,234,567.891 kg"),
        (1e-7, "", "0.0000001"),
        (999_999_999_999_999, "", "999,999,999,999,999"),
        (math.nan, "%", "–"),
    ],
)
def test_a_quantity_is_written(value: float, unit: str, text: str) -> None:
    assert render_quantity(value, unit) == text


@settings(deadline=None)
@given(
    st.integers(-(10**12), 10**12), st.sampled_from(["", "%", "EUR", "€", "days", "m²", "EUR per user", "$/day", "US$"])
)
def test_what_is_written_reads_back(hundredths: int, unit: str) -> None:
    found = parse_quantity(render_quantity(hundredths / 100, unit))
    assert isinstance(found, Quantity)
    assert (found.value, found.unit) == (hundredths / 100, unit)


NUMBER_LIKE = st.text(alphabet="0123456789.,- −%kKmM€EUR/<>=≤≥~+x\u00a0\u202f½٣'", max_size=20)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@settings(deadline=None)
@given(text=st.one_of(st.text(alphabet=st.characters(), max_size=100), NUMBER_LIKE))
def test_any_text_is_a_value_or_a_sentence(read, text: str) -> None:
    found = read(text)
    if isinstance(found, Misread):
        assert found.code in CODES
        assert found.message.endswith((".", "?"))
    elif isinstance(found, Quantity):
        assert math.isfinite(found.value)
    elif isinstance(found, Range):
        assert found.low is not None or found.high is not None
        assert found.low is None or found.high is None or found.low <= found.high
    elif read in (parse_confidence, parse_fraction):
        assert 0 <= found <= 1


@pytest.mark.parametrize("text", ["2,190,000O", "40, nwo 24"])
def test_a_number_of_which_nobody_knows_what_is_meant_gets_no_correction(text: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert (found.code, found.correction) == ("OKR203", None)


def test_the_full_stop_behind_a_range_is_no_part_of_it() -> None:
    assert parse_range("<= 2%.") == parse_range("<= 2%")


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("=AVERAGE(B2:B9)", "a formula of a spreadsheet", "Type the number that it gives."),
        ("=B2", "a formula of a spreadsheet", "Type the number that it gives."),
        ("= 5", "a limit", "keep"),
        ("7.1.2 days", "not grouped", "Type it like 1200"),
        ("8.1 → 7.1 days", "two numbers", "the newest into `now`"),
    ],
)
def test_the_advice_about_what_is_no_number_would_be_right_if_somebody_took_it(text: str, says: str, hint: str) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Misread)
    assert (says in found.message, hint in found.hint, found.correction) == (True, True, None)
