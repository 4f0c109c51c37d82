"""What templates call for words in the language of the site: texts that are HTML, whose values are escaped.

The names are those of `jinja2.ext.i18n`, by which Babel finds them. Its own functions fill parts that are spelled
`%(name)s`; here a text is spelled alike wherever it stands, and a percent sign is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from okrsite.languages.words import translate_html, translate_html_in, translate_html_plural


def _translate(text: str, **values: object) -> Markup:
    return Markup(translate_html(text, **values))


def _translate_in(context: str, text: str, **values: object) -> Markup:
    return Markup(translate_html_in(context, text, **values))


def _translate_plural(one: str, many: str, number: int, **values: object) -> Markup:
    return Markup(translate_html_plural(one, many, number, **values))


TRANSLATING: Final[Mapping[str, Callable[..., Markup]]] = {
    "_": _translate,
    "pgettext": _translate_in,
    "ngettext": _translate_plural,
}
