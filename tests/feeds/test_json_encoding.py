"""JSON holds nothing that steers a terminal or a build server, whether or not most of its text looks harmless."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from okrsite.feeds import json_encoding
from okrsite.feeds.json_encoding import encode_json

texts = st.text(max_size=20) | st.text(alphabet="::##_startendsection:\u017f\x7f\u202e", max_size=30)


@given(texts)
@example("a\u202eb")
@example("SECTION_START:1")
@example("section_\u017ftart:1")
@example("###[group]")
@example("set-output::name")
def test_what_steers_is_escaped_and_reads_the_same(text: str) -> None:
    """Nothing is left of what is looked for, and a reader of the JSON gets the text as it was."""
    data = encode_json([text])
    assert json_encoding._UNSEEN.search(data.decode("utf-8")) is None
    assert json.loads(data) == [text]
