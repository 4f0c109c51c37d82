"""Fields that name something, and addresses that lead where nothing may lead."""

from __future__ import annotations

from okrsite.vocabulary import RECORDS

LINKS = (
    "javascript:window.pwned=1", "JAVASCRIPT:window.pwned=1", " javascript:window.pwned=1", "java\tscript:window.pwned=1",
    "vbscript:x", "data:text/html,<script>window.pwned=1</script>", "//evil.example/", "\\\\evil.example\\x", "/\\evil.example",
    "file:///etc/passwd", "ftp://evil.example/", "blob:x", "https:evil.example", "view-source:x", "intent:x",
    "https://good.example%2f@evil.example", "https://good.example@evil.example/", "https://a:b@evil.example", "https://@evil.example",
    "https://good.example%40evil.example", "https://good.example＠evil.example", "https://good.example\\@evil.example",
    "https://good.example／x@evil.example", "http://evil.example:99999/", "http://evil.example:8x/", "https://good.example\u200b.evil.example/",
    "https:good.example@evil.example", "https:/good.example@evil.example", "https:///evil.example", "https://", "https://evil%2eexample/",
)  # fmt: skip

NAMES = frozenset(
    {"id", "ids", "choice", "audience", "references", "reference", "names", "named values", "named confidences", "kpis"}
)
"""The types of the vocabulary that name something: what they hold is known, or an error."""

NAMED_IN_WORDS = frozenset(
    {("cycle_file", "team"), ("cycle_file", "cycle"), ("key_result", "kpi"), ("link", "to"), ("objective", "with"),
     ("team", "parent"), ("person", "team"), ("checkin_file", "objective"), ("checkin_report", "objective")}
)  # fmt: skip
"""Fields of the type text that name something all the same."""

FORMS = {"ids": "[{}]", "references": "[{{to: {}}}]", "names": "[{}]", "named values": "{{{}: 4}}",
         "named confidences": "{{{}: 50%}}", "kpis": "{{{}: {{name: A}}}}"}  # fmt: skip

FIELDS = [
    (record.name, field)
    for record in RECORDS.values()
    for field in record.fields
    if field.type.name in NAMES or (record.name, field.name) in NAMED_IN_WORDS
]

KEYS = {"people.yml": "@@: {name: Anna}\n", "kpis.yml": "@@: {name: Anna}\n"}
"""Files in which a key names something."""
