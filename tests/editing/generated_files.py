"""Files of objectives with everything that the vocabulary can say, and texts that nobody would rather see typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

WORDS = (
    "Repeat customers per quarter",
    "3 venues booked",
    "O1: Grow",
    "Objective 2: Grow",
    "O2 - supply chain",
    "KR: not a key result",
    "Initiatives",
    "Retrospective",
    "a | b || c",
    "5 → 7 shops",
    "from 3 to 5",
    "title {#x}",
    "{#x} first",
    "[x] done",
    "[ ] open",
    "- dash",
    "+ plus",
    "* star",
    "# hash",
    "1. one",
    "2) two",
    "> quote",
    "a: b: c",
    "it's",
    'say "hi"',
    "'quoted'",
    '"quoted"',
    "back\\slash",
    "`code`",
    "``",
    "**bold** and _it_ snake_case_word",
    "[link](https://example.org/a_(b))",
    "<b>tag</b>",
    "a <!-- b --> c",
    "-->",
    "&amp; & &nbsp;",
    "null",
    "~",
    "yes",
    "C #",
    "C ##",
    "emoji 🎉👩‍👩‍👧 ✅",
    "עברית من اليمين",
    "ends with colon:",
    "ends (Ben)",
    "ends (due 2026-12-01)",
    "ends (50%)",
    "now 5",
    "x, now 5",
    "a, b; c",
    "{a: b}",
    "[a, b]",
    "%percent",
    "@mention",
    "!bang",
    "=1+1",
    "---",
    "***",
    "```",
    "Owner: Anna",
    "$1.2B - what?",
    "100 % sure (80%)",
    "https://example.org/?a=1&b=2#c",
    "\u00a0blank\u00a0",
    "…",
    "word " * 40,
    "commit, target; stretch",
    "2026-10-12, Anna: hello",
    "repeat 131 (70%)",
)
PROSE = (
    "Why this matters.",
    "Two lines\nof one paragraph.",
    "A paragraph.\n\nAnother one.",
    "- a list\n- of two\n  - nested",
    "1. one\n2. two",
    "```\n## not a heading\n- KR: x\n```",
    "~~~ yaml\nkey: value\n~~~",
    "KR: at the beginning of a line",
    "Text\nKR: 5 → 7",
    "## A heading",
    "# Top heading\n\ntext",
    "### Initiatives\n\n- [ ] not one",
    "#### Deep heading\n\ntext",
    "Setext\n---\n\ntext",
    "Setext\n===\n\ntext",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "| Key result | From | To |\n| --- | --- | --- |\n| x | 1 | 2 |",
    "- Owner: Anna\n- Id: x",
    "- KR: x 5 → 7",
    "    indented code",
    "text\n\n    indented code\n\nmore",
    "  two blanks before",
    "trailing blanks  \nhard break",
    "trailing on the last  ",
    "> quoted\n> - Owner: x",
    "<div>\n\nhtml\n\n</div>",
    "<!-- comment -->",
    "text <!-- comment --> text",
    "text\n\n<!-- comment\nof two lines -->\n\nmore",
    "```\nnever closed",
    "[ref]: https://example.org/x\n\nsee [ref][]",
    "* star\n* list",
    "***",
    "a\n\n---\n\nb",
    "Owner: Anna",
    "title: x\nkey_results:\n  - id: y",
    "- title: x",
    "objectives:",
    "2026-10-12, Anna: hello",
    "- 2026-10-12, Anna: hello. repeat 131",
    "[x] box\n\n[ ] box",
    "- [x] box\n- [ ] box",
    "tab\tin between\n\tand before",
    "<<<<< not a conflict",
    "###### small",
    "Objective: x",
    "`code` **bold** \\* escaped",
    "repeat 131 (70%)",
    "Went well. repeat 131",
    "no full stop",
    "ends with value repeat 131",
    "null",
    "line\n\n\n\nmany empty lines",
    "- a\n\n  b\n\n      code in list",
    "## Title {#x}\n\n- Id: x\n\ntext",
    "<h2>html heading</h2>",
    "> ## Quoted heading",
    "$$\nmath\n$$",
    "Term\n: definition",
    "\\## escaped",
    "text {#x}",
    "עברית\n\nمن اليمين",
    "🎉\n\n👩‍👩‍👧",
)
PEOPLE = ("anna", "Ben Berg", "dana", "O'Neil", "Jean-Luc", "ç é", "Anna (Ferry)", "van der Berg")
STATUSES = ("on track", "at risk", "off track", "done", "paused", "dropped")
REFERENCES = (
    "company/relationships",
    "company/2026/growth#repeat",
    "2026-Q3/events",
    "../../company/2026.md#deepen-customer-relationships",
    "../x/2026-Q4.md#what-is-meant-",
    "teams, and others",
    "unit/with_under_score",
)


class FileMaker:
    """Makes files of objectives, the same ones from the same seed."""

    def __init__(self, random: Random) -> None:
        """Take where chance comes from."""
        self._random = random

    def make_text(self) -> str:
        return self._random.choice(WORDS)

    def make_prose(self) -> str:
        texts = [self._random.choice((*PROSE, *WORDS)) for _ in range(self._random.choice((1, 1, 1, 2, 3)))]
        return "\n\n".join(texts)

    def make_nested_prose(self) -> str:
        """Return a text for a bullet, in which code alone can't be told from a text that is indented."""
        while (text := self.make_prose()).startswith("    "):
            pass
        return text

    def make_cycle_file(self) -> dict[str, Any]:
        """Return a file of objectives."""
        said = self._choose(summary=self.make_text, intro=self.make_prose, visibility=lambda: "draft")
        if self._random.random() < 0.2:
            said["session"] = {"date": "2026-09-20", "facilitator": "anna", "decisions": self._several(self.make_text)}
        said["objectives"] = [self._make_objective(number) for number in range(self._random.randint(1, 3))]
        return said

    def make_team_file(self) -> dict[str, Any]:
        """Return a team's file."""
        said = self._choose(
            name=self.make_text,
            lead=self._person,
            members=lambda: self._several(self._person),
            mission=self.make_prose,
            contact=self.make_text,
            tags=lambda: self._several(self.make_text),
            about=self.make_prose,
            kpis=lambda: {
                "speed": {
                    "name": self.make_text(),
                    "unit": "%",
                    "about": self.make_prose(),
                    "values": {"2026-10-31": "5%"},
                }
            },
        )
        return said or {"name": "Team"}

    def _choose(self, chance: float = 0.35, **fields: Any) -> dict[str, Any]:
        return {name.rstrip("_"): make() for name, make in fields.items() if self._random.random() < chance}

    def _several(self, make: Any) -> list[Any]:
        return [make() for _ in range(self._random.randint(1, 3))]

    def _person(self) -> str:
        return self._random.choice(PEOPLE)

    def _reference(self) -> Any:
        to = self._random.choice(REFERENCES)
        further = self._choose(share=lambda: self._random.choice(("40%", "0.4")), because=self.make_text)
        return {"to": to, **further} if further else to

    def _status(self) -> str:
        return self._random.choice(STATUSES)

    def _make_objective(self, number: int) -> dict[str, Any]:
        key_results = [self._make_key_result(at) for at in range(self._random.randint(0, 4))]
        said = {"id": f"objective-{number}", "title": self.make_text()}
        said |= self._choose(
            why=self.make_prose,
            owner=self._person,
            reviewer=self._person,
            contributors=lambda: self._several(self._person),
            horizon=lambda: "tactical",
            ambition=lambda: "committed",
            progress_from=lambda: self._random.choice(("key results", "aligned", "both")),
            weight=lambda: self._random.choice(("2", "0.5")),
            contributes_to=lambda: self._several(self._reference),
            supports=lambda: self._several(self._reference),
            unaligned=self.make_text,
            depends_on=lambda: self._several(lambda: self._random.choice(REFERENCES)),
            differs_from=lambda: self._several(self._reference),
            with_=lambda: ["support", "legal"],
            consult=lambda: self._several(self.make_text),
            inform=lambda: self._several(self.make_text),
            needs=self.make_prose,
            blockers=lambda: self._several(self.make_text),
            continues=lambda: "2026-Q3/events",
            aliases=lambda: ["old", "older"],
            tags=lambda: self._several(self.make_text),
            status=self._status,
            audience=lambda: ["internal numbers", "internal notes"],
            notes=self.make_prose,
            initiatives=lambda: self._several(self._make_initiative),
            checkins=lambda: self._several(lambda: self._make_checkin([one["id"] for one in key_results])),
            decision=lambda: self._random.choice(("carry on", "close", "drop")),
            retrospective=self.make_prose,
        )
        return said | ({"key_results": key_results} if key_results else {})

    def _make_key_result(self, number: int) -> dict[str, Any]:
        kind: dict[str, Any] = self._random.choice(
            (
                {"from": "120", "to": "180", "now": "142"},
                {"from": "1,200 plans", "to": "5,000 plans"},
                {"from": "EUR 30k", "to": "EUR 60k", "now": "EUR 1.2M"},
                {"from": "-5", "to": "−2"},
                {"keep": "2%..4%", "now": "3.1%"},
                {"keep": "<= 4%"},
                {"from": "1", "commit": "2", "to": "EUR 30k", "stretch": "40k"},
                {"find_out": "true", "now": "31%"},
                {"find_out": "no", "done": "true"},
                {"done": "true"},
                {"done": "no"},
                {"milestones": [self._make_milestone() for _ in range(2)]},
                {"levels": {"commit": self.make_text(), "target": self.make_text(), "stretch": self.make_text()}},
                {"kpi": "speed", "to": "40%"},
                {"sum_of": "children", "to": "40%"},
                {},
            )
        )
        further = self._choose(
            0.2,
            confidence=lambda: self._random.choice(("50%", "0.5")),
            owner=self._person,
            weight=lambda: "2",
            due=lambda: "2026-12-15",
            phases=lambda: {"2026-10-31": "130", "2026-11-30": "1,550"},
            rubric=lambda: {"0.3": self.make_text(), "1.0": self.make_text()},
            status=self._status,
            grade=lambda: "0.7",
            unit=self.make_text,
            contributes_to=lambda: self._several(self._reference),
            supports=self._reference,
            aliases=lambda: ["was"],
            audience=lambda: "internal",
            notes=self.make_nested_prose,
        )
        return {"id": ("repeat", "returning", "reach-it", "kr-4")[number], "title": self.make_text(), **kind, **further}

    def _make_milestone(self) -> dict[str, Any]:
        return {
            "title": self.make_text(),
            **self._choose(
                done=lambda: self._random.choice(("true", "false")), due=lambda: "2026-12-01", weight=lambda: "2"
            ),
        }

    def _make_initiative(self) -> dict[str, Any]:
        return {
            "title": self.make_text(),
            **self._choose(
                owner=self._person,
                status=lambda: self._random.choice(("todo", "doing", "done", "dropped")),
                due=lambda: "2026-12-01",
                link=lambda: self._random.choice(("https://example.org/a_b?c=d#e", "mailto:anna@example.org")),
            ),
        }

    def _make_checkin(self, ids: list[str]) -> dict[str, Any]:
        def values(make: Callable[[], Any]) -> dict[str, Any]:
            return {key: make() for key in ids if self._random.random() < 0.7}

        said = self._choose(
            0.6,
            by=self._person,
            note=self.make_nested_prose,
            status=self._status,
            now=lambda: values(
                lambda: self._random.choice(("131", "1,200 plans", "45%", "EUR 30k", "commit", "none", "2.5"))
            ),
            confidence=lambda: values(lambda: self._random.choice(("70%", "0.5"))),
            audience=lambda: "internal",
        )
        return {"date": "2026-10-12", **{name: value for name, value in said.items() if value}}


SIGNS = (
    *" -#*_`[]()<>{}|:;,.!&\\/~+=01aKR\"'→%é \u00a0🎉",
    "KR: ",
    "- ",
    "## ",
    "<!--",
    "-->",
    "```",
    "Owner: ",
    " word ",
)


class NoiseMaker(FileMaker):
    """Makes files whose texts are made of signs that mean something in one spelling or the other."""

    def make_text(self) -> str:
        return "".join(self._random.choice(SIGNS) for _ in range(self._random.randint(1, 12))).strip() or "x"

    def make_prose(self) -> str:
        signs = (*SIGNS, "\n", "\n", "\n\n", "    ", "\n- ", "\n1. ")
        text = "".join(self._random.choice(signs) for _ in range(self._random.randint(1, 30)))
        return text if text.strip() else "x"


def write_plainly(said: dict[str, Any]) -> str:
    """Return a file as YAML with every text in quotes and everything in braces."""
    return json.dumps(said, ensure_ascii=False, indent=1)
