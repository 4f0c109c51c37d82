"""A documentation site as people have it in Material for MkDocs: a page for each thing that its reference shows."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

EXTENSIONS = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true, title: On this page}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem: {smart_enable: all}
  - pymdownx.blocks.caption
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""

BODIES = {
    "admonition": '!!! note\n\n    Plain.\n\n!!! warning "A *title*"\n\n    Text.\n\n    !!! tip inline end ""\n\n        Inside.\n',
    "admonition-kinds": "\n".join(
        f"!!! {kind}\n\n    About {kind}.\n"
        for kind in ("abstract", "info", "tip", "success", "question", "failure", "danger", "bug", "example", "quote")
    ),
    "details": '??? note\n\n    Closed.\n\n???+ info "Open"\n\n    Opened.\n',
    "tabs": '=== "C"\n\n    ``` c\n    int a;\n    ```\n\n=== "Words"\n\n    1. One\n    2. Two\n',
    "tabs-in-tabs": '!!! example\n\n    === "A"\n\n        - [ ] x\n\n        === "B"\n\n            Deep.\n\n    === "C"\n\n        Last.\n',
    "footnotes": "First[^1] and second[^long], and the first again[^1].\n\n[^1]: A foot.\n[^long]:\n    Two\n\n    paragraphs.\n",
    "tasks": "- [x] Done\n- [ ] Open\n    - [x] Below\n",
    "attributes": "A [link](https://example.org/){ title='Hint' } and *words*{ .red #red }.\n\nA paragraph.\n{ #own .wide }\n",
    "buttons": "[Subscribe](admonition.md){ .md-button }\n[Now](admonition.md){ .md-button .md-button--primary }\n",
    "definitions": "`Term`\n\n:   Its meaning.\n\n:   Another.\n\nSecond\n:   Short.\n",
    "abbreviations": "The HTML of W3C, twice HTML.\n\n*[HTML]: Hyper Text Markup Language\n*[W3C]: Consortium\n",
    "tooltips": "[Hover](https://example.org/ 'I am a tooltip!') :material-information-outline:{ title='Important' }\n",
    "keys": '++ctrl+alt+del++ and ++cmd+"my key"++\n',
    "marks": "==Marked== ^^under^^ ~~gone~~ H~2~O A^T^A\n",
    "critic": "Text {--out--}{++in++}, {~~one~>another~~}, {==high==}{>>a remark<<}.\n\n{==\n\nA block.\n\n==}\n",
    "icons": ":fontawesome-brands-youtube:{ .youtube } :octicons-heart-fill-24:{ .heart } :material-account-circle:\n",
    "code": '``` py title="bubble_sort.py" linenums="1" hl_lines="2 3"\ndef sort(items):\n    for i in items:\n        yield i\n```\n',
    "code-copy": "``` { .yaml .copy .no-select title='a.yml' }\na: 1  # (1)!\n```\n\n1.  An annotation.\n",
    "code-annotated": "``` py\nimport os # (1)\n```\n\n1.  Needed, says **who**.\n",
    "code-inline": "The `#!python range()` and `plain` ones.\n",
    "code-lines": '``` js linenums="7"\nlet a = "<b>";\n```\n\n    indented();\n',
    "annotations": "Words (1) to explain.\n{ .annotate }\n\n1.  Explained, with (1) below.\n    { .annotate }\n\n    1.  Below.\n",
    "toc": "[TOC]\n\n## One\n\nText.\n\n### Below\n\nMore.\n\n## Two & three\n\nText.\n",
    "headings": "## With `code` and *words*\n\nA.\n\n## With `code` and *words*\n\nB.\n\n## Own { #my-own }\n\nC.\n",
    "grids": '<div class="grid cards" markdown>\n\n-   :material-clock-fast:{ .lg .middle } __Fast__\n\n    ---\n\n    Text.\n\n    [:octicons-arrow-right-24: More](toc.md)\n\n-   Second\n\n</div>\n\n<div class="grid" markdown>\n\n!!! note\n    A.\n\n> Quote\n\n</div>\n',
    "lists": "- A\n\n    - B\n\n        1. C\n        2. D\n\n* E\n\n3. F\n4. G\n",
    "tables": "| Method | What | N |\n| ------ | :--: | -: |\n| `GET` | :material-check: Fetch | 1 |\n| `PUT` | a \\| b | 22 |\n",
    "images": "![A dot](dot.png){ width=300 align=right loading=lazy }\n\n<figure markdown='span'>\n  ![Dot](dot.png)\n  <figcaption>A caption</figcaption>\n</figure>\n\n![x](dot.png#only-light)\n",
    "captions": "![A dot](dot.png)\n/// caption\nA *caption*.\n///\n",
    "math": "Inline $x^2$ and \\(y\\).\n\n$$\n\\cos x = \\sum_{k=0}^{\\infty} a\n$$\n",
    "mermaid": "``` mermaid\ngraph LR\n  A[Start] --> B{Error?};\n```\n",
    "emoji": "A :smile: and :material-check:.\n",
    "magiclink": "See https://example.org/a and hello@example.org.\n",
    "smartsymbols": "(c) (tm) --> +/- 1/2 =/= 1st\n",
    "quotes": "> A quote\n>\n> > in a quote\n\nText with a break  \nhere and &copy; and &lt;b&gt;.\n\n---\n\nEnd.\n",
    "html": '<div class="own" markdown>\n\nWords with **weight**.\n\n</div>\n\n<details><summary>More</summary>Text</details>\n\n<kbd>X</kbd> <sub>s</sub>\n',
    "links": "[To](toc.md#two-three), [up](../index.md), [this](#here), [out](https://example.org/), [mail](mailto:a@example.org).\n\n## Here\n\nText.\n",
}
"""What stands on each page below its title, by the page's name."""

FILES = {f"reference/{name}.md": f"# The {name} page\n\n{body}" for name, body in BODIES.items()}

UNSEEN = {"rel", "loading", "tabindex", "name"}
"""What no reader sees; a name of a line of code is its id as well."""
FLAGS = {"open", "checked", "disabled"}
ALIGNED = {"okr-end": "right", "okr-center": "center"}


def describe_article(page: Path) -> list[str]:
    """Return what stands on an ordinary page, below its title: in okrsite's box, or in Material's where there is none."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    boxes = [each for each in tree.iter("div") if "okr-prose" in each.get("class", "")]
    (article,) = boxes or tree.iter("article")
    return [line for child in list_children(article) if not _is_beside_text(child) for line in describe(child)]


def _is_beside_text(element: Element) -> bool:
    """Whether it is what Material has above the text of a page, and okrsite elsewhere: its tags and its links to edit it."""
    return bool({"md-tags", "md-content__button"} & {*element.get("class", "").split()})


def list_children(element: Element) -> Iterator[Element]:
    """Yield what stands in an element, without boxes that mean nothing and the title, which okrsite has elsewhere."""
    for child in element:
        if child.get("class") == "okr-diagram":
            yield from child
        elif child.tag == "li" and any(link.get("href", "").startswith("#the-") for link in child.findall("a")):
            yield from child.findall("ul/li")  # the title, which stands above the page and not in it
        elif isinstance(child.tag, str) and child.tag != "h1" and "md-source-file" not in child.get("class", ""):
            yield child


def describe(element: Element, depth: int = 0) -> Iterator[str]:
    """Yield an element and what is in it, a line each: no more than its readers see of it."""
    attributes = dict(element.attrib)
    style = attributes.pop("style", "")
    classes = attributes.pop("class", "").split()
    aligned = [ALIGNED[name] for name in classes if name in ALIGNED] + re.findall(r"text-align: (right|center)", style)
    if element.tag in ("td", "th") and "align" in attributes:
        aligned.append(attributes.pop("align"))
    classes = sorted(name for name in classes if name not in ALIGNED)
    for name in [name for name in attributes if name in UNSEEN or name.endswith("xmlns")]:
        del attributes[name]
    attributes |= dict.fromkeys(FLAGS & attributes.keys(), "")
    said = [f"{name}={value!r}" for name, value in sorted(attributes.items())] + aligned
    text = " ".join((element.text or "").split())
    name = str(element.tag).rpartition("}")[2]
    if name == "a" and "href" not in attributes:
        name = "span"
    yield f"{'  ' * depth}{name} .{'.'.join(classes)} {' '.join(said)} {text}".rstrip()
    for child in list_children(element):
        yield from describe(child, depth + 1)
        if tail := " ".join((child.tail or "").split()):
            yield f"{'  ' * (depth + 1)}+ {tail}"
