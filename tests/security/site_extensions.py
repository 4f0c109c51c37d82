"""All extensions that ordinary pages may have, and what each of them makes something of, with a hole for a vector."""

from __future__ import annotations

EXTENSIONS = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - codehilite: {linenums: true}
  - def_list
  - footnotes
  - md_in_html
  - nl2br
  - sane_lists
  - smarty
  - toc: {permalink: true, title: Here}
  - pymdownx.arithmatex
  - pymdownx.betterem
  - pymdownx.blocks.admonition
  - pymdownx.blocks.caption
  - pymdownx.blocks.definition
  - pymdownx.blocks.details
  - pymdownx.blocks.html
  - pymdownx.blocks.tab: {alternate_style: true}
  - pymdownx.caret
  - pymdownx.critic: {mode: view}
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.fancylists
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true, auto_title: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {repo_url_shorthand: true, social_url_shorthand: true, user: a, repo: b}
  - pymdownx.mark
  - pymdownx.progressbar
  - pymdownx.quotes: {callouts: true}
  - pymdownx.saneheaders
  - pymdownx.smartsymbols
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
        - {name: plain, class: plain, format: !!python/name:pymdownx.superfences.fence_div_format }
        - {name: math, class: arithmatex, format: !!python/object/apply:pymdownx.arithmatex.arithmatex_fenced_format {kwds: {mode: generic}}}
  - pymdownx.tabbed: {alternate_style: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.tasklist: {custom_checkbox: true, clickable_checkbox: true}
  - pymdownx.tilde
"""

HOLDERS = {
    "abbr": "The XYZ.\n\n*[XYZ]: {0}\n*[{0}]: words\n",
    "admonition": '!!! note "{0}"\n\n    {0}\n\n!!! {0}\n    x\n',
    "details": '???+ tip "{0}"\n\n    {0}\n',
    "tabbed": '=== "{0}"\n\n    {0}\n\n=== "b"\n\n    c\n',
    "footnotes": "Words[^1] and[^{0}].\n\n[^1]: {0}\n\n[^{0}]: words\n",
    "def_list": "{0}\n:   {0}\n",
    "attr_list": "A word{{: {0} }} and *em*{{ title='{0}' onclick=\"{0}\" style=\"{0}\" href=\"{0}\" src=\"{0}\" #{0} .{0} }}\n",
    "attr_list of a block": "Words.\n{{: {0} }}\n\n# Heading {{ #{0} {0} }}\n",
    "attr_list of a picture": "![{0}](x.png){{ align={0} width={0} srcset={0} onerror={0} loading={0} }}\n",
    "attr_list of a link": "[x](https://example.org/){{ target={0} ping={0} onclick={0} rel={0} href=\"{0}\" }}\n",
    "toc": "[TOC]\n\n## {0}\n\n### {0}\n",
    "highlight": '``` py title="{0}" linenums="1" hl_lines="1"\n{0}\n```\n',
    "highlight of a language": "``` {0}\n{0}\n```\n\n``` {{ .{0} #{0} title='{0}' {0} }}\nx\n```\n",
    "codehilite": "    :::{0}\n    {0}\n",
    "inlinehilite": "`#!py {0}` `:::{0} x`\n",
    "mermaid": "``` mermaid\n{0}\n```\n",
    "a fence as it is": "``` plain\n{0}\n```\n",
    "math": "$`{0}`$ ${0}$ \\({0}\\)\n\n$$\n{0}\n$$\n\n``` math\n{0}\n```\n",
    "keys": '++ctrl+"{0}"++ ++{0}++\n',
    "mark": "=={0}== ^^{0}^^ ~~{0}~~ ^{0}^ ~{0}~\n",
    "critic": "{{++{0}++}} {{--{0}--}} {{~~{0}~>{0}~~}} {{=={0}==}}{{>>{0}<<}}\n",
    "emoji": ":{0}: :smile:{{ {0} }} :material-account:{{ title=\"{0}\" }}\n",
    "tasklist": "- [x] {0}\n- [ ] {0}\n",
    "md_in_html": '<div class="grid cards" markdown id="{0}" title="{0}">\n\n- {0}\n\n</div>\n',
    "md_in_html of any element": '<section markdown="1" {0}>\n{0}\n</section>\n\n<iframe markdown>{0}</iframe>\n<svg markdown>{0}</svg>\n',
    "blocks": "/// note | {0}\n{0}\n///\n\n/// details | {0}\n    type: {0}\n{0}\n///\n\n/// tab | {0}\n{0}\n///\n",
    "blocks.html": "/// html | div[{0}]\n{0}\n///\n\n/// html | script[src='{0}']\n{0}\n///\n\n/// html | div[onclick='{0}' style='{0}']\nx\n///\n",
    "blocks.caption": "![x](x.png)\n\n/// caption\n{0}\n///\n",
    "magiclink": "https://example.org/{0} www.example.org/{0} @{0} #1{0} a/b#1 x@example.org\n",
    "progressbar": '[=45% "{0}"]{{: {0} }}\n',
    "quotes": "> [!note] {0}\n> {0}\n",
    "smarty": '"{0}" -- \'{0}\'... (c) {0} -->\n',
    "tables": "| {0} | b |\n|--:|:-:|\n| {0} | `{0}` |\n",
    "lists": "1. {0}\n\n    1. {0}\n\n- {0}\n    - {0}\n",
    "links": "[{0}]({0}) ![{0}]({0} \"{0}\") [x][r] <{0}>\n\n[r]: {0} '{0}'\n",
    "raw": "{0}\n\n<p {0}>{0}</p>\n\n<!-- {0} -->\n\n<img alt='{0}' src='{0}'>\n\n<a href='{0}' {0}>x</a>\n\n<svg><path d='{0}'/><style>{0}</style></svg>\n",
    "inputs": "<input type='{0}' name='{0}' id='{0}' {0}><label for='{0}'>{0}</label>\n",
}  # fmt: skip

VECTORS = (
    "javascript:window.pwned=1", "JaVa\tScRiPt:window.pwned=1", "data:text/html,<script>window.pwned=1</script>",
    "okr-graph", "md-search .md-overlay .okr-x", "__search", "__drawer", "map-view", "onclick=window.pwned=1 x",
    "style=position:fixed", "x' onmouseover='window.pwned=1", 'x" onmouseover="window.pwned=1', "//evil.example/x",
    "<svg><foreignObject><iframe src=javascript:window.pwned=1></iframe></foreignObject></svg>",
    "<svg><style><!--</style><img src=x onerror=window.pwned=1>--></style></svg>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=window.pwned=1></annotation-xml></math>",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0001\x03", "\ufdd0\ufdd1", "okr: map company", "\\\\<b\\>", "&#x3c;script&#x3e;",
)  # fmt: skip
"""What is more to extensions than to Markdown alone, some of it what they themselves put into a page meanwhile."""
