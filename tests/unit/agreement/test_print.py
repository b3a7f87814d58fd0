"""Printing an agreement: reading it again gives the same value, whatever its forms."""

import json
from pathlib import Path
from typing import Any

import rfc8785
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreement import agreement_from_bytes, agreement_from_text, canonical_json, text_from_agreement

GOOD = Path(__file__).parents[2] / "scenarios" / "good"
EVERYTHING = agreement_from_bytes((GOOD / "everything.yaml").read_bytes())
MINIMAL = yaml.safe_load((GOOD / "minimal.yaml").read_bytes())

WORDS = st.sampled_from(["killed", "air-strike", "trucks", "no", "y", "null", "1-2"])
ACTORS = st.lists(st.just("government"), min_size=1, max_size=1)
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "M", "Cf")), min_size=1).filter(
    str.strip
)


def maps(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Return maps with all the required and some of the optional keys."""
    return st.fixed_dictionaries(required, optional=optional)


SETS = ACTORS | st.fixed_dictionaries({"any": ACTORS}, optional={"all": ACTORS, "only": ACTORS})
FILTERS = maps({}, by=SETS, against=SETS, between=SETS, what=st.lists(WORDS, min_size=1, unique=True))
MEASURES = maps(
    {"unit": WORDS},
    filter=FILTERS | st.lists(FILTERS, min_size=1, max_size=3),
    records=st.lists(st.sampled_from(["report", "movement", "finding"]), min_size=1, unique=True),
) | maps({"unit": WORDS, "tallies_of": st.just("government")})
NUMBERS = st.integers(0, 10**12) | st.sampled_from(["45/2", "1/3", "6/4", "0/7"])
BASELINES = st.fixed_dictionaries(
    {
        "factor": NUMBERS,
        "mean_of": st.sampled_from(
            [{"days_before": 28}, {"from": "2030-01-01", "to": "2030-02-28"}],
        ),
    }
)
MANY = st.integers(1, 366)
LIMITS = st.fixed_dictionaries({"measure": MEASURES, "at_most": NUMBERS | BASELINES})
NEVER = st.fixed_dictionaries({"measure": MEASURES})
STATES = maps({"measure": MEASURES, "must": st.just("absent")}, count=st.integers(0, 9), from_day=MANY) | maps(
    {"measure": MEASURES, "must": st.just("present"), "count": st.integers(1, 9)}
)
CONDITIONS = st.one_of(
    st.fixed_dictionaries({"limit": LIMITS}),
    st.fixed_dictionaries({"never": NEVER}),
    st.fixed_dictionaries({"state": STATES}),
)
HOLDS = st.builds(
    lambda hold, condition: {**hold, **condition},
    maps(
        {"days": MANY | st.just("2 weeks")},
        on_breach=st.sampled_from(["restart", "fail"]),
        restart=st.sampled_from(["next-day", "instant"]),
        keep=st.booleans(),
    ),
    CONDITIONS,
)
LENGTHS = st.sampled_from(["90 min", "24 hours", "30 days", "61 seconds", "999999 minutes"])
SIMPLE = st.one_of(
    CONDITIONS,
    st.fixed_dictionaries({"hold": HOLDS}),
    st.fixed_dictionaries(
        {"floor": maps({"measure": MEASURES, "at_least": MANY, "days": MANY}, windows=st.just("tiled"))}
    ),
    st.fixed_dictionaries({"response": maps({"within": LENGTHS}, addressee=SETS)}),
    st.fixed_dictionaries({"deadline": st.fixed_dictionaries({"measure": MEASURES, "at_least": MANY, "by_day": MANY})}),
)
FORMS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=6,
)
DEGREES = st.floats(-90, 90).map(lambda value: round(value, 12))


def with_reading(**changes: Any) -> str:
    """Return the smallest agreement as YAML, with changes to its one reading."""
    content = json.loads(json.dumps(MINIMAL))
    content["terms"][0]["readings"][0].update(changes)
    return yaml.safe_dump(content, allow_unicode=True)


@given(FORMS)
def test_every_form_is_printed_and_read_again(form: dict[str, Any]):
    """Reading, printing and reading again gives the same agreement, and printing that the same text."""
    agreement = agreement_from_text(with_reading(form=form))
    printed = text_from_agreement(agreement)

    assert agreement == agreement_from_text(printed)
    assert printed == text_from_agreement(agreement_from_text(printed))


@given(TEXTS, TEXTS)
def test_every_text_is_printed_and_read_again(english: str, arabic: str):
    """Any text survives, whatever signs of YAML or of other scripts it holds."""
    agreement = agreement_from_text(with_reading(name={"en": english, "ar": arabic}))

    assert english.strip() == agreement.terms[0].readings[0].names.en
    assert agreement == agreement_from_text(text_from_agreement(agreement))


@given(DEGREES, DEGREES)
def test_every_coordinate_is_printed_and_read_again(lon: float, lat: float):
    """A coordinate survives to its last decimal, never written with an exponent."""
    circle = f"{{lat: {lat:.12f}, lon: {lon:.12f}, radius_m: 5}}"
    text = (GOOD / "minimal.yaml").read_text("utf-8") + f"areas: [{{id: a, name: A, circle: {circle}}}]\n"
    agreement = agreement_from_text(text)

    assert agreement == agreement_from_text(text_from_agreement(agreement))


def test_canonical_json_is_canonical():
    """The canonical JSON is its own canonical form, and holds no number that is not whole."""
    floats: list[str] = []
    plain = json.loads(canonical_json(EVERYTHING), parse_float=floats.append)

    assert [] == floats
    assert canonical_json(EVERYTHING) == rfc8785.dumps(plain)
    assert {"lat": "36.15", "lon": "36.95", "radius_m": 3000} == plain["areas"][3]["circle"]
