"""Which kinds of pages there are, and of which kind a page is that is made."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from markupsafe import Markup

from okrsite.pages import kinds
from okrsite.pages.render import PageFrame, PageView, TemplateRenderer


def list_views(above: type[PageView] = PageView) -> list[type[PageView]]:
    """All views of pages, whoever declares them."""
    for module in pkgutil.iter_modules(kinds.__path__, f"{kinds.__name__}."):
        importlib.import_module(module.name)
    return [view for below in above.__subclasses__() for view in (below, *list_views(below))]


@contextmanager
def noting_views() -> Iterator[dict[str, type[PageView]]]:
    """Note of each page that is made in this process of which view it is, by its URI."""
    noted: dict[str, type[PageView]] = {}
    render = TemplateRenderer.render

    def note(self: TemplateRenderer, view: PageView, frame: PageFrame, *about: Any) -> Markup:
        noted[frame.uri] = type(view)
        return render(self, view, frame, *about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TemplateRenderer, "render", note)
        yield noted
