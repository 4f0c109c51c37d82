"""Numbers of the export, calculated again from the terms that stand beside them."""

from __future__ import annotations

import math
from datetime import date


def cut(share):
    return min(1.0, max(0.0, share))


def named(terms):
    """Terms by the first word of their label, which says their part in the rule."""
    return {term["label"].split(" ")[0]: term for term in terms}


def compute_again(why):
    """What the schema says of each rule, done by hand."""
    terms = named(why["terms"])
    numbers = {name: term["number"] for name, term in terms.items()}
    match why["rule"]:
        case "reach":
            return (numbers["now"] - numbers["from"]) / (numbers["to"] - numbers["from"])
        case "keep":
            low, high, now = numbers.get("low"), numbers.get("high"), numbers["now"]
            distance = max(low - now if low is not None else 0, now - high if high is not None else 0, 0)
            width = high - low if None not in (low, high) else abs(low if high is None else high)
            return 1.0 if not distance else max(0.0, 1 - distance / width) if width else 0.0
        case "share" | "mean" | "whole mean":
            known = [(cut(term["number"]), term["weight"]) for term in why["terms"] if term["number"] is not None]
            mean = sum(number * weight for number, weight in known) / sum(weight for _, weight in known)
            return math.floor(round(mean * 100, 9) + 0.5) / 100 if why["rule"] == "whole mean" else mean
        case "same":
            return why["terms"][0]["number"]
        case "time":
            start, end, today = (date.fromisoformat(terms[name]["text"]) for name in ("start", "end", "day"))
            return cut((today - start) / (end - start)) if end > start else 1.0
        case "line":
            return cut((numbers["value"] - numbers["from"]) / (numbers["to"] - numbers["from"]))
        case "sum":
            return sum(term["number"] for term in why["terms"])
    return None
