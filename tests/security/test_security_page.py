"""SECURITY.md says what the tests prove: each test that it names exists, and its numbers are theirs.

Run as a program, this writes the table of what was tried.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.extend(str(Path(__file__).parents[1] / folder) for folder in ("security", "fuzz", "sources", ""))
from attachment_examples import DANGEROUS
from audience_company import Tokens, company
from corpus import NAMED, RUN, TYPED, VECTORS
from corpus import NAMES as ODD
from draft_company import Draft, content
from fuzzing import INPUTS, LAST_PASS, LAST_PASS_ON
from hostile_names import ENDED, PLACES, REFUSED
from refused_values import FIELDS, KEYS, LINKS
from strange_requests import STRANGERS, TRAVERSALS
from web_servers import SERVERS
from withheld_changes import ALL_KINDS

from okrsite.sources.attachments import KINDS
from okrsite.vocabulary import RECORDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "SECURITY.md"
BEGIN, END = "<!-- tried -->\n", "<!-- /tried -->"
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def table() -> str:
    """Return the table of what was tried."""
    fields = sum(field.type.name in TYPED for record in RECORDS.values() for field in record.fields) - len(NAMED)
    draft, fill = Draft(), Tokens()
    content(draft)
    for _ in range(2):
        company(fill)
    rows = (
        (f"{len(VECTORS)} hostile texts in {fields} fields of {len(RECORDS)} kinds of record, in YAML",
         "no element, attribute or address that is not ours; every title shown as typed"),
        ("the same in Markdown, in memos, on the home page and on a page of the handbook", "the same"),
        ("the same as authors and subjects of commits", "told as they were typed, without mail addresses"),
        (f"{sum(RUN in text for text in VECTORS)} of them set a canary; in Chromium every page is visited, everything is clicked, "
         "every text is searched for", "the canary stays unset, the console is silent but for what the theme says of a query, nothing else is asked for"),
        (f"{len(FIELDS) + len(KEYS)} fields and keys that name something, with each text", "an error with file and line, quoted safely in the preview"),
        (f"{len(LINKS)} addresses that lead to scripts, files or other hosts", "refused in each field that takes an address"),
        (f"{len(draft.tokens)} unique words in drafts of every kind, on disk and in the past", "in no byte and no file name of the site"),
        (f"{len(fill.made)} unique words in what is internal, in {len(RECORDS)} kinds of record, in two commits", "in no byte and no file name of a site for the public"),
        ("two contents that differ in all that is withheld, or in whether it is there, with their past", "the same site, byte for byte"),
        (f"{len(ALL_KINDS)} kinds of change to what is withheld, each by itself", "the same pages, search, maps and data"),
        ("every number of exports for the public, and every term for which one of their means can be solved", "none of them is a withheld one"),
        ("two companies whose withheld numbers are the same in whole percent, and nowhere else", "the same export, pages, maps and explanations, byte for byte"),
        ("50 builds killed at random moments while a reader fetches", "no page that isn't whole, nothing left behind"),
        ("6 sizes of a full disk, folders that can't be made, 2 builders", "the last site stays, and a sentence says why"),
        (f"{sum(LAST_PASS.values()):,} inputs that atheris made for {len(LAST_PASS)} targets ({LAST_PASS_ON}); {len(INPUTS)} kept, and run by every test",
         "problems and nothing else, within 1.5 GB and 10 seconds for each"),
        (f"{len(REFUSED) + len(ENDED)} names of files and folders in {len(PLACES)} places of the content; {len(ODD)} that are only odd",
         "refused with a place and a way out, and shown safely in every format; published, with all that leads there"),
        (f"attachments of {len(KINDS)} kinds under the names of all others, and {len(DANGEROUS)} documents that run or fetch something",
         "refused with file, reason and way out, in builds, isolated builds and previews"),
        (f"nginx and Caddy in the {len(SERVERS)} ways that are handed out, as nobody",
         "type and headers on every kind of file and on what isn't there; in Chromium everything works, and the console is silent"),
        (f"{len(STRANGERS)} names led to the preview, {len(TRAVERSALS)} paths out of it", "turned away"),
    )  # fmt: skip
    return "| tried | held |\n|---|---|\n" + "".join(f"| {tried} | {held} |\n" for tried, held in rows)


NAMES = sorted(set(TEST.findall(PAGE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("path", "name"), NAMES, ids=["::".join(filter(None, each)) for each in NAMES])
def test_each_test_that_is_named_exists(path, name):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(" if name else r"^def test_", text, re.MULTILINE)


def test_each_defence_names_a_test():
    section = PAGE.read_text(encoding="utf-8").partition("## Each defence")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 12
    assert [row for row in rows if not TEST.search(row)] == []


def test_what_was_tried_is_current():
    assert PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0] == table()


if __name__ == "__main__":
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.partition(END)[2], encoding="utf-8")
