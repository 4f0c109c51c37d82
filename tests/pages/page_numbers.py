"""Where pages show numbers, what each is about, and what it must be by the export alone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from element_tree import Element
from planned_pages import resolve_address
from recomputed import compute_again

from okrsite.pages.page import make_url

Record = dict[str, Any]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
COMMIT = re.compile(r"Goals of [\w ]+ for [\w ]*\d{4}")
"""What the example's past calls the commits that write a cycle's goals."""
DAY = re.compile(rf"(?:\w+day )?\b\d{{1,2}} (?:{_MONTH})\b(?: \d{{4}})?|\b\d{{4}}-\d\d-\d\d\b")
TOKEN = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
_HOLDERS = ("li", "tr", "article", "section", "header", "figure")
_resolve_known = cache(resolve_address)  # of each place, the links of all around it


def read_token(token: str) -> float:
    return float(token.replace(",", "").replace("−", "-"))


def percent(share: float | None) -> str:
    return "–" if share is None else f"{math.floor(round(share * 100, 9) + 0.5)}%"


def list_numbers(value: object) -> Iterator[float]:
    """Yield all numbers in a part of the export, those in its texts too."""
    if isinstance(value, str):
        yield from map(read_token, TOKEN.findall(value))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, dict):
        yield from (number for each in value.values() for number in list_numbers(each))
    elif isinstance(value, list):
        yield from (number for each in value for number in list_numbers(each))


def tells(text: str, numbers: Sequence[object], unit: str = "", *, rounded: bool = False) -> bool:
    """Whether a text has these numbers, in this order, and no others, each as it is written there.

    `rounded` says that a number without decimals may be one that has some.
    """
    if any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in numbers):
        return False
    if re.search(r"\d", unit):
        text = text.replace(unit, "")
    tokens = TOKEN.findall(re.sub(r"[-−](?=EUR )", "−", text).replace("−EUR ", "EUR −"))
    return len(tokens) == len(numbers) and all(map(partial(_is_written, rounded=rounded), tokens, numbers))


def _is_written(token: str, number: float, *, rounded: bool) -> bool:
    half = 0.5000001 * 10 ** -len(token.partition(".")[2]) if rounded or "." in token else 1e-9
    return math.isclose(read_token(token), number, rel_tol=1e-9, abs_tol=half)


def parse_day(text: str) -> date | None:
    """Return the first day that a text names, `18 Nov 2026` or `2026-11-18`."""
    found = re.search(rf"(\d{{1,2}}) ({_MONTH}) (\d{{4}})|\d{{4}}-\d\d-\d\d", text)
    if found is None:
        return None
    if found[1] is None:
        return date.fromisoformat(found[0])
    month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2][:3]))
    return date(int(found[3]), month, int(found[1]))


@dataclass(frozen=True)
class Place:
    """An element of a page with the words that it has itself."""

    uri: str
    element: Element
    text: str

    @property
    def kind(self) -> str:
        """What stands there, by classes: `b < .okr-progress`."""
        own = [name for name in self.element.classes if name.startswith("okr-")]
        around = (name for above in self.element.list_above() for name in above.classes if name.startswith("okr-"))
        return f"{self.element.tag}{'.' + own[0] if own else ''} < .{next(around, 'okr')}"

    @cached_property
    def links(self) -> list[str]:
        """Where the links around it lead on the site, of the nearest holder first."""
        return list(self._list_links())

    def _list_links(self) -> Iterator[str]:
        for above in (self.element, *self.element.list_above()):
            if above is self.element or above.tag in _HOLDERS:
                for link in above.links:
                    if "okr-where" not in link.classes:
                        yield _resolve_known(self.uri, link.attributes["href"])

    def is_within(self, name: str) -> bool:
        return any(name in above.classes for above in (self.element, *self.element.list_above()))

    def find_heading(self) -> str:
        """Return the words at the head of the column in which a cell stands; cells before it may span several."""
        row = next(each for each in self.element.list_above() if each.tag == "tr")
        cell = next(each for each in (self.element, *self.element.list_above()) if each.above is row)
        before = row.elements[: row.elements.index(cell)]
        column = sum(int(each.attributes.get("colspan", 1)) for each in before)
        table = next(each for each in row.list_above() if each.tag == "table")
        return next(each for each in table.walk() if each.tag == "tr").elements[column].text

    def find_head(self) -> str:
        """Return the page's name."""
        root = list(self.element.list_above())[-1]
        return next(each.text for each in root.walk() if each.tag == "h1")


def list_places(uri: str, root: Element) -> Iterator[Place]:
    """Yield where a page has digits, but for what somebody wrote as prose, days, drawings and code."""
    for element in root.walk():
        around = (element, *element.list_above())
        if any(each.tag in ("time", "code", "svg") or "okr-prose" in each.classes for each in around):
            continue
        said = " ".join(" ".join(each for each in element.inside if isinstance(each, str)).split())
        if re.search(r"\d", said):
            yield Place(uri, element, said)


def list_bars(uri: str, root: Element) -> Iterator[Place]:
    """Yield the bars of a page, each with what it says to those who don't see it."""
    for bar in root.find("okr-bar"):
        yield Place(uri, bar, bar.attributes.get("aria-label", ""))


class Facts:
    """What the export says, and what follows from it."""

    def __init__(
        self,
        data: Record,
        typed: str,
        pages: Mapping[str, Element] | None = None,
        read_past: Callable[[date | str], Record] | None = None,
    ) -> None:
        """Take the export, all that people have typed, the pages, and what reads the export of a day or a commit."""
        self.data = data
        self.pages = dict(pages or {})
        self._read_past = read_past
        self._past: dict[date | str, Facts] = {}
        self.by_ref = {ref: each for each in data["objectives"] for ref in list_refs(each)}
        self.typed = " ".join(typed.split())
        self.today = date.fromisoformat(data["as_of"])
        self.objectives: list[Record] = data["objectives"]
        self.by_url = {each["url"]: each for each in self.objectives}
        self.results = {
            f"{each['url']}#why-{each['id']}_{result['id']}": (each, result)
            for each in self.objectives
            for result in each["key_results"]
        }
        self.by_title: dict[str, list[Record]] = {}
        for each in self.objectives:
            self.by_title.setdefault(each["title"], []).append(each)
        self.teams = {team["url"]: team for team in data["teams"]}
        self.urls = {team["id"]: team["url"] for team in data["teams"]}
        self.cycles = {cycle["id"]: cycle for cycle in data["cycles"]}
        self.active = {cycle["id"] for cycle in data["cycles"] if cycle["state"] == "active"}
        named = {name for name in _list_names(data) if re.search(r"\d", name)}
        self.names = sorted(named, key=len, reverse=True)

    def list_objectives(self, place: Place) -> list[Record]:
        """Return the objective that the nearest links lead to, or whose page it is; of links within a unit's page several."""
        for link in place.links:
            address, _, anchor = link.partition("#")
            if (found := self.by_url.get(address.partition("?")[0])) is not None:
                return [found]
            named = [
                each
                for each in self.objectives
                if anchor.partition("_")[0] == each["id"] and address.startswith(self.urls[each["team"]])
            ]
            if named:
                return named
        own = self.by_url.get(make_url(place.uri))
        return [own] if own else self.list_titled(place)

    def list_titled(self, place: Place) -> list[Record]:
        """Return the objectives with the title to which a row of a page's own contents leads."""
        row = next((each for each in place.element.list_above() if each.tag == "li"), place.element)
        links = (each for each in row.walk() if each.tag == "a" and each.attributes.get("href", "").startswith("#"))
        return next((self.by_title[link.text] for link in links if link.text in self.by_title), [])

    def list_results(self, place: Place) -> list[Record]:
        """Return the key results that the nearest holder around a place is about: by its id, its titles, or its link."""
        own = [(each, result) for each in self.list_objectives(place) for result in each["key_results"]]
        for above in (place.element, *place.element.list_above()):
            if above.tag in ("article", "section", "header", "main"):
                break
            named = above.attributes.get("id", "").removeprefix("why-")
            found = [result for each, result in own if f"{each['id']}_{result['id']}" == named]
            said = " ".join([above.text, *(each.attributes.get("aria-label", "") for each in above.walk())])
            found = found or [result for _, result in own if result["title"] in said]
            if not found and above.tag in ("li", "tr"):
                links = (_resolve_known(place.uri, each.attributes["href"]) for each in above.links)
                found = [self.results[link][1] for link in links if link in self.results][:1]
            if found:
                titles = {result["title"] for result in found}
                longer = {title for title in titles if any(title != each and title in each for each in titles)}
                return [result for result in found if result["title"] not in longer or len(titles) == len(own)]
        return []

    def find_result_of_fold(self, objective: Record, fold: Element) -> Record:
        """Return the key result that a fold of explanations is about, else the objective."""
        named = fold.attributes.get("id", "").partition("_")[2]
        return next((each for each in objective["key_results"] if each["id"] == named), objective)

    def find_items(self, place: Place) -> list[Record]:
        """Return the key results that a place is about, else the objectives."""
        return self.list_results(place) or self.list_objectives(place)

    def find_kpi(self, place: Place) -> Record | None:
        """Return the KPI in whose card or row a place stands."""
        for above in place.element.list_above():
            for each in above.walk() if above.tag in ("li", "article") else ():
                anchor = each.attributes.get("href", "").rpartition("#")[2] or each.attributes.get("id", "")
                if anchor.startswith("kpi-"):
                    return next(
                        (kpi for kpi in self.data["kpis"] if f"kpi-{kpi['id'].replace('/', '.')}" == anchor), None
                    )
        return None

    def list_means(self, place: Place) -> list[float | None]:
        """Return the means that a page of a unit or a cycle may show, of the nearest link or of the page itself."""
        for address in (*(link for link in place.links if "#" not in link), make_url(place.uri)):
            if address in self.by_url:
                return []
            if found := self.list_means_of(address):
                return found
        return []

    def list_means_of(self, address: str) -> list[float | None]:
        first, _, rest = address.strip("/").partition("/")
        if first in ("cycles", "review-packs") and rest in self.cycles:
            return [self.compute_mean([each for each in self.objectives if each["cycle"] == rest])]
        for url, team in self.teams.items():
            if address.startswith(url):
                own = [each for each in self.objectives if each["team"] == team["id"]]
                cycle = address.removeprefix(url).strip("/")
                cycles = [cycle] if cycle in self.cycles else sorted(self.cycles)
                means = [self.compute_mean([each for each in own if each["cycle"] == key]) for key in cycles]
                return means if cycle in self.cycles else [team["progress"], *means]
        return []

    def list_running(self) -> list[Record]:
        """Return the objectives of cycles that run."""
        return [each for each in self.objectives if each["cycle"] in self.active]

    def list_own_of_cycle(self, place: Place, name: str) -> list[Record]:
        """Return the objectives of the page's unit, or of the company, in a cycle by its name."""
        address = make_url(place.uri)
        teams = {team["id"] for url, team in self.teams.items() if address.startswith(url)} or {"company"}
        cycles = {each["id"] for each in self.cycles.values() if each["name"] == name}
        return [each for each in self.objectives if each["team"] in teams and each["cycle"] in cycles]

    def list_of_row(self, place: Place, *, running: bool = False, cycle: str | None = None) -> list[Record]:
        """Return the objectives of the unit of a table's row, or of all, in the page's cycle or those that run."""
        row = next(each for each in place.element.list_above() if each.tag in ("tr", "li"))
        cycle = make_url(place.uri).strip("/").rpartition("/")[2] if cycle is None else cycle
        own = self.list_running() if running else [each for each in self.objectives if each["cycle"] == cycle]
        names = {team["id"]: team["name"] for team in self.data["teams"]}
        unit = row.elements[0].text
        return [each for each in own if unit in ("All", names[each["team"]])]

    def find_year(self, place: Place) -> str:
        """Return the year that a page of the roadmap is about."""
        named = make_url(place.uri).strip("/").rpartition("/")[2]
        return named if named.isdigit() else str(self.today.year)

    def read_day(self, day: date | str) -> Facts:
        """Return the facts as they were on a day, or after a commit."""
        if day == self.today:
            return self
        if day not in self._past:
            assert self._read_past is not None
            self._past[day] = Facts(self._read_past(day), "")
        return self._past[day]

    def find_shares(self, objective: Record, move: Record, *, of_result: bool) -> tuple[str, str]:
        """Return how far an objective, or a key result of it, was before and after a commit."""
        after, before = (self.read_day(f"{move['commit']}{end}").by_ref[objective["ref"]] for end in ("", "^"))
        if of_result:
            before, after = (
                next(result for result in each["key_results"] if result["id"] == move["result"])
                for each in (before, after)
            )
        return percent(before["progress"]), percent(after["progress"])

    def count_entries(self, objective: Record) -> int:
        """Return on how many days something was reported of an objective, of each origin: check-ins, git and KPIs.

        What others reported, of which a key result is the sum, stands with theirs.
        """
        reports = [
            *objective["checkins"],
            *(each for result in objective["key_results"] for each in result["checkins"]),
        ]
        return len({(each["date"], each["origin"]) for each in reports if each["origin"] != "sum"})

    def compute_mean_grade(self, objectives: Sequence[Record]) -> float | None:
        """Return the weighted mean of the grades of objectives, None where there are none."""
        known = [(each["grade"], each["weight"]) for each in objectives if each["grade"] is not None]
        total = sum(weight for _, weight in known)
        return sum(grade * weight for grade, weight in known) / total if total else None

    def list_mean_grades(self, place: Place) -> list[float]:
        """Return the mean grade of the page's cycle."""
        own = [each for each in self.objectives if each["cycle"] == make_url(place.uri).strip("/").rpartition("/")[2]]
        mean = self.compute_mean_grade(own)
        return [] if mean is None else [mean]

    def compute(self, item: Record, name: str) -> float | None:
        """Return a number of an objective or a key result, computed again from its terms where it has some."""
        why = item["explanations"][name]
        again = compute_again(why) if why and why["rule"] and item[name] is not None else None
        assert again is None or math.isclose(again, item[name], abs_tol=1e-9), (item["ref"], name)
        number: float | None = item[name]
        return number

    def compute_mean(self, objectives: list[Record]) -> float | None:
        known = [
            (min(1.0, max(0.0, each["progress"])), each["weight"])
            for each in objectives
            if each["progress"] is not None and each["status"]["shown"] != "dropped"
        ]
        total = sum(weight for _, weight in known)
        return sum(number * weight for number, weight in known) / total if total else None

    def list_explained(self, objective: Record) -> set[str]:
        """Return the sentences, labels and texts of all explanations of an objective and its key results."""
        said: set[str] = set()
        for item in (objective, *objective["key_results"]):
            for why in filter(None, item["explanations"].values()):
                said |= {why["sentence"], *(text for term in why["terms"] for text in (term["label"], term["text"]))}
        return {" ".join(each.split()) for each in said}

    def is_typed(self, text: str) -> bool:
        """Whether a text is a sentence that somebody typed, and no number that stands alone."""
        return len(re.findall(r"[^\W\d_]{2,}", text)) >= 4 and text in self.typed

    def remove_days(self, text: str) -> str:
        """Return a text without days."""
        return DAY.sub(" ", text)

    def remove_names(self, text: str) -> str:
        """Return a text without days, and without what people have called things."""
        for name in self.names:
            if name in text:
                text = text.replace(name, " ")
        return DAY.sub(" ", COMMIT.sub(" ", text))


def list_refs(objective: Record) -> list[str]:
    """Return the reference of an objective, and those that it had before."""
    return [f"{objective['team']}/{objective['cycle']}/{each}" for each in (objective["id"], *objective["aliases"])]


def find_told_tokens(text: str, facts: Facts) -> Iterator[tuple[int, int]]:
    """Yield where the numbers of a text begin and end, but for those of days and of what people have called things."""
    taken = [match.span() for pattern in (DAY, COMMIT) for match in pattern.finditer(text)]
    taken += [match.span() for name in facts.names if name in text for match in re.finditer(re.escape(name), text)]
    for match in TOKEN.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            yield match.span()


def _list_names(data: Record) -> Iterator[str]:
    """Yield what holds a digit among titles and names, and words that people typed in one line."""
    for cycle in data["cycles"]:
        yield cycle["name"]
        yield cycle["id"]
    for each in (*data["kpis"], *data["teams"], *data["people"]):
        yield each["name"]
    yield from (memo["title"] for memo in data["memos"])
    for each in data["objectives"]:
        yield each["title"]
        yield from each["blockers"]
        yield from (work["title"] for work in each["initiatives"])
        yield from (" ".join(report["note"].split()) for report in each["checkins"])
        for result in each["key_results"]:
            yield result["title"]
            yield from (report["note"] for report in result["checkins"])
            yield from (step["title"] for step in result["milestones"] or ())
            yield from (result["levels"] or {}).values()
