"""Ids of titles: the same as ever for plain letters, transliterated for alphabets, with a hash for what is ambiguous."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.sources.file_names import is_id
from okrsite.sources.title_ids import LONGEST_ID, make_title_id


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Every loaf finds a buyer", "every-loaf-finds-a-buyer"),
        ("Cut cost – by 30% (net)", "cut-cost--by-30-net"),
        ("a\u00a0b", "ab"),
        ("Wachstum im Süden", "wachstum-im-sueden"),
        ("WACHSTUM IM SÜDEN", "wachstum-im-sueden"),
        ("Große Straße", "grosse-strasse"),
        ("Zażółć gęślą jaźń w Łodzi", "zazolc-gesla-jazn-w-lodzi"),
        ("Élèves à São João", "eleves-a-sao-joao"),
        ("Рост продаж", "rost-prodazh"),
        ("Αύξηση", "ayxisi"),
        ("한국어", "hangugeo"),
        ("すし", "sushi"),
    ],
)
def test_alphabets_are_spelled_in_plain_letters(title, key):
    assert make_title_id(title) == key


@pytest.mark.parametrize("title", ["增长", "客户满意", "お客様", "نمو", "צמיחה", "การเติบโต", "🎉", "???", "–"])
def test_what_is_read_in_more_than_one_way_gets_a_hash(title):
    key = make_title_id(title)
    assert key is not None and re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{8}", key) and is_id(key)
    assert make_title_id(f" {title}  ") == key


def test_words_that_can_be_spelled_stand_before_the_hash():
    assert re.fullmatch(r"apac--30-[0-9a-f]{8}", make_title_id("APAC 增长 30%") or "")


def test_a_title_without_any_sign_has_none():
    assert make_title_id("") is make_title_id(" \t\n") is None


@given(st.text(min_size=1, max_size=300))
def test_whatever_is_typed_has_an_id_that_is_one_in_every_spelling(title):
    key = make_title_id(title)
    if not title.strip():
        assert key is None
        return
    assert key is not None and re.fullmatch(r"[a-z0-9-]+", key) and len(key) <= LONGEST_ID
    assert make_title_id(title) == key
    letters = [sign for sign in title if unicodedata.category(sign)[0] in "LM"]
    if all(unicodedata.normalize("NFC", unicodedata.normalize("NFD", sign)) == sign for sign in letters):
        assert make_title_id(unicodedata.normalize("NFD", unicodedata.normalize("NFC", title))) == make_title_id(
            unicodedata.normalize("NFC", title)
        )


@given(st.text(alphabet=st.characters(max_codepoint=126, min_codepoint=32), max_size=120))
def test_the_id_of_a_plain_title_is_that_of_a_forges_anchor(title):
    kept = "".join(sign for sign in title.strip().lower() if sign.isalnum() or sign in " -_")
    anchor = re.sub(r"[^a-z0-9-]", "", kept.replace(" ", "-").replace("_", "-"))
    if anchor.strip("-") and len(anchor) <= LONGEST_ID:
        assert make_title_id(title) == anchor.strip("-")
