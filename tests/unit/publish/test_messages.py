"""Every text is translated, with the same values and every plural form."""

import pytest
from scripts.messages import PLURALS, TRANSLATED, collect, faults, read_catalogue

from ceasefire.problems import CATALOGUE, problem, render
from ceasefire.publish.words import VERDICTS, catalogue, language_for, word
from ceasefire.times import instant_from_text, zone_from_text

DAMASCUS = zone_from_text("Asia/Damascus")
MIDNIGHT = instant_from_text("2016-09-20T00:00:00+03:00")


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated(code):
    """Each text of the code, the templates and the problem catalogue has a whole, current translation."""
    assert faults(code) == []


def test_texts_are_found():
    """The collector sees code, templates and problems, so that the test above does not pass over nothing."""
    found = collect()

    assert {"met", "Who says what, and since when", CATALOGUE["E-FILE-001"].seen} <= set(found)
    assert found["{n} hour"].plural == "{n} hours"


@pytest.mark.parametrize("code", TRANSLATED)
def test_plurals_follow_the_rule_in_the_file(code):
    """The catalogue carries gettext's own plural rule."""
    assert read_catalogue(code).plural_forms.replace(" ", "") == PLURALS[code].replace(" ", "")


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("ar", 0, "0 ساعة"),
        ("ar", 1, "ساعة واحدة"),
        ("ar", 2, "ساعتين"),
        ("ar", 3, "\u20663\u2069 ساعات"),
        ("ar", 11, "\u206611\u2069 ساعة"),
        ("ar", 100, "\u2066100\u2069 ساعة"),
        ("ar", 103, "\u2066103\u2069 ساعات"),
        ("ru", 1, "1 часа"),
        ("ru", 2, "2 часов"),
        ("ru", 11, "11 часов"),
        ("en", 1, "1 hour"),
        ("en", 0, "0 hours"),
    ],
)
def test_numbers_take_their_form(code, number, shown):
    """Arabic chooses among six forms, Russian among three, English between two."""
    assert language_for(code, DAMASCUS).count("{n} hour", "{n} hours", number) == shown


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [("ru", 1, "1 день"), ("ru", 3, "3 дня"), ("ru", 11, "11 дней"), ("ru", 21, "21 день"), ("ru", 0, "0 дней")],
)
def test_russian_days(code, number, shown):
    """A day in Russian has the form that its number asks for."""
    assert shown in language_for(code, DAMASCUS).count("settles {n} area-day", "settles {n} area-days", number)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", ["تحقّق", "لم يتحقق", "غير محسوم", "قيد الانتظار", "لا ينطبق"]),
        ("ru", ["выполнено", "не выполнено", "не определено", "ожидается", "неприменимо"]),
        ("en", ["met", "not met", "undetermined", "pending", "not applicable"]),
    ],
)
def test_verdicts_have_their_words(code, words):
    """The five verdicts are said in the agreed words of each language."""
    language = language_for(code, DAMASCUS)

    assert [word(language, VERDICTS, each) for each in VERDICTS] == words


@pytest.mark.parametrize(("code", "stems"), [("en", ["violat"]), ("ar", ["خرق", "انتهاك"]), ("ru", ["наруш"])])
def test_no_verdict_is_a_violation(code, stems):
    """No language says violation for a verdict or a cell."""
    from ceasefire.publish.words import CELLS, IN_FORCE

    language = language_for(code, DAMASCUS)
    said = [word(language, each, one) for each in (VERDICTS, CELLS, IN_FORCE) for one in each]

    assert [text for text in said for stem in stems if stem in text.lower()] == []


@pytest.mark.parametrize(
    ("code", "shown"),
    [("en", "20 Sept 2016, 00:00"), ("ar", "20 أيلول 2016، 00:00"), ("ru", "20 сентября 2016, 00:00")],
)
def test_instants_are_written_as_at_the_place(code, shown):
    """An instant is shown in the zone, with the month's name that is used there."""
    assert language_for(code, DAMASCUS).instant(MIDNIGHT) == shown


def test_months_follow_the_territory():
    """Arabic in Cairo says September as Egypt does, not as Syria does."""
    assert "سبتمبر" in language_for("ar", zone_from_text("Africa/Cairo")).instant(MIDNIGHT)


def test_an_unknown_zone_territory_falls_back():
    """A zone without a territory is written as the language is in general."""
    assert language_for("ru", zone_from_text("Etc/UTC")).instant(MIDNIGHT) == "19 сентября 2016, 21:00"


def test_what_runs_the_other_way_is_isolated():
    """In Arabic a Latin value is isolated, in a direction of its own; in English an Arabic one is."""
    arabic, english = language_for("ar", DAMASCUS), language_for("en", DAMASCUS)

    assert arabic.isolate("un-ocha/urum") == "\u2066un-ocha/urum\u2069"
    assert arabic.isolate("حلب (Aleppo)") == "\u2067حلب (Aleppo)\u2069"
    assert arabic.isolate("حلب") == "حلب"
    assert english.isolate("حلب") == "\u2067حلب\u2069"
    assert english.isolate("Aleppo") == "Aleppo"


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        ("2016-09-18T00:00:00+03:00", "2016-09-19T00:00:00+03:00", "18 Sept 2016"),
        ("2016-09-16T00:00:00+03:00", "2016-09-18T00:00:00+03:00", "16–17 Sept 2016"),
        ("2016-09-19T19:10:00+03:00", "2016-09-19T19:55:00+03:00", "19 Sept 2016, 19:10–19:55"),
        ("2016-09-19T19:10:00+03:00", "2016-09-19T19:10:30+03:00", "19 Sept 2016, 19:10"),
        ("2016-09-12T19:00:00+03:00", "2016-09-14T19:00:00+03:00", "12 Sept 2016, 19:00 to 14 Sept 2016, 19:00"),
    ],
)
def test_intervals_are_as_short_as_they_are_clear(earliest, latest, shown):
    """A day is a day, days are a range, and everything else says both ends."""
    language = language_for("en", DAMASCUS)

    assert language.interval(instant_from_text(earliest), instant_from_text(latest)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2016", "2016"), ("2016-09", "September 2016"), ("2016-09-14", "14 Sept 2016"), ("autumn", "autumn")],
)
def test_a_sources_date_is_no_finer_than_written(written, shown):
    """A year stays a year and a month a month; what is no date stays as it is."""
    assert language_for("en", DAMASCUS).date(written) == shown


def test_problems_speak_the_language():
    """A problem is rendered in Arabic with the same place and values."""
    text = render(problem("E-REC-009", seen="us", expected="united-states"), catalogue("ar").gettext)

    assert text.startswith('E-REC-009 الفاعل "us"')
    assert "united-states" in text


def test_an_unknown_language_is_refused():
    """There are three languages; another is a mistake of the caller."""
    with pytest.raises(KeyError):
        catalogue("fr")
    with pytest.raises(KeyError):
        language_for("fr", DAMASCUS)
