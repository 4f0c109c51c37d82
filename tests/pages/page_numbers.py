"""Where pages show numbers, what each is about, and what it must be by the export alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from element_tree import Element, parse_html
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


def read_token(token: str) -> float:
    return float(token.replace(",", "").replace("−", "-"))


def percent(share: float | None) -> str:
    return "–" if share is None else f"{math.floor(share * 100 + 0.5)}%"


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


def are_among(text: str, numbers: Iterable[float]) -> bool:
    """Whether each number in a text is one of these, as it is written there; a minus may be a dash."""
    known = [abs(number) for number in numbers]
    return all(
        any(math.isclose(abs(read_token(token)), number, rel_tol=1e-9, abs_tol=_tolerate(token)) for number in known)
        for token in TOKEN.findall(text)
    )


def _tolerate(token: str) -> float:
    """Return half of the last digit that a number is written with."""
    return 0.5000001 * 10 ** -len(token.partition(".")[2]) if "." in token else 1e-9


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
                for link in above.walk():
                    if link.tag == "a" and "href" in link.attributes and "okr-where" not in link.classes:
                        yield resolve_address(self.uri, link.attributes["href"])

    def is_within(self, name: str) -> bool:
        return any(name in above.classes for above in (self.element, *self.element.list_above()))


def list_places(uri: str, body: str) -> Iterator[Place]:
    """Yield where a page has digits, but for what somebody wrote as prose, days, drawings and code."""
    for element in parse_html(body).walk():
        around = (element, *element.list_above())
        if any(each.tag in ("time", "code", "svg") or "okr-prose" in each.classes for each in around):
            continue
        said = " ".join(" ".join(each for each in element.inside if isinstance(each, str)).split())
        if re.search(r"\d", said):
            yield Place(uri, element, said)


def list_bars(uri: str, body: str) -> Iterator[Place]:
    """Yield the bars of a page, each with what it says to those who don't see it."""
    for bar in parse_html(body).find("okr-bar"):
        yield Place(uri, bar, bar.attributes.get("aria-label", ""))


class Facts:
    """What the export says, and what follows from it."""

    def __init__(self, data: Record, typed: str) -> None:
        """Take the export, and all that people have typed."""
        self.data = data
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
        """Return the key results that a row is about: the one whose explanation it leads to, or those with its title."""
        for link in place.links:
            if link in self.results:
                return [self.results[link][1]]
        row = next((each for each in place.element.list_above() if each.tag in ("li", "tr")), place.element)
        return [
            result
            for each in self.list_objectives(place)
            for result in each["key_results"]
            if result["title"] in row.text
        ]

    def list_means(self, place: Place) -> list[float | None]:
        """Return the means that a page of a unit or a cycle may show, of the nearest link or of the page itself."""
        for address in (*(link for link in place.links if "#" not in link), make_url(place.uri)):
            if address in self.by_url:
                return []
            if found := self._list_means(address):
                return found
        return []

    def _list_means(self, address: str) -> list[float | None]:
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

    def remove_names(self, text: str) -> str:
        """Return a text without days, and without what people have called things."""
        for name in self.names:
            if name in text:
                text = text.replace(name, " ")
        return DAY.sub(" ", COMMIT.sub(" ", text))


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
