"""Pages of the last site that are taken over, looked at once more before they are published again.

Of each look that pages are said to have, the gate looks at one page. What pages load, and which scripts of the theme
stand in them, decides about the policy of the whole site. It is told by a record in a cache, which may come from
anybody; pages in one frame have it in common, so one of them proves it. What is withheld is looked for in all of them,
where anything is: a record could keep a page as it was, or take one from the site for another audience.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsite.gate.kept_facts import DamagedFactsError, KeptFacts, PageLook
from okrsite.gate.page import PageInspector
from okrsite.gate.withheld import WithheldTextFinder
from okrsite.site.page_reuse import ReuseRefusedError
from okrsite.workers import BackgroundTask


def check_sampled_pages(place: Path, facts: KeptFacts, policy: str, inspector: PageInspector) -> None:
    """Refuse pages that don't look as they are said to.

    Args:
        place: The site in which they lie.
        facts: What is said of them, by path.
        policy: What they are said to declare.
        inspector: Looks at them.

    Raises:
        ReuseRefusedError: one of them looks otherwise.
    """
    alike: defaultdict[int, list[str]] = defaultdict(list)
    for path, page in facts.pages.items():
        alike[page.look].append(path)
    for paths in alike.values():
        path = random.choice(paths)  # nobody can tell which pages lie by themselves
        try:
            is_as_told = _is_as_told(place, path, facts, policy, inspector)
        except DamagedFactsError as error:
            raise ReuseRefusedError("what is known of the last site is damaged") from error
        if not is_as_told:
            raise ReuseRefusedError(f"{path} in the last site isn't as it was inspected")


@contextmanager
def look_for_withheld_texts(folder: Path, paths: Collection[str], withheld: WithheldTextFinder) -> Iterator[None]:
    """Look for what is withheld in files that were taken over, during a block; on a large site a worker does it.

    Args:
        folder: The site in which they lie now.
        paths: Where, inside of it.
        withheld: What is looked for; where that is nothing, none is read.

    Raises:
        ReuseRefusedError: one of them holds such a text.
    """
    if withheld.is_empty or not paths:
        yield
        return

    def find_file() -> str:
        says = (path for path in paths if any(withheld.find_withheld_texts(path, (folder / path).read_bytes())))
        return next(says, "")

    with BackgroundTask(find_file, len(paths)) as searching:
        yield
        if path := searching.get_result():
            raise ReuseRefusedError(f"{path} in the last site says what is withheld")


def _is_as_told(place: Path, path: str, facts: KeptFacts, policy: str, inspector: PageInspector) -> bool:
    told = facts[path]
    try:
        text = (place / path).read_text("utf-8")
    except (OSError, ValueError):
        return False
    seen, findings = inspector.inspect_page(path, text)
    look = PageLook(seen.loads, seen.scripts, seen.styles)
    return (
        not findings
        and look == PageLook(told.loads, told.scripts, told.styles)
        and (seen.ids, seen.links, seen.policies) == (told.ids, told.links, (policy,))
    )
