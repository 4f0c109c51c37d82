"""An index in parts: whatever stands in an entry finds it, and what stays the same keeps its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from markupsafe import escape
from small_index import PATH, build_small_index

from okrsite.search.entries import TEXT_LENGTH, group_entries, read_entries
from okrsite.search.files import ALWAYS_WHOLE, ENTRIES, MOST_PAGES, SHARDS, STUB, TERMS, WHOLE, build_search_files
from okrsite.search.terms import FILE_SIZE, MOST_POSTINGS, make_key
from okrsite.search.words import list_words

Documents = list[dict[str, object]]
SYLLABLES = ("ka", "mo", "ri", "tun", "sel", "dra", "po", "wex", "lin", "gro")
SAME_WORDS = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
HOSTILE = (
    "<script>alert(1)</script>",
    "__proto__ constructor",
    "&amp; &#60;b&#62;",
    "\u202egnp.exe",
    "con aux nul",
    "../../etc/passwd",
    "𝔊𝔬𝔞𝔩 Ⓐ ½ ﬁne",
    "İstanbul ΣΟΦΟΣ straße",
    "目標を達成する",
    "x" * 300,
    "e\u0301" * 40,
)


def document(location: str, title: str, text: str = "", boost: float | None = None) -> dict[str, object]:
    """Return an entry as Material's plugin writes it."""
    entry: dict[str, object] = {"location": location, "title": str(escape(title)), "text": str(escape(text))}
    return entry if boost is None else {**entry, "boost": boost}


def imagine_word(number: int) -> str:
    """Return a word that only this number has, with a beginning that it shares with others."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)[::-1]) + "o"


def imagine_documents(count: int) -> Documents:
    """Return entries with a word of their own each, and some that many have."""
    return [
        document(f"teams/t{n}/#o{n}", f"Halve {imagine_word(n)}", f"common {imagine_word(n // 7)} words", 1 + n % 2)
        for n in range(count)
    ]


def divide(documents: Sequence[Mapping[str, object]]) -> dict[str, bytes]:
    return dict(build_search_files({"lang": ["en"]}, documents, most_pages=0))


def find(files: Mapping[str, bytes], word: str) -> tuple[set[str], bool]:
    """Look a whole word up as the script does; return the locations, and whether these are all."""
    manifest = json.loads(files[SHARDS])
    key = make_key(word)
    names = [key[:end] for end in range(1, len(key) + 1) if key[:end] in manifest["leaves"]]
    name = key if key in manifest["nodes"] else names[0]
    terms = json.loads(files[f"{TERMS}{name}.json"])["terms"]
    postings = dict(zip(terms[::2], terms[1::2], strict=True))[word]
    cut = postings.startswith("*")
    ids = {postings[at + 1 : at + 6] for at in range(int(cut), len(postings), 6)}
    entries = (entry for path, data in files.items() if path.startswith(ENTRIES) for entry in json.loads(data)["docs"])
    return {entry["location"] for entry in entries if entry["id"] in ids}, not cut


def test_every_entry_is_found_by_each_of_its_words():
    documents = imagine_documents(300)
    files = divide(documents)
    for entry in documents[::7]:
        for word in list_words(f"{entry['title']} {entry['text']}"):
            locations, _ = find(files, word)
            assert entry["location"] in locations, word


def test_hostile_texts_are_found_by_their_words_and_stay_texts():
    files = divide([document(f"p{number}/", text, text) for number, text in enumerate(HOSTILE)])
    for number, text in enumerate(HOSTILE):
        for word in list_words(text):
            assert f"p{number}/" in find(files, word)[0], word
    for path, data in files.items():
        assert data.isascii()
        assert b"<" not in data, path
        assert all(letter.isalnum() or letter in "._-/" for letter in path), path


def test_the_same_entries_in_another_order_are_the_same_bytes():
    documents = imagine_documents(200)
    assert divide(documents) == divide(documents[::-1])


@pytest.mark.parametrize("place", [0, 77, 399])
def test_an_edit_changes_the_files_of_its_words_and_of_its_entry(place):
    documents = imagine_documents(400)
    edited = [*documents]
    edited[place] = {**edited[place], "text": f"{edited[place]['text']} zebra"}
    before, after = divide(documents), divide(edited)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    entry_file = {path for path in changed if path.startswith(ENTRIES)}
    assert len(entry_file) == 1
    assert changed - entry_file <= {f"{TERMS}z.json", SHARDS}


def test_a_new_entry_moves_no_other():
    documents = imagine_documents(400)
    before = {entry.location: entry.id for entry in read_entries(documents)}
    after = {entry.location: entry.id for entry in read_entries([document("a/", "New"), *documents])}
    assert {location: after[location] for location in before} == before


def test_entries_of_one_address_have_ids_of_their_own():
    entries = read_entries([document("p/#a", "One"), document("p/#a", "Two"), document("p/", "Page")])
    assert len({entry.id for entry in entries}) == 3


def test_entries_of_a_page_lie_together_whichever_numbers_are_taken():
    """Of so many on one page, half find the number of their hash taken, and those at the end have to begin anew."""
    entries = read_entries([document(f"p/#{n}", "Part") for n in range(4_000)])
    assert len({entry.id for entry in entries}) == 4_000
    assert len(dict(group_entries(entries, bits=18))) == 1


def test_entries_that_have_no_room_on_their_page_are_kept_all_the_same():
    same, many = [document("p/#a", "Same")] * 5_000, [document(f"q/#{n}", "Part") for n in range(5_000)]
    entries = read_entries([*same, *many])
    assert len({entry.id for entry in entries}) == 10_000


def test_tags_find_the_entries_of_their_page():
    """As Material keeps them: apart from the text, and not escaped."""
    tagged = {**document("p/", "Memo", "Words."), "tags": ["Working together", "R&D", 7]}
    files = divide([tagged, {**document("q/", "Bare"), "tags": ["alone"]}])
    assert find(files, "together") == find(files, "d") == ({"p/"}, True)
    assert find(files, "alone") == ({"q/"}, True)
    [text] = [
        entry["text"] for path, data in files.items() if path.startswith(ENTRIES) for entry in json.loads(data)["docs"]
        if entry["location"] == "p/"
    ]  # fmt: skip
    assert text == "Words. Working together, R&amp;D"


def test_the_small_index_of_the_scripts_tests_is_what_is_written():
    """If it isn't: `python tests/search/small_index.py`, and see in the difference what the script has to bear."""
    assert PATH.read_text("utf-8") == build_small_index()


def test_no_file_of_words_grows_with_the_site():
    files = divide(imagine_documents(6_000))
    sizes = [len(data) for path, data in files.items() if path.startswith(TERMS)]
    # The best of what begins with the same letters stand in a file besides its words.
    assert max(sizes) < 1.3 * FILE_SIZE
    assert json.loads(files[SHARDS])["nodes"]


def test_of_a_word_that_is_everywhere_the_best_are_kept():
    documents = [document(f"p{n}/", "Page", "the common", boost=2.0 if n % 2 else 1.0) for n in range(5_000)]
    locations, whole = find(divide(documents), "common")
    assert not whole
    assert len(locations) == MOST_POSTINGS
    assert all(int(location[1:-1]) % 2 for location in locations)


def test_many_letters_do_not_make_many_files():
    letters = [document(f"p{n}/", chr(0x4E00 + n) * 3, "") for n in range(3_000)]
    assert len([path for path in divide(letters) if path.startswith(TERMS)]) < 200


def test_a_title_comes_before_a_text_and_a_running_cycle_before_older_ones():
    files = divide(
        [
            document("in-text/", "Something", "dispatch"),
            document("old/", "Dispatch and more of it"),
            document("running/", "Dispatch and more of it", boost=1.5),
            document("named/", "Dispatch"),
        ]
    )
    terms = json.loads(files[f"{TERMS}d.json"])["terms"]
    postings = dict(zip(terms[::2], terms[1::2], strict=True))["dispatch"]
    locations = {entry.id: entry.location for entry in read_entries([document(name, "") for name in (
        "in-text/", "old/", "running/", "named/")])}  # fmt: skip
    order = [locations[postings[at + 1 : at + 6]] for at in range(0, len(postings), 6)]
    assert order == ["named/", "running/", "old/", "in-text/"]


def test_a_long_text_is_found_by_its_last_word_and_shown_in_part():
    files = divide([document("p/", "Memo", "word " * TEXT_LENGTH + "finale")])
    assert find(files, "finale") == ({"p/"}, True)
    assert max(len(data) for path, data in files.items() if path.startswith(ENTRIES)) < TEXT_LENGTH + 200


@pytest.mark.parametrize("pages", [MOST_PAGES, MOST_PAGES + 1])
def test_how_an_index_is_kept_depends_on_the_number_of_pages(pages):
    documents = [document(f"p{n}/{anchor}", "T") for n in range(pages) for anchor in ("", "#a")]
    files = dict(build_search_files({"lang": ["en"]}, documents))
    stub = json.loads(files[STUB])
    assert stub["docs"] == []
    assert (WHOLE in files) == (pages <= MOST_PAGES)
    assert (SHARDS in files) == (pages > MOST_PAGES)
    assert stub["config"] == {"lang": ["en"], "okrsite": "whole" if WHOLE in files else "shards"}


@pytest.mark.parametrize(("text", "words"), SAME_WORDS.items())
def test_accents_capitals_and_ligatures_make_no_difference(text, words):
    """The script of the pages is tried with the same list, so that it looks for the words that are there."""
    assert list_words(text) == words


@pytest.mark.parametrize(
    ("title", "languages", "whole"),
    [
        ("Growth", ["en"], True),
        ("增长团队", ["en"], False),
        ("增长\u200b团队", ["en"], True),
        ("売上増加", ["ja"], True),
        ("売上増加", ["en", "de"], False),
        ("성장 팀", ["ko"], True),
    ],
)
def test_a_small_site_has_its_index_in_parts_where_nothing_else_finds_words_without_blanks(title, languages, whole):
    documents = [{"location": "a/", "title": title, "text": "Words."}]
    files = dict(build_search_files({"lang": languages}, documents))
    assert (WHOLE in files) == whole
    assert WHOLE in dict(build_search_files({"lang": languages}, documents, most_pages=ALWAYS_WHOLE))
