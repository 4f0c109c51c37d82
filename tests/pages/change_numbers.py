"""What was moved or reported, in words: each number must be that of the export's goalposts, grades and check-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from explained_numbers import holds_pace, is_line, tells_outcome, tells_status
from page_numbers import Facts, Place, Record, percent, tells


def name_thing(move: Record, objective: Record) -> str:
    """Return how a page names what was moved: `target of “Wait”`."""
    title = next((each["title"] for each in objective["key_results"] if each["id"] == move["result"]), None)
    step = f" of the step “{move['step']}”" if move["step"] and move["what"] != "step" else ""
    what = move["what"].removesuffix(" of a step")
    return f"{what}{step} of “{title}”" if title else f"{what}{step}"


def list_moves(objective: Record, facts: Facts) -> Iterator[str]:
    """Yield what pages say of each goalpost that was moved."""
    for move in objective["goalposts"]:
        thing, before, after = name_thing(move, objective), move["before"], move["after"]
        yield f"{thing} moved from {before} to {after}"
        yield f"{move['what']} moved from {before} to {after}"
        yield f"{thing} went from {before} to {after}"
        result = next((each for each in objective["key_results"] if each["id"] == move["result"]), None)
        if move["what"] == "step" and result:
            yield f"the step “{move['step']}” of “{result['title']}” was {after}"
        if move["what"] == "key result":
            yield f"the key result “{before}” was {after}"


def is_of_moved_goal(place: Place, facts: Facts) -> bool:
    """`Target of “Wait” moved from 7% to 6%`, `“Wait” was graded 0.7`, with what it did to progress by itself."""
    text = place.text
    for objective in facts.list_objectives(place):
        if found := re.search(r", by which (its|the objective's) progress went from (\d+%) to (\d+%)", text):
            told = [
                shares
                for move in objective["goalposts"]
                if move["before"] in text or (move["step"] or "\0") in text
                for shares in [facts.find_shares(objective, move, of_result=found[1] == "its")]
            ]
            if (found[2], found[3]) not in told:
                continue
        rest = text.replace(found[0], "") if found else text
        for said in [*list_moves(objective, facts), *_list_grades(objective)]:
            rest = rest.replace(said, "").replace(said[0].upper() + said[1:], "")
        if not re.search(r"\d", facts.remove_names(rest)):
            return True
    return False


def _list_grades(objective: Record) -> Iterator[str]:
    for each in objective["key_results"]:
        if each["grade"] is not None:
            yield f"“{each['title']}” was graded {each['grade']:.2f}".removesuffix("0")


def is_hindsight(place: Place, facts: Facts) -> bool:
    """`“Trees” was reported with a confidence of 30% and 40%, and was graded 1.0`, or made easier so late."""
    for objective in facts.list_objectives(place):
        end = date.fromisoformat(facts.cycles[objective["cycle"]]["end"])
        for result in (each for each in objective["key_results"] if f"“{each['title']}”" in place.text):
            graded = f"{result['grade']:.2f}".removesuffix("0")
            early = str(end - timedelta(7))
            sure = [
                percent(each["confidence"])
                for each in result["checkins"]
                if each["confidence"] is not None and facts.cycles[objective["cycle"]]["start"] <= each["date"] <= early
            ]
            shares = ", ".join(sure[:-1]) + f" and {sure[-1]}" if sure else "\0"
            known = [
                f"with a confidence of {shares} until",
                f"with a confidence of {shares}, and",
                f"was graded {graded}.",
            ]
            for move in (each for each in objective["goalposts"] if each["result"] == result["id"]):
                days = (end - date.fromisoformat(move["date"])).days
                known.append(f"{days} days before the end ({move['what']}: {move['before']} → {move['after']})")
            rest = place.text
            for said in known:
                rest = rest.replace(said, "")
            if not re.search(r"\d", facts.remove_names(rest)):
                return True
    return False


def is_reason(place: Place, facts: Facts) -> bool:
    """Why something needs a look: its pace, how long nobody has said anything, confidence that fell, a target that moved."""
    if "confidence of" in place.text or "before the end" in place.text:
        return is_hindsight(place, facts)
    items = [each for o in facts.list_objectives(place) for each in (o, *o["key_results"])]
    if any(tells_status(_leave_out_wishes(place.text), each, facts) for each in items):
        return True
    if found := re.fullmatch(r"(\d+) key results? without a grade", place.text):
        return any(_count_ungraded(each) == int(found[1]) for each in facts.list_objectives(place))
    if fallen := re.findall(r"“([^”]*)” from (\d+%) to (\d+%)", place.text):
        told = {(each["title"], *_list_last_doubts(each)) for each in items if "checkins" in each and "from" in each}
        return set(fallen) <= told and not re.search(r"\d", re.sub(r"“[^”]*” from \d+% to \d+%", "", place.text))
    return is_of_moved_goal(place, facts)


def _count_ungraded(objective: Record) -> int:
    return sum(each["grade"] is None and each["status"]["shown"] != "dropped" for each in objective["key_results"])


def _leave_out_wishes(text: str) -> str:
    return re.sub(r"\. Asked for: .*", "", text)


def _list_last_doubts(result: Record) -> list[str]:
    return [percent(each["confidence"]) for each in result["checkins"] if each["confidence"] is not None][-2:]


def is_sum(place: Place, facts: Facts) -> bool:
    """Whether what contributes adds up, in the export's words, and the sum is what its terms make."""
    said = [each["explanations"]["contribution"] for o in facts.list_objectives(place) for each in o["key_results"]]
    return place.text.rstrip(".") in {each["sentence"].rstrip(".") for each in said if each}


def is_label(place: Place, facts: Facts) -> bool:
    """Below the figure of a goal or a unit: its pace, how many have no data, or of how many objectives it is the mean."""
    if found := re.fullmatch(r"(\d+) objectives? in ([^,]+), (.*)", place.text):
        return int(found[1]) == len(facts.list_own_of_cycle(place, found[2]))
    if found := re.fullmatch(r"(\d+) key results? without data", place.text):
        return any(
            int(found[1]) == sum(each["progress"] is None for each in o["key_results"] if each["kind"] != "baseline")
            for o in facts.list_objectives(place)
        )
    pace, _, made = place.text.partition("; made of ")
    return any(
        (holds_pace(pace, each, facts) or tells_outcome(pace, each, facts)) and (not made or _is_made_of(made, each))
        for each in facts.list_objectives(place)
    )


def _is_made_of(text: str, objective: Record) -> bool:
    """`3 key results and 2 objectives that contribute`: the terms of its progress."""
    refs = [term["ref"] for term in objective["explanations"]["progress"]["terms"] if term["weight"]]
    own = [ref for ref in refs if "#" in ref]
    return tells(text, [number for number in (len(own), len(refs) - len(own)) if number])


def is_share(place: Place, facts: Facts) -> bool:
    """`33% of it`: what a link from one of the two goals of a row to the other says that it is a part of."""
    links = [link for each in facts.objectives for link in each["contributes_to"]]
    links += [link for each in facts.objectives for result in each["key_results"] for link in result["contributes_to"]]
    return place.text in {f"{percent(link['share'])} of it" for link in links if link["share"] is not None}


def is_projection(place: Place, facts: Facts) -> bool:
    """The sentence below a chart: of the key result whose chart it is; or that its target was moved."""
    if "target moved" in place.text:
        return is_of_moved_goal(place, facts)
    return any(is_line(place, each, facts) for each in facts.list_results(place))
