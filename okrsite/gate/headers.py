"""The headers a site needs, computed from what is in it, and written as hosts want them.

The policy allows nothing but what lies on the site, and of scripts inside pages only those that the theme wrote, each
by its hash. No address is upgraded to https, because pages load nothing by an absolute address.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable

import msgspec

AT_ROOT = "_headers"
"""The file in which Netlify, Cloudflare Pages and GitLab-like hosts look for headers."""

_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        ", ".join(
            f"{feature}=()"
            for feature in (
                *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
                *("microphone", "midi", "payment", "serial", "usb"),
            )
        ),
    ),
)
_DECLARED = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="[^"]*"><meta name="referrer" content="no-referrer">'
)
_CHARSET = re.compile(rb"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)


class SecurityPolicy(msgspec.Struct, frozen=True):
    """What a host should say with every page of one site."""

    directives: tuple[tuple[str, str], ...]
    """Names and values of the content security policy, in order."""

    @property
    def security_policy(self) -> str:
        """The content security policy as a header's value."""
        return "; ".join(f"{name} {value}" for name, value in self.directives)

    @property
    def page_policy(self) -> str:
        """What a page can say of it itself; only a header can say who may frame a page."""
        return "; ".join(f"{name} {value}" for name, value in self.directives if name != "frame-ancestors")

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names and values of all headers, in order."""
        return (("Content-Security-Policy", self.security_policy), *_HEADERS)

    def format_headers_file(self) -> str:
        """Return a `_headers` file, for the root of the site."""
        return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in self.headers)

    def format_nginx(self) -> str:
        """Return lines for a `server` or `location` of nginx."""
        return "".join(f'add_header {name} "{value}" always;\n' for name, value in self.headers)

    def format_caddy(self) -> str:
        """Return a block for a site of Caddy."""
        return "header {\n" + "".join(f'\t{name} "{value}"\n' for name, value in self.headers) + "}\n"

    def format_meta(self) -> str:
        """Return elements for the beginning of `<head>`, for hosts that send no headers of ours, such as Pages."""
        return (
            f'<meta http-equiv="Content-Security-Policy" content="{html.escape(self.page_policy, quote=False)}">'
            '<meta name="referrer" content="no-referrer">'
        )

    def add_policy_to_page(self, page: bytes) -> bytes:
        """Return a page that declares the policy itself, before anything that it applies to, and no older one.

        Raises:
            ValueError: the page doesn't say that it is UTF-8, and so has no beginning to put it at.
        """
        page = _DECLARED.sub(b"", page, count=1)
        match = _CHARSET.search(page, 0, 2048)
        if match is None:
            raise ValueError("The page has no <meta charset> among its first bytes.")
        return page[: match.end()] + self.format_meta().encode("utf-8") + page[match.end() :]


FORMATS = {
    "_headers": SecurityPolicy.format_headers_file,
    "nginx": SecurityPolicy.format_nginx,
    "caddy": SecurityPolicy.format_caddy,
    "meta": SecurityPolicy.format_meta,
}
"""How a policy is written, by the name of who reads it."""


def make_policy(
    scripts: Iterable[str], styles: Iterable[str], *, data_pictures: bool, written_styles: bool = False
) -> SecurityPolicy:
    """Return the policy of a site.

    Args:
        scripts: The inline scripts that may run, as they stand in pages.
        styles: The inline style sheets that may apply.
        data_pictures: Whether style sheets hold pictures, as the theme's icons.
        written_styles: Whether scripts of the site write style sheets into pages, as those do that draw diagrams.
            Nobody can tell their hashes, so any may apply; the pages themselves have none that the gate doesn't know.
    """
    return SecurityPolicy(
        (
            ("default-src", "'none'"),
            ("script-src", _hash_sources(scripts)),
            ("style-src", "'self' 'unsafe-inline'" if written_styles else _hash_sources(styles)),
            ("img-src", "'self' data:" if data_pictures else "'self'"),
            ("font-src", "'self'"),
            ("connect-src", "'self'"),
            ("worker-src", "'self'"),
            ("manifest-src", "'self'"),
            ("object-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
            ("frame-ancestors", "'none'"),
        )
    )


def _hash_sources(texts: Iterable[str]) -> str:
    hashes = sorted(
        base64.b64encode(hashlib.sha256(_normalise_line_ends(text).encode("utf-8")).digest()).decode("ascii")
        for text in texts
    )
    return " ".join(("'self'", *(f"'sha256-{hash_}'" for hash_ in hashes)))


def _normalise_line_ends(text: str) -> str:
    """Return a script as browsers hash it: they turn all line ends into one kind first."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
