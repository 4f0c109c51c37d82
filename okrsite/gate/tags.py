"""Says of a single tag what is wrong with it, and what it leads to; nothing here knows the rest of the page."""

from __future__ import annotations

import re
from html import unescape

import msgspec

from okrsite.gate.findings import Fault, shorten_for_message
from okrsite.gate.markup import read_tag
from okrsite.gate.urls import check_link_url, check_load_url, is_absolute, normalise_like_browser
from okrsite.late_patterns import compile_late

FORBIDDEN = frozenset(
    {
        # They show or run another document, or change what addresses mean.
        *("iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "fencedframe", "param"),
        # They set attributes of other elements while the page stands, or bring HTML back into SVG.
        *("animate", "animatemotion", "animatetransform", "set", "discard", "foreignobject", "handler", "listener"),
        # Their content is text for some parsers and markup for others.
        *("noembed", "noframes", "plaintext", "xmp", "listing", "template", "isindex", "keygen"),
    }
)
_FRAME_ONLY = frozenset({"script", "link", "meta", "head", "body", "html"})
_FORBIDDEN_ATTRIBUTES = frozenset(
    {"srcdoc", "formaction", "action", "ping", "manifest", "background", "xml:base", "archive", "codebase", "classid"}
    | {"nonce", "is", "profile", "code", "dynsrc", "lowsrc", "attributename", "shadowrootmode"}
)
_LOADING = frozenset({"src", "poster", "data"})
_LINKING = frozenset({"href", "xlink:href", "cite", "longdesc", "usemap"})
_SETS = frozenset({"srcset", "imagesrcset"})
_LOADED_BY_HREF = frozenset({"use", "image", "feimage", "script", "pattern", "lineargradient", "radialgradient"})
# What <link> may say without anything being loaded.
_QUIET_LINKS = frozenset(
    {"canonical", "next", "prev", "alternate", "feed", "author", "license", "edit", "search", "me"}
)
_EQUIVALENTS = frozenset({"content-security-policy", "refresh", "x-ua-compatible"})
_MAY_BE = "Links are https, http, mailto, or paths on the site."
_OWN = "Put the file on the site."
_PAINTING = frozenset(
    {"fill", "stroke", "filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end", "cursor"}
)
_CSS_URL = compile_late(r"url\s*\(\s*(?!#|['\"]#)", re.IGNORECASE)
_REFRESH = compile_late(r"\s*[0-9.]+\s*(?:[;,]\s*(?:url\s*=)?\s*['\"]?(.*?)['\"]?\s*)?\Z", re.IGNORECASE | re.DOTALL)


_TELLING = _FORBIDDEN_ATTRIBUTES | _LOADING | _LINKING | _SETS | _PAINTING | {"style"}

# Most tags have nothing that could be wrong, and seeing so at a glance makes pages twice as fast to inspect.
_NAMES = (
    r"a|abbr|article|aside|b|blockquote|br|button|circle|code|dd|defs|del|details|div|dl|dt|em|figure|footer|g|h[1-6]"
    r"|header|hr|i|label|li|line|main|marker|nav|ol|p|path|polygon|polyline|pre|rect|section|small|span|strong|sub|summary|sup|svg"
    r"|symbol|table|tbody|td|text|th|thead|time|tr|tspan|ul"
)
_QUIET = (
    r"[ \n](?:class|title|role|d|[rxy]|[cdr][xy]|[xy][12]|width|height|datetime|transform|text-anchor|tabindex"
    r"|points|viewBox|preserveAspectRatio|hidden|(?:data|aria)-[a-z-]+)=\"[^\"<]*+\""
)
# Most of the others have, beside that, an id that is as typed, and lead to a path that is.
_PLAIN = re.compile(
    rf"<(?:{_NAMES})(?:{_QUIET}|[ \n]id=\"([\w.-]++)\"|[ \n]href=\"(?!//)([\w./?#=%-]++)\")*+ ?/?>", re.ASCII
)
_QUOTED_KEYS = re.compile(r"[ \n]([A-Za-z0-9-]++)=\"[^\"]*+\"")


class TagVerdict(msgspec.Struct, frozen=True):
    """What there is to say about a tag."""

    faults: tuple[Fault, ...] = ()
    id: str = ""
    """Empty where it has none."""
    links: tuple[str, ...] = ()
    """Where it leads on this site, as a browser reads it; what it loads from there, too."""
    loads: tuple[str, ...] = ()
    """Scripts and style sheets that it loads from this site."""
    policy: str = ""
    """A content security policy that it declares."""


NOTHING = TagVerdict()
"""The verdict of `judge_plain_tag` on a tag of which there is nothing to say."""


class _TagInspector:
    """Gathers what is to be said about one tag."""

    def __init__(self, tag: str, *, content: bool) -> None:
        self.tag = tag
        self.content = content
        self.name, self.pairs = read_tag(tag)
        self.values: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.policy = ""

    def inspect_tag(self) -> TagVerdict | None:
        """Return what there is to say, None for nothing."""
        for name, value in self.pairs:
            # Said once: a tag may repeat an attribute ten thousand times.
            if name in self.values and not self.faults:
                self._add_fault(
                    "GATE201",
                    f"The attribute {shorten_for_message(name)} stands twice in {shorten_for_message(self.tag)}.",
                )
            self.values.setdefault(name, value)
        self._check_element()
        for name, value in self.pairs:
            if name in _TELLING or name.startswith("on"):
                self._check_attribute(name, value)
        identity = unescape(self.values.get("id", ""))
        if not (self.faults or self.links or self.loads or identity or self.policy):
            return None
        return TagVerdict(tuple(self.faults), identity, tuple(self.links), tuple(self.loads), self.policy)

    def _add_fault(self, code: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(code, message, hint))

    def _check_element(self) -> None:
        bare = self.name.rpartition(":")[2]
        if bare in FORBIDDEN:
            self._add_fault("GATE205", f"There is an element <{self.name}>: {shorten_for_message(self.tag)}")
        elif self.content and self.name in _FRAME_ONLY:
            code = "GATE204" if self.name == "script" else "GATE205"
            self._add_fault(code, f"The content has an element <{self.name}>, which belongs into the page's frame.")
        elif self.content and self.name == "form" and not _has_own_classes(self.values.get("class", "")):
            self._add_fault("GATE205", f"The content has a form: {shorten_for_message(self.tag)}")
        if self.name == "meta":
            self._check_meta()

    def _check_meta(self) -> None:
        kind = unescape(self.values.get("http-equiv", "")).strip().lower()
        content = unescape(self.values.get("content", ""))
        if self.values.get("charset", "utf-8").lower() != "utf-8":
            self._add_fault("GATE201", f"A page says that it is not UTF-8: {shorten_for_message(self.tag)}")
        if not kind:
            return
        if kind not in _EQUIVALENTS:
            self._add_fault("GATE211", f"A page speaks for its host: {shorten_for_message(self.tag)}")
        elif kind == "content-security-policy":
            self.policy = content
        elif kind == "refresh":
            target = _REFRESH.match(content)
            url = normalise_like_browser(target[1] or "") if target else "?:"
            if check_load_url(url):
                self._add_fault("GATE208", f"A page sends its readers elsewhere: {shorten_for_message(self.tag)}")
            elif url:
                self.links.append(url)

    def _check_attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            self._add_fault(
                "GATE202", f"There is an event handler {shorten_for_message(name)}: {shorten_for_message(self.tag)}"
            )
        elif name == "style":
            self._add_fault("GATE206", f"There is a style in {shorten_for_message(self.tag)}", "Use a class.")
        elif name in _FORBIDDEN_ATTRIBUTES:
            self._add_fault("GATE211", f"There is an attribute {name}: {shorten_for_message(self.tag)}")
        elif name in _LOADING or (name in ("href", "xlink:href") and self._is_loading_href()):
            self._check_load(normalise_like_browser(value))
        elif name in _SETS:
            for candidate in unescape(value).split(","):
                self._check_load(normalise_like_browser(candidate.strip().partition(" ")[0]))
        elif name in _LINKING:
            self._check_link(normalise_like_browser(value))
        elif name in _PAINTING and _CSS_URL.search(unescape(value)):
            self._add_fault("GATE207", f"The attribute {name} loads something: {shorten_for_message(self.tag)}")

    def _is_loading_href(self) -> bool:
        if self.name == "link":
            relations = unescape(self.values.get("rel", "")).lower().split()
            return not relations or not set(relations) <= _QUIET_LINKS
        return self.name.rpartition(":")[2] in _LOADED_BY_HREF

    def _check_link(self, url: str) -> None:
        if wrong := check_link_url(url):
            self._add_fault("GATE203", f"The address '{shorten_for_message(url)}' {wrong}.", _MAY_BE)
        elif not is_absolute(url):
            self.links.append(url)

    def _check_load(self, url: str) -> None:
        wrong = check_load_url(url)
        if not wrong:
            self.links.append(url)
            if self.name in ("script", "link") and not self.content:
                self.loads.append(url)
        elif wrong == "is on another host" or url.startswith("//"):
            self._add_fault("GATE207", f"<{self.name}> loads '{shorten_for_message(url)}' from another host.", _OWN)
        else:
            self._add_fault("GATE203", f"<{self.name}> loads '{shorten_for_message(url)}', which {wrong}.")


def judge_tag(tag: str, *, content: bool) -> TagVerdict | None:
    """Return what there is to say about a sound tag, None for nothing.

    Args:
        tag: As it stands in the page.
        content: Whether it stands where authors' words are, not in the frame around them.
    """
    if tag[1:2] in ("/", "!"):
        return None
    plain = judge_plain_tag(tag)
    if plain is not None:
        return None if plain is NOTHING else plain
    return _TagInspector(tag, content=content).inspect_tag()


def judge_plain_tag(tag: str) -> TagVerdict | None:
    """Return what there is to say about a tag with harmless attributes, an id and a path; None if it may have others.

    Such a tag is sound, and no script or style.
    """
    plain = _PLAIN.fullmatch(tag)
    if plain is None:
        return None
    identity, path = plain.groups()
    if not identity and not path:
        return NOTHING
    if tag.count('="') > 1 and len(keys := _QUOTED_KEYS.findall(tag)) > len(set(keys)):
        return None
    return TagVerdict((), identity or "", (path,) if path else ())


def _has_own_classes(classes: str) -> bool:
    """Whether a form is a template's of ours; authors can't give classes."""
    return bool(classes) and all(name.startswith("okr-") for name in unescape(classes).split())
