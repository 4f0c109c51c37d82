"""What somebody types who means harm, in every field that can be typed.

`write` makes a content repository in which each text of each field of the vocabulary is a vector, in both spellings,
with a past in git. The same repository with harmless words says which elements and attributes are ours.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from shared_folders import share_folder
from stories import build_site

from okrsite.fields import Field
from okrsite.vocabulary import RECORDS

RUN = "window.pwned=1"

VECTORS = (
    # Elements, as they are and out of whatever they stand in.
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<SCRIPT SRC=data:,{RUN}></SCRIPT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror={RUN}//",
    f"<img/src=x/onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"`><img src=x onerror={RUN}>",
    f"--><img src=x onerror={RUN}>",
    f"]]><img src=x onerror={RUN}>",
    f"</title><img src=x onerror={RUN}>",
    f"</textarea><img src=x onerror={RUN}>",
    f"</style><img src=x onerror={RUN}>",
    f"</template><img src=x onerror={RUN}>",
    f"</noscript><img src=x onerror={RUN}>",
    f"</option></select><img src=x onerror={RUN}>",
    f"</text></svg><img src=x onerror={RUN}>",
    f"</desc><script>{RUN}</script>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href=javascript:{RUN}><text y=9>x</text></a>",
    f"<svg><set attributeName=href to=javascript:{RUN}>",
    f"<math href=javascript:{RUN}>x</math>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<iframe src=javascript:{RUN}></iframe>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<object data=javascript:{RUN}></object>",
    f"<embed src=javascript:{RUN}>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<button formaction=javascript:{RUN}>x</button>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video><source onerror={RUN}></video>",
    f"<body onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f'<div style="width:expression({RUN})">x</div>',
    "<style>@import 'https://evil.example/x.css';*{display:none}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    f'<!--<img src="--><img src=x onerror={RUN}//">',
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f'<?xml version="1.0"?><script>{RUN}</script>',
    # Out of an attribute.
    f'" onmouseover={RUN} x="',
    f"' onmouseover={RUN} x='",
    f" onfocus={RUN} autofocus tabindex=0 ",
    f'" autofocus onfocus="{RUN}',
    f'\\" onclick={RUN} \\',
    # Escaped already: whoever unescapes once too often runs it.
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&lt;/title&gt;&lt;img src=x onerror={RUN}&gt;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\\u003cimg src=x onerror={RUN}\\u003e",
    f"%3Cimg%20src=x%20onerror={RUN}%3E",
    # Addresses, in the ways of Markdown.
    f"[x](javascript:{RUN})",
    f"[x](JaVaScRiPt:{RUN})",
    f"[x](&#106;avascript:{RUN})",
    f"[x](java&Tab;script:{RUN})",
    f"[x](data:text/html,<script>{RUN}</script>)",
    f"[x](vbscript:{RUN})",
    f"[x](<javascript:{RUN}>)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example/)",
    f"![x](javascript:{RUN})",
    "![x](https://evil.example/pixel.gif)",
    f'![x" onerror="{RUN}](x.png)',
    f'[x](https://example.org/ "a\\" onclick={RUN} x=\\"")',
    f"<javascript:{RUN}>",
    f"`</code><img src=x onerror={RUN}>`",
    # What other parts of the stack understand.
    f'x{{: onclick="{RUN}" }}',
    f"x {{#a onclick={RUN}}}",
    f"{{{{ {RUN} }}}} {{% raw %}} ${{{RUN}}} <%= {RUN} %>",
    '--8<-- "mkdocs.yml"',
    "@import url(https://evil.example/)",
    "=cmd|' /C calc'!A0",
    "::error file=x::gotcha",
    # Words that are fine, and have to stay as they are.
    "Q&A < 5 > 3 \"quoted\" 'single' \\ / end",
    "مرحبا שלום 数 👩‍👩‍👧 é",
    "W" * 300,
)
HARMLESS = tuple(
    f"Plain words that take more than one line of a card, number {number}" for number in range(len(VECTORS))
)

NAMES = (
    "it's", "Q&A", "50% off", "a+b=c", "größe", "مرحبا שלום 数", "👩‍👩‍👧 é", "-rf", "--help", "$(id)", "`id`", "{{ 7+7 }}",
    "{% raw %}", "a;b", "a,b", "[x](y)", "a#b", "a=1&b=2", "&lt;script&gt;", "&#60;img onerror=a()&#62;", "x' onerror='a()",
    "x onerror=a() x", "%", "%zz", "__proto__", "constructor", "@import", "=cmd", "!important", "~tilde", "^caret", "404", "v1.2", "a  b", "İı", "ﬁ", "e\u0301", "W" * 190,
)  # fmt: skip
"""Names of files that are odd, and that every disk and web server can hold: they are published."""

# Made so that everything an author's prose may hold is on a harmless page too.
PROSE = """
Text *em* **strong** ~~gone~~ `code` <https://example.org/> [link](https://example.org/ "title") ![Picture](pixel.png "t")
[nowhere](missing.md)

## Two

> quote

1. one

3. three

- item

| a | b | c |
| :-- | :-: | --: |
| 1 | 2 | 3 |

***

```
code
```
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000b4944415478da636000020000050001e9fadcd80000000049454e44ae426082"
)
PER_TEAM = 12
TYPED = frozenset({"text", "prose", "texts", "person", "people", "link", "graded texts"})
"""The types of the vocabulary that hold an author's own words. All others are parsed, and refused where they don't fit."""


class Typist:
    """Fills records of the vocabulary with one text, and notes which fields it has filled."""

    def __init__(self) -> None:
        self.filled: set[tuple[str, str]] = set()

    def record(self, name: str, text: str, number: int) -> dict[str, object]:
        """Return a record in which every field is typed that can be."""
        fixed: dict[str, object] = _FIXED.get(name, lambda _: {})(number)
        found = dict(fixed)
        for field in RECORDS[name].fields:
            if field.name in fixed:
                continue
            value = self._value(field, text, number)
            if value is not None:
                found[field.name] = value
                if field.type.name in TYPED:
                    self.filled.add((name, field.name))
        return found

    def _value(self, field: Field[object], text: str, number: int) -> object:
        if field.type.name == "record":
            return self.record(field.record.name, text, number)
        if field.type.name == "records":
            return [self.record(field.record.name, text, number)]
        if field.type.name == "references":
            return [self.record("link", text, number)]
        return _WORDS[field.type.name](text, number) if field.type.name in _WORDS else None


def _person(text: str, number: int) -> str:
    return f"p{number}"


def _link(text: str, number: int) -> str:
    """Return the worst that is still an address: what belongs to none stands there as its number, `<` as `%3C`."""
    return "https://example.org/?" + quote(text.replace("&", "&amp="), safe="!#$%&'()*+,-./:;=?@[]^_{|}~")


_WORDS: dict[str, Callable[[str, int], object]] = {
    "text": lambda text, _: text,
    "prose": lambda text, _: f"{text}\n\n{text} {text}\n\n- {text}\n\n# {text}\n\n> {text}\n{PROSE}",
    "texts": lambda text, _: [text],
    "person": _person,
    "people": lambda text, number: [f"p{number}"],
    "link": _link,
    "graded texts": lambda text, _: {0.3: text, 0.7: text, 1.0: text},
    "date": lambda text, _: "2026-11-02",
    "boolean": lambda text, _: False,
    "weight": lambda text, _: 1,
    "dated numbers": lambda text, _: {"2026-10-01": 1, "2026-11-01": 2},
    "range": lambda text, _: "<= 4",
    "dated ranges": lambda text, _: {"2026-11-01": "<= 3"},
}


def _result(number: int) -> dict[str, object]:
    kinds: tuple[dict[str, object], ...] = (
        {"from": 0, "to": 10, "now": 4},
        {"keep": "2..4", "now": 3, "from": None, "to": None},
        {"find_out": True, "now": 4},
        {"from": None, "to": None},
    )
    kind = kinds[number % 4]
    others: set[str] = {"from", "to", "now", "keep", "milestones", "done", "levels", "kpi", "phases", "find_out"}
    if number % 4 == 3:
        others -= {"milestones"} if number // 4 % 2 else {"levels"}
    found: dict[str, object] = dict.fromkeys(others)
    return {
        **found, **kind, "id": "k", "confidence": "50%", "weight": 1, "due": "2026-12-01", "status": "at risk",
        "grade": 0.5, "aliases": ["old"], "supports": None,
    }  # fmt: skip


# By record: what is no author's words, or would contradict the rest.
_FIXED: dict[str, Callable[[int], dict[str, object]]] = {
    "objective": lambda number: {
        "id": f"o{number}", "horizon": "tactical", "ambition": "learning", "depends_on": ["company/goal"],
        "confirms": None, "differs_from": [{"to": "company/goal"}], "with": ["company"], "continues": None,
        "aliases": [f"old{number}"], "status": "at risk", "visibility": "public", "supports": None,
    },
    "key_result": _result,
    "link": lambda _: {"to": "company/goal#k", "share": "1%"},
    "checkin": lambda _: {"status": "on track", "now": None, "confidence": {"k": "40%"}},
    "checkin_file": lambda _: {
        "objective": None, "status": None, "now": None, "confidence": None, "audience": None,
    },
    "checkin_report": lambda number: {
        "objective": f"o{number}", "status": "on track", "now": None, "confidence": {"k": "40%"}, "audience": None,
    },
    "initiative": lambda _: {"status": "doing"},
    "cycle_file": lambda _: {"team": None, "cycle": None, "session": None, "visibility": "public", "objectives": None},
    "team": lambda _: {"parent": None, "visibility": "public", "kpis": None},
    "person": lambda _: {"team": "company", "photo": "../pixel.png"},
    "memo": lambda _: {"visibility": "public"},
}  # fmt: skip


def write(root: Path, words: Sequence[str] = VECTORS, *, past: bool = True) -> Typist:
    """Write the repository and return who typed it; `past` gives it commits with the words for authors and subjects."""
    typist = Typist()
    content = root / "content"
    files = _files(typist, words)
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8", newline="\n")
    for picture in ("pixel.png", *(path.removesuffix("md") + "png" for path in files if path.startswith("names/"))):
        (content / picture).write_bytes(PIXEL)
    document = {
        "site_name": "Test",
        "docs_dir": "content",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"okrsite": {"today": "2026-11-20"}}],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    if past:
        _commit(root, files, words)
    return typist


def share_hostile_site(temporary: pytest.TempPathFactory) -> Path:
    """Return the folder of the repository with the vectors, with its site in `site/`."""

    def build(folder: Path) -> None:
        write(folder)
        with whole_search_index():
            build_site(folder / "mkdocs.yml", folder / "site")

    return share_folder(temporary, "hostile", build)


@contextmanager
def whole_search_index() -> Iterator[None]:
    """Have what is built meanwhile keep its search index whole, which the Chinese among the texts would divide."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("okrsite.search.files.is_without_blanks", lambda text: False)
        yield


def _files(typist: Typist, words: Sequence[str]) -> dict[str, str]:
    files = {
        "people.yml": _yaml({f"p{number}": typist.record("person", text, number) for number, text in enumerate(words)}),
        "kpis.yml": _yaml({f"k{number}": typist.record("kpi", text, number) for number, text in enumerate(words)}),
        "company/team.yml": _yaml({**typist.record("team", words[0], 0), "name": words[1]}),
        "company/2026-Q4.yml": _yaml(
            {
                "session": typist.record("session", words[2], 2),
                "objectives": [
                    {"id": "goal", "title": words[3], "owner": "p3", "key_results": [
                        {"id": "k", "title": words[4], "from": 0, "to": 1000, "now": 10, "owner": "p4"}
                    ]}
                ],
            }
        ),
        "index.md": _front({"title": words[5], "description": words[6]}) + _prose(words),
        "handbook/page.md": _front({"title": words[7], "description": words[8], "tags": list(words[:9])}) + _prose(words),
    }  # fmt: skip
    for number, name in enumerate(NAMES):
        place = f"names/{name if words is VECTORS else f'page {number}'}"
        files[f"{place}.md"] = f"# A page\n\n![Picture](<../{quote(place)}.png>) [itself](<../{quote(place)}.md>)\n"
    for number, text in enumerate(words):
        memo = typist.record("memo", text, number)
        body = memo.pop("body")
        files[f"company/memo-{number}.md"] = f"{_front(memo)}\n{body}"
    for start in range(0, len(words), PER_TEAM):
        chosen = list(enumerate(words))[start : start + PER_TEAM]
        number, text = chosen[0]
        unit = f"y{start // PER_TEAM}"
        team = typist.record("team", text, number)
        del team["pillars"]  # they are the company's
        files[f"teams/{unit}/team.yml"] = _yaml(team)
        files[f"teams/{unit}/2026-Q4.yml"] = _yaml(
            {
                **typist.record("cycle_file", text, number),
                "objectives": [typist.record("objective", text, number) for number, text in chosen],
            }
        )
        for name in ("objective", "reports"):  # a check-in of its own about one objective, and one about several
            checkin = typist.record("checkin_file", text, number)
            if name == "objective":
                checkin = {**checkin, "objective": f"o{number}", "reports": None}
            else:
                checkin = {**checkin, "note": None}
            files[f"teams/{unit}/checkins/2026-11-02-{name}.yml"] = _yaml(checkin)
        unit = f"m{start // PER_TEAM}"
        team = typist.record("team", text, number)
        about = team.pop("about")
        del team["pillars"]
        files[f"teams/{unit}/team.md"] = f"{_front(team)}\n{about}"
        files[f"teams/{unit}/2026-Q4.md"] = _front({"summary": text}) + "".join(
            markdown(text, number) for number, text in chosen
        )
    return files


def _prose(words: Sequence[str]) -> str:
    """Return a page of prose that says everything; one word among them that opens a block doesn't hide the others."""
    return "\n" + "\n\n".join(f"- {text}\n\n***\n\n{text}\n\n## {text}" for text in words) + PROSE


def markdown(text: str, number: int) -> str:
    """Return an objective as a document.

    What is nothing but markup is no title, and a link of work that leads nowhere good is refused before anything is
    built (`REFUSED`), so a word stands before each and breaks the latter.
    """
    reason = "".join(sign for sign in text if sign not in "()[]\\")
    work = text.replace("](", "] (").replace("<javascript", "< javascript")
    return f"""
## Title {text}

- Id: o{number}
- Owner: p{number}
- Contributors: p{number}
- Tags:
  - {text}
- Consult:
  - {text}
- Inform:
  - {text}
- Blockers:
  - {text}
- Contributes to: company/goal#k (1 %, because {reason})
- Unaligned: {text}

{text}

- KR: Result {text}
  - Id: k
  - From: 0
  - To: 10
  - Now: 4
  - Unit: {text}
  - Notes: {text}
- KR: Result {text}
  - Id: l
  - Levels:
    - Commit: First {text}
    - Target: Second {text}
    - Stretch: Third {text}
- KR: Steps
  - Id: m
  - [ ] Step {text}
  - [x] Step {text}

{text} {text}

### Initiatives

- [ ] Work {work}

### Check-ins

- 2026-11-02, p{number}: {text}

### Retrospective

{text}
"""


def _front(values: dict[str, object]) -> str:
    return f"---\n{_yaml(values)}---\n"


def _yaml(value: object) -> str:
    """Return YAML that the guard lets in: no anchors, and texts in JSON's quotes."""
    return _block(value, "")


def _block(value: object, indent: str) -> str:
    lines = []
    if isinstance(value, dict):
        for key, each in value.items():
            if each is not None:
                lines.append(f"{indent}{_scalar(key) if not isinstance(key, str) else key}:{_nested(each, indent)}")
    elif isinstance(value, list):
        lines.extend(f"{indent}-{_nested(each, indent)}" for each in value)
    return "".join(lines)


def _nested(value: object, indent: str) -> str:
    if isinstance(value, dict | list):
        return "\n" + _block(value, indent + "  ")
    return f" {_scalar(value)}\n"


def _scalar(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _commit(root: Path, files: dict[str, str], words: Sequence[str]) -> None:
    """Give the repository a past in which each value has changed, by hostile people for hostile reasons."""
    stream = bytearray()
    for number, text in enumerate(words):
        # git itself takes angle brackets out of names; whoever writes objects by hand could leave in what it takes.
        name = "".join(sign for sign in text if sign not in "<>\n") or "Nobody"
        changed = {}
        if number == 0:
            changed = {
                path: body.replace("now: 4", "now: 1").replace("Now: 4", "Now: 1") for path, body in files.items()
            }
        else:
            team = (number - 1) % (-(-len(words) // PER_TEAM))
            for path in (f"teams/y{team}/2026-Q4.yml", f"teams/m{team}/2026-Q4.md"):
                now = 1 + number // 10
                changed[path] = files[path].replace("now: 4", f"now: {now}").replace("Now: 4", f"Now: {now}")
        stream += _entry(name, text, number, changed)
    stream += _entry("Anna", "Last", len(words), files)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=bytes(stream), check=True, capture_output=True)
    subprocess.run(["git", "reset", "-q"], cwd=root, check=True)


def _entry(author: str, subject: str, number: int, files: dict[str, str]) -> bytes:
    when = 1_790_900_000 + number * 3600 * 12
    message = subject.encode()
    lines = [
        b"commit refs/heads/main\n",
        f"author {author} <secret@example.org> {when} +0000\n".encode(),
        f"committer {author} <secret@example.org> {when} +0000\n".encode(),
        b"data %d\n%b\n" % (len(message), message),
    ]
    for path, text in files.items():
        body = text.encode()
        lines += [f"M 100644 inline content/{path}\n".encode(), b"data %d\n%b\n" % (len(body), body)]
    return b"".join(lines) + b"\n"


NAMED = {
    ("cycle_file", "team"), ("cycle_file", "cycle"), ("key_result", "kpi"), ("link", "to"), ("objective", "with"),
    ("team", "parent"), ("person", "team"), ("person", "photo"), ("checkin_file", "objective"),
    ("checkin_report", "objective"),
}  # fmt: skip
"""Fields of a typed type that name something: whatever names nothing is a problem."""
