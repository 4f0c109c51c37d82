"""Inputs that are small and might cost much: each a content tree of a size, which is made again for each measurement.

`measure_hostile_sizes.py` measures them; `test_hostile_sizes.py` bounds what they make by counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Tree = dict[str, str]
"""Files by their path inside the content folder."""

INPUTS: dict[str, HostileSize] = {}


@dataclass(frozen=True)
class HostileSize:
    """A way to make small content costly."""

    name: str
    purpose: str
    size: int
    """How many of what it repeats; it is measured at this and at twice of it."""
    make: Callable[[int], Tree]
    """Returns the files of a size."""


def hostile(size: int) -> Callable[[Callable[[int], Tree]], Callable[[int], Tree]]:
    """Register a function that makes a tree; its docstring is the purpose."""

    def register(make: Callable[[int], Tree]) -> Callable[[int], Tree]:
        name = make.__name__.replace("_", "-")
        INPUTS[name] = HostileSize(name, (make.__doc__ or "").strip(), size, make)
        return make

    return register


def ordinary(characters: int) -> Tree:
    """Return the content of a company of at least so many characters: what everything else is compared with."""
    files: Tree = {"company/team.yml": "name: Ordinary\n", "company/2026-Q4.yml": objectives(goal("g", links="0"))}
    number = 0
    while sum(map(len, files.values())) < characters:
        team = f"teams/team-{number}"
        files[f"{team}/team.yml"] = f"name: Team {number}\nlead: Person {number}\nmission: We do *what* we can.\n"
        files[f"{team}/2026-Q4.yml"] = objectives(
            *(goal(f"o{each}", "contributes_to: company/g", f"owner: Person {number}", words=45) for each in range(3))
        )
        if number % 4 == 0:
            files[f"handbook/page-{number}.md"] = (
                "# A page\n\n" + "Some words, a [link](../index.md), *more* words.\n\n" * 40
            )
        number += 1
    return {"index.md": "Hello.\n", **files}


def goal(name: str, *lines: str, words: int = 0, links: str = "", results: int = 1) -> str:
    """Return an objective as an item of a list in YAML."""
    notes = [f"notes: {'Words that say how it is. ' * (words // 6)}"] if words else []
    made = [f"id: {name}", f"title: The goal {name}", *lines, *notes, "key_results:"]
    made += [f"  - {{id: k{each}, title: Share of {name} {each}, from: 0, to: 10, now: 3}}" for each in range(results)]
    return "  - " + "\n    ".join(made) + "\n"


def objectives(*goals: str) -> str:
    """Return a file of a cycle."""
    return "objectives:\n" + "".join(goals)


def team(unit: str, *goals: str, cycle: str = "2026-Q4") -> Tree:
    """Return the files of a team."""
    return {f"teams/{unit}/team.yml": f"name: {unit}\n", f"teams/{unit}/{cycle}.yml": objectives(*goals)}


COMPANY: Tree = {"company/team.yml": "name: C\n", "company/2026-Q4.yml": objectives(goal("g", "owner: a"))}


def page(text: str) -> Tree:
    """Return an ordinary page beside the least there can be."""
    return {**COMPANY, "page.md": f"# P\n\n{text}\n"}


def company(*lines: str, **more: str) -> Tree:
    """Return one objective of the company with these lines."""
    return {**COMPANY, "company/2026-Q4.yml": objectives(goal("g", *lines)), **more}


def block(text: str) -> str:
    """Return a text as a block of YAML below a field of an objective."""
    return "|\n" + "".join(f"      {line}\n" for line in text.splitlines()).rstrip("\n")


def many(text: str, size: int) -> str:
    """Return a list in YAML of so many texts, each with its number."""
    return f"[{', '.join(text.format(each) for each in range(size))}]"


def to(numbers: Iterable[int]) -> str:
    """Return references to objectives of the team t."""
    return f"[{', '.join(f't/o{each}' for each in numbers)}]"


def above(number: int) -> str:
    """Return a reference to the objective before this one; the first is below the company's goal."""
    return f"t/o{number - 1}" if number else "company/g"


# Markdown


@hostile(17_500)
def long_address_used_often(size: int) -> Tree:
    """A definition with a long address, used many times on a page."""
    return page(f"[x]: https://e.org/{'a' * (size * 3)}\n\n" + "[x] " * size)


@hostile(17_500)
def long_title_used_often(size: int) -> Tree:
    """A definition with a long title, used many times on a page."""
    return page(f'[x]: https://e.org/ "{"t" * (size * 3)}"\n\n' + "[x] " * size)


@hostile(17_500)
def long_address_in_why(size: int) -> Tree:
    """The same in a field of an objective."""
    return company("why: " + block(f"[x]: https://e.org/{'a' * (size * 2)}\n\n" + "[x] " * size))


@hostile(17_500)
def middling_address_used_often(size: int) -> Tree:
    """A definition with an address of a thousand letters, used many times."""
    return page(f"[x]: https://e.org/{'a' * 1000}\n\n" + "[x] " * size)


@hostile(17_500)
def picture_used_often(size: int) -> Tree:
    """A definition with a long address, used as a picture."""
    return page(f"[x]: https://e.org/{'a' * (size * 2)}\n\n" + "![x] " * size)


@hostile(3_000)
def definitions(size: int) -> Tree:
    """Many definitions, one below the other."""
    return page("".join(f"[x{each}]: https://e.org/{each}\n" for each in range(size)))


@hostile(3_000)
def broken_definitions(size: int) -> Tree:
    """Lines that begin like definitions and are none."""
    return page("".join(f'[x{each}]: https://e.org/{each} "\n' for each in range(size)))


@hostile(6_000)
def headings_alike(size: int) -> Tree:
    """Headings with the same words."""
    return page("## a\n\n" * size)


@hostile(3_000)
def headings_numbered(size: int) -> Tree:
    """Headings whose anchors meet those that are made for others."""
    return page("".join(f"## a {each}\n\n## a\n\n" for each in range(size)))


@hostile(4_000)
def dead_links(size: int) -> Tree:
    """Links that lead to files that aren't there."""
    return page("".join(f"[a](b{each}.md)\n" for each in range(size)))


@hostile(8_000)
def dead_links_alike(size: int) -> Tree:
    """The same dead link, again and again."""
    return page("[a](b.md)\n" * size)


@hostile(4_000)
def dead_anchors(size: int) -> Tree:
    """Links to headings that aren't there."""
    return page("".join(f"[a](#b{each})\n" for each in range(size)))


@hostile(8_000)
def links_that_run(size: int) -> Tree:
    """Links with addresses that are refused."""
    return page("".join(f"[a](javascript:{each})\n" for each in range(size)))


@hostile(4_000)
def dead_links_among_many_pages(size: int) -> Tree:
    """Dead links that are nearly right, beside many pages."""
    files = {f"handbook/page-{each}.md": "# A\n" for each in range(size // 20)}
    return {**files, **page("".join(f"[a](handbook/pgae-{each}.md)\n" for each in range(size)))}


@hostile(250)
def lists_embedded(size: int) -> Tree:
    """The list of all objectives, asked for many times on a page."""
    return {**page("<!-- okr: status -->\n\n" * size), **team("t", *(goal(f"o{each}") for each in range(100)))}


@hostile(250)
def maps_embedded(size: int) -> Tree:
    """A map, asked for many times on a page."""
    return {
        **page("<!-- okr: map company -->\n\n" * size),
        **team("t", *(goal(f"o{each}", "contributes_to: company/g") for each in range(100))),
    }


@hostile(250)
def maps_on_many_pages(size: int) -> Tree:
    """A map, asked for once on each of many pages."""
    pages = {f"handbook/{each}.md": "# A\n\n<!-- okr: map company -->\n" for each in range(size)}
    return {**page(""), **pages, **team("t", *(goal(f"o{each}", "contributes_to: company/g") for each in range(100)))}


@hostile(2_000)
def objectives_embedded(size: int) -> Tree:
    """An objective, asked for many times on a page."""
    return page("<!-- okr: objective company/g -->\n\n" * size)


@hostile(2_000)
def nothing_embedded(size: int) -> Tree:
    """Pieces of the model that aren't there, asked for many times."""
    return page("".join(f"<!-- okr: objective company/x{each} -->\n\n" for each in range(size)))


@hostile(5_000)
def quotes_in_quotes(size: int) -> Tree:
    """Quotes in quotes."""
    return page((">" * size + " a\n") * 3)


@hostile(400)
def lists_in_lists(size: int) -> Tree:
    """Lists in lists, each a little further to the right."""
    return page("".join(f"{'  ' * each}- a\n" for each in range(size)))


@hostile(30_000)
def open_brackets(size: int) -> Tree:
    """Brackets that are opened and never closed."""
    return page("[" * size)


@hostile(15_000)
def brackets_in_brackets(size: int) -> Tree:
    """Brackets in brackets, closed at the end."""
    return page("[" * size + "a" + "]" * size)


@hostile(10_000)
def links_unclosed(size: int) -> Tree:
    """Links whose addresses are never closed."""
    return page("[a](<b" * size)


@hostile(10_000)
def links_with_titles_unclosed(size: int) -> Tree:
    """Links whose titles are never closed."""
    return page('[a](b "c ' * size)


@hostile(5_000)
def pictures_in_pictures(size: int) -> Tree:
    """Pictures in the words of pictures."""
    return page("![" * size + "a" + "](b)" * size)


@hostile(10_000)
def emphasis(size: int) -> Tree:
    """Emphasis that is opened and never closed."""
    return page("*a **a " * size)


@hostile(10_000)
def emphasis_mixed(size: int) -> Tree:
    """Emphasis of both signs, closed in the wrong order."""
    return page("*a_ " * size + "_b* " * size)


@hostile(20_000)
def stars_in_a_row(size: int) -> Tree:
    """One long row of stars before and behind a word."""
    return page("a" + "*" * size + "b" + "*" * size + "c")


@hostile(20_000)
def strikethrough(size: int) -> Tree:
    """Strikethrough that is opened and never closed."""
    return page("~~a " * size)


@hostile(250)
def backticks(size: int) -> Tree:
    """Rows of backticks, each longer than the last."""
    return page(" ".join("`" * each for each in range(1, size)))


@hostile(20_000)
def autolinks_unclosed(size: int) -> Tree:
    """Addresses in angle brackets that are never closed."""
    return page("<http://a" * size)


@hostile(20_000)
def comments(size: int) -> Tree:
    """Comments inside a paragraph."""
    return page("a <!-- b -->" * size)


@hostile(10_000)
def comments_unclosed(size: int) -> Tree:
    """Comments that begin lines and are never closed, each in an item of a list."""
    return page("- a\n  <!-- b\n" * size)


@hostile(20_000)
def comments_half_open(size: int) -> Tree:
    """The sign that begins a comment, again and again, where text follows on the line that closes it."""
    return page("<!-- " * size + "--> a")


@hostile(30_000)
def entities(size: int) -> Tree:
    """Named characters."""
    return page("&amp;" * size)


@hostile(250)
def table_with_empty_cells(size: int) -> Tree:
    """A table with many columns, whose rows leave nearly all of them out."""
    return page("|a" * size + "|\n" + "|-" * size + "|\n" + "|b\n" * (size * 100))


@hostile(15_000)
def table_with_many_columns(size: int) -> Tree:
    """A table with one very long row."""
    return page("|a" * size + "|\n" + "|-" * size + "|\n" + "|b" * size + "|\n")


@hostile(15_000)
def lines_that_begin_tables(size: int) -> Tree:
    """Lines each of which might be the head of a table."""
    return page("|a|b|\n" * size)


@hostile(100_000)
def one_long_line(size: int) -> Tree:
    """A line without a space."""
    return page("a" * size)


@hostile(8_000)
def fences(size: int) -> Tree:
    """Blocks of code, each closed by a longer fence than the next one opens."""
    return page("```a\n````\n~~~\n" * size)


@hostile(20_000)
def pieces_of_text_in_a_note(size: int) -> Tree:
    """A field of an objective with emphasis that is never closed."""
    return company(f"notes: {block('*a **a ' * size)}")


@hostile(8_000)
def labels_in_markdown(size: int) -> Tree:
    """Lines that look like fields of an objective and are none."""
    return {**COMPANY, "company/2026-Q3.md": "## O\n\n" + "".join(f"- Ownr{each}: a\n" for each in range(size))}


@hostile(4_000)
def questions_in_markdown(size: int) -> Tree:
    """Headings that hold nothing that makes them objectives."""
    return {**COMPANY, "company/2026-Q3.md": "".join(f"## O {each}\n\nwords\n\n" for each in range(size))}


@hostile(2_000)
def headings_of_objectives_alike(size: int) -> Tree:
    """Objectives of one title in Markdown."""
    return {**COMPANY, "company/2026-Q3.md": "## O\n\n- Owner: a\n- KR: K 1 → 2\n\n" * size}


@hostile(10_000)
def front_matter(size: int) -> Tree:
    """Front matter with keys that nobody knows."""
    return {**COMPANY, "page.md": "---\n" + "".join(f"k{each}: a\n" for each in range(size)) + "---\n# A\n"}


# YAML


@hostile(20_000)
def scalars(size: int) -> Tree:
    """A list of many short values."""
    return {**COMPANY, "company/2026-Q3.yml": "objectives: [" + "a," * size + "]\n"}


@hostile(5_000)
def unknown_keys(size: int) -> Tree:
    """Keys that are not in the vocabulary."""
    return {**COMPANY, "company/2026-Q3.yml": "".join(f"objectivse{each}: a\n" for each in range(size))}


@hostile(20_000)
def long_unknown_key(size: int) -> Tree:
    """A key that is very long and not in the vocabulary."""
    return {
        **COMPANY,
        "company/2026-Q3.yml": f"{'objectives' * 50}: a\n"
        + "".join(f"{'ownertitle' * 50}{each}: a\n" for each in range(size // 100)),
    }


@hostile(8_000)
def broken_lines(size: int) -> Tree:
    """Lines that are no YAML."""
    return {**COMPANY, "company/2026-Q3.yml": "objectives:\n" + "  - }: [\n" * size}


@hostile(20)
def long_numbers(size: int) -> Tree:
    """Numbers with 5,000 digits."""
    results = "".join(f"      - {{title: K{each}, from: 0, to: {'9' * 5000}}}\n" for each in range(size))
    return {**COMPANY, "company/2026-Q3.yml": objectives("  - title: O\n    key_results:\n" + results)}


@hostile(1_500)
def odd_numbers(size: int) -> Tree:
    """Numbers that can be read in two ways."""
    results = "".join(f"      - {{title: K{each}, from: 0, to: '1,2{each:03},3'}}\n" for each in range(size))
    return {**COMPANY, "company/2026-Q3.yml": objectives("  - title: O\n    key_results:\n" + results)}


@hostile(1_500)
def odd_dates(size: int) -> Tree:
    """Dates that are none."""
    results = "".join(f"      - {{title: K{each}, from: 0, to: 2, due: 2026-13-{each}}}\n" for each in range(size))
    return {**COMPANY, "company/2026-Q3.yml": objectives("  - title: O\n    key_results:\n" + results)}


@hostile(1_000)
def objectives_in_a_file(size: int) -> Tree:
    """Many objectives in a file."""
    return {**COMPANY, "company/2026-Q3.yml": objectives(*(goal(f"o{each}") for each in range(size)))}


@hostile(200)
def goals_of_the_company(size: int) -> Tree:
    """Many goals of the company, each of them carried by the same objectives."""
    links = f"contributes_to: {many('company/g{}', size)}"
    return {
        "company/team.yml": "name: C\n", "company/2026-Q4.yml": objectives(*(goal(f"g{each}") for each in range(size))),
        **team("t", *(goal(f"o{each}", links) for each in range(20))),
    }  # fmt: skip


@hostile(1_500)
def key_results(size: int) -> Tree:
    """An objective with many key results."""
    return {**COMPANY, "company/2026-Q4.yml": objectives(goal("g", results=size))}


@hostile(2_500)
def checkins(size: int) -> Tree:
    """An objective with many check-ins, each with a value."""
    days = "".join(
        f"      - {{date: 2026-11-{each % 20 + 1:02}, note: N {each}, now: {{k0: {each}}}}}\n" for each in range(size)
    )
    return company("checkins:\n" + days.rstrip("\n"))


@hostile(1_500)
def milestones(size: int) -> Tree:
    """A key result with many milestones."""
    steps = "".join(f"          - {{title: M{each}, due: 2026-11-{each % 28 + 1:02}}}\n" for each in range(size))
    return {
        **COMPANY,
        "company/2026-Q4.yml": f"objectives:\n  - title: O\n    key_results:\n      - title: K\n        milestones:\n{steps}",
    }


@hostile(2_000)
def phases(size: int) -> Tree:
    """A key result with many interim targets."""
    steps = ", ".join(
        f"{2000 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}: {each}" for each in range(size)
    )
    return {
        **COMPANY,
        "company/2026-Q4.yml": f"objectives:\n  - title: O\n    key_results:\n      - {{title: K, from: 0, to: 9, phases: {{{steps}}}}}\n",
    }


@hostile(3_000)
def tags(size: int) -> Tree:
    """An objective with many tags."""
    return company(f"tags: {many('t{}', size)}")


@hostile(1_500)
def aliases(size: int) -> Tree:
    """An objective with many former ids."""
    return company(f"aliases: {many('t{}', size)}")


@hostile(3_000)
def blockers_and_initiatives(size: int) -> Tree:
    """An objective with many blockers and much work."""
    work = "".join(f"      - {{title: I{each}, link: b{each}.md}}\n" for each in range(size))
    return company(f"blockers: {many('b{}', size)}", "initiatives:\n" + work.rstrip("\n"))


# Links between objectives


@hostile(300)
def five_goals_each(size: int) -> Tree:
    """Objectives that contribute to the five before them."""
    return {
        **COMPANY,
        **team(
            "t", *(goal(f"o{each}", f"contributes_to: {to(range(max(each - 5, 0), each))}") for each in range(size))
        ),
    }


@hostile(150)
def everybody_serves_everybody_above(size: int) -> Tree:
    """Objectives each of which contributes to all before it."""
    return {**COMPANY, **team("t", *(goal(f"o{each}", f"contributes_to: {to(range(each))}") for each in range(size)))}


@hostile(300)
def needs_among_all(size: int) -> Tree:
    """Objectives each of which depends on thirty others."""
    others = [[(each * 7 + other) % size for other in range(1, 31)] for each in range(size)]
    return {**COMPANY, **team("t", *(goal(f"o{each}", f"depends_on: {to(others[each])}") for each in range(size)))}


@hostile(300)
def circles(size: int) -> Tree:
    """Objectives each of which contributes to the next ten, round and round."""
    others = [[(each + other) % size for other in range(1, 11)] for each in range(size)]
    return {**COMPANY, **team("t", *(goal(f"o{each}", f"contributes_to: {to(others[each])}") for each in range(size)))}


@hostile(300)
def chain(size: int) -> Tree:
    """A chain of objectives, each of which contributes to the one before."""
    return {**COMPANY, **team("t", *(goal(f"o{each}", f"contributes_to: {above(each)}") for each in range(size)))}


@hostile(300)
def chain_in_markdown(size: int) -> Tree:
    """The same in Markdown, and by indirect links."""
    text = "".join(f"## O{each}\n\n- Id: o{each}\n- Supports: {above(each)}\n- KR: K 1 → 2\n\n" for each in range(size))
    return {**COMPANY, "teams/t/team.yml": "name: t\n", "teams/t/2026-Q4.md": text}


@hostile(300)
def goal_with_many_followers(size: int) -> Tree:
    """A goal to which all contribute and on which all depend."""
    return {
        **COMPANY,
        **team(
            "t", *(goal(f"o{each}", "contributes_to: company/g#k0", "depends_on: company/g") for each in range(size))
        ),
    }


@hostile(200)
def continued_again_and_again(size: int) -> Tree:
    """An objective that goes on for many cycles."""
    return {
        **COMPANY, "teams/t/team.yml": "name: t\n",
        **{f"teams/t/{2000 + each}.yml": objectives(goal("o", *([f"continues: t/{1999 + each}/o"] if each else []))) for each in range(size)},
    }  # fmt: skip


@hostile(200)
def cycles_of_a_team(size: int) -> Tree:
    """A team with a file for each of many quarters."""
    return {
        **COMPANY,
        "teams/t/team.yml": "name: t\n",
        **{f"teams/t/{2000 + each // 4}-Q{each % 4 + 1}.yml": objectives(goal("o")) for each in range(size)},
    }


@hostile(400)
def references_that_lead_nowhere(size: int) -> Tree:
    """References to objectives that aren't there, beside many that are nearly called so."""
    return {
        **COMPANY,
        **team("names", *(goal(f"grow-revenue-{each}") for each in range(size))),
        **team("t", goal("o", f"supports: {many('names/gorw-revenue-{}', size * 4)}")),
    }  # fmt: skip


@hostile(400)
def units_that_are_not_there(size: int) -> Tree:
    """Names of units that aren't there, beside many that are nearly called so."""
    return {
        **COMPANY,
        **{f"teams/marketing-{each}/team.yml": "name: M\n" for each in range(size // 4)},
        **team("t", goal("o", f"with: {many('marketnig-{}', size * 4)}")),
    }  # fmt: skip


@hostile(400)
def people_in_no_unit(size: int) -> Tree:
    """People who belong to units that aren't there, and units below such ones."""
    return {
        **COMPANY,
        "people.yml": "".join(f"p{each}: {{name: P {each}, team: marketnig-{each}}}\n" for each in range(size * 2)),
        **{f"teams/marketing-{each}/team.yml": f"name: M\nparent: markteing-{each}\n" for each in range(size)},
    }  # fmt: skip


@hostile(1_000)
def kpis_that_are_not_there(size: int) -> Tree:
    """Key results of KPIs that aren't there, beside many that are."""
    results = "".join(f"      - {{title: K{each}, kpi: number-fo-{each}}}\n" for each in range(size))
    return {
        **COMPANY, "kpis.yml": "".join(f"number-of-{each}: {{name: N}}\n" for each in range(size)),
        "company/2026-Q3.yml": objectives("  - title: O\n    key_results:\n" + results),
    }  # fmt: skip


@hostile(400)
def one_kpi_for_many(size: int) -> Tree:
    """Many key results that take their values from one KPI with many values."""
    values = ", ".join(
        f"{2000 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}: {each}" for each in range(size)
    )
    results = "".join(f"      - {{title: K{each}, kpi: number, from: 0, to: 9}}\n" for each in range(size))
    return {
        **COMPANY, "kpis.yml": f"number: {{name: N, values: {{{values}}}}}\n",
        "company/2026-Q4.yml": objectives("  - title: O\n    key_results:\n" + results),
    }  # fmt: skip


@hostile(4_000)
def values_of_a_kpi(size: int) -> Tree:
    """A KPI with many values."""
    values = ", ".join(
        f"{2000 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}: {each}" for each in range(size)
    )
    return {**COMPANY, "kpis.yml": f"number: {{name: N, values: {{{values}}}}}\n"}


@hostile(400)
def twins(size: int) -> Tree:
    """Objectives and key results of the same words in two teams."""
    both = [
        f"  - id: o{each}\n    title: Grow the revenue\n    key_results: [{{id: k, title: Revenue, from: 0, to: 9}}]\n"
        for each in range(size)
    ]
    return {**COMPANY, **team("a", *both), **team("b", *both)}


@hostile(400)
def nearly_twins(size: int) -> Tree:
    """Objectives of nearly the same words in many teams."""
    found = dict(COMPANY)
    for each in range(size):
        found |= team(
            f"t{each}",
            f"  - title: Grow the revenue in region {each}\n    key_results: [{{title: Revenue of region {each}, from: 0, to: 9}}]\n",
        )
    return found


# Units and people


@hostile(150)
def units_below_each_other(size: int) -> Tree:
    """A tree of units that is very deep."""
    found = dict(COMPANY)
    for each in range(size):
        found[f"teams/t{each}/team.yml"] = f"name: T{each}\n" + (f"parent: t{each - 1}\n" if each else "")
        found[f"teams/t{each}/2026-Q4.yml"] = objectives(
            goal("o", f"contributes_to: t{each - 1}/o" if each else "supports: company/g")
        )
    return found


@hostile(150)
def units_passed_by(size: int) -> Tree:
    """A tree of units that is very deep, where each objective serves one two units above, and the company."""
    found = dict(COMPANY)
    for each in range(size):
        found[f"teams/t{each}/team.yml"] = f"name: T{each}\n" + (f"parent: t{each - 1}\n" if each else "")
        goals = "[company/g]" if each < 2 else f"[t{each - 2}/o, company/g]"
        found[f"teams/t{each}/2026-Q4.yml"] = objectives(goal("o", f"contributes_to: {goals}"))
    return found


@hostile(500)
def units_side_by_side(size: int) -> Tree:
    """Many units without objectives, right below the company."""
    return {**COMPANY, **{f"teams/t{each}/team.yml": "name: T\n" for each in range(size)}}


@hostile(500)
def names_of_one_address(size: int) -> Tree:
    """People whose names differ in signs that addresses don't have."""
    signs = str.maketrans("01", "!?")
    names = ", ".join(f'"a{f"{each:012b}".translate(signs)}"' for each in range(1, size))
    return company(f"contributors: [{names}]")


@hostile(1_500)
def people_named(size: int) -> Tree:
    """Many people who take part in one objective."""
    return company(f"contributors: {many('Person {}', size)}")


@hostile(1_500)
def namesakes(size: int) -> Tree:
    """People of one name."""
    return {
        **company("contributors: [Anna Smith]"),
        "people.yml": "".join(f"p{each}: {{name: Anna Smith}}\n" for each in range(size)),
    }


@hostile(300)
def one_person_everywhere(size: int) -> Tree:
    """One person who owns, reviews and takes part in everything."""
    return {
        **COMPANY,
        **team("t", *(goal(f"o{each}", "owner: a", "reviewer: a", "contributors: [a]") for each in range(size))),
    }


# Files


@hostile(400)
def ordinary_pages(size: int) -> Tree:
    """Many short pages, each in a folder of its own."""
    return {**COMPANY, **{f"handbook/f{each}/page.md": "# A\n" for each in range(size)}}


@hostile(400)
def memos(size: int) -> Tree:
    """Many memos."""
    return {**COMPANY, **{f"company/memo-{each}.md": "# A\n\nWords.\n" for each in range(size)}}


@hostile(60)
def deep_folders(size: int) -> Tree:
    """A page below very many folders."""
    return {**COMPANY, "handbook/" + "d/" * size + "page.md": "# A\n\n[b](../index.md)\n"}


@hostile(400)
def unread_files(size: int) -> Tree:
    """Files that nobody reads."""
    return {**COMPANY, **{f"handbook/{each}.yml": "a: b\n" for each in range(size)}}


@hostile(400)
def files_with_errors(size: int) -> Tree:
    """Teams whose files are broken."""
    return {
        **COMPANY,
        **{f"teams/t{each}/{name}.yml": "a: [\n" for each in range(size) for name in ("team", "2026-Q4")},
    }
