"""What the gate can find in a built site: the closed list of its rules, and the shape of a finding."""

from __future__ import annotations

import msgspec

RULES: dict[str, str] = {
    # 1xx: files
    "GATE101": "A file is of a kind that no site publishes.",
    "GATE102": "A hidden file lies in the site.",
    "GATE103": "A symbolic link or a special file lies in the site.",
    "GATE104": "A file may be run as a program.",
    "GATE105": "A file's content is not what its name says.",
    "GATE106": "A text is not plain UTF-8.",
    "GATE107": "Something that must stay private is in the site.",
    "GATE108": "A script or style sheet is not the theme's, and no page's frame loads it.",
    "GATE109": "A script of data holds something else than the data file of its name.",
    # 2xx: pages
    "GATE201": "Markup can be read in more than one way, so nobody can say what a browser makes of it.",
    "GATE202": "An element has an event handler.",
    "GATE203": "An address is not one that a page may lead to.",
    "GATE204": "A script stands in a page that the theme did not put there.",
    "GATE205": "An element has no place on such a page.",
    "GATE206": "A style stands in a page.",
    "GATE207": "Something is loaded from elsewhere.",
    "GATE208": "A page sends its readers elsewhere.",
    "GATE209": "Two elements have the same id.",
    "GATE210": "A link leads to nothing on the site.",
    "GATE211": "An attribute has no place on such a page.",
    # 3xx: what scripts and other programs read
    "GATE301": "The search index can't be read, isn't all there, or holds markup that search results must not have.",
    "GATE302": "A data file can't be read.",
    "GATE303": "A cell would be run as a formula by a spreadsheet.",
    "GATE304": "An SVG picture holds something that runs or loads.",
    # 4xx: headers
    "GATE401": "The headers that lie in the site are not those that the site needs.",
}
"""Code and meaning of each rule. Each is an error: what the gate finds is not published."""


class Finding(msgspec.Struct, frozen=True):
    """One thing in a built site that must not be published."""

    path: str
    """Path inside the site, with forward slashes."""
    line: int | None
    """Counted from 1; None where a file has no lines, or where it is about the whole file."""
    code: str
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order of every listing: path, line, code."""
        return (self.path, self.line or 0, self.code, self.message, self.hint)


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a piece of a file, before it is known where the piece stands."""

    code: str
    message: str
    hint: str = ""


def shorten_for_message(text: str, limit: int = 80) -> str:
    """Return a piece of a hostile text for a message: on one line, and short."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
