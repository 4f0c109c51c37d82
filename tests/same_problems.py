"""What `check` says of content beside what `build` says of it."""

from __future__ import annotations

from okrsite import pipeline
from okrsite.cli.call import is_failing
from okrsite.request import BuildRequest, make_source
from okrsite.settings import read_site
from okrsite.site.content import is_blocking

FOUND_ON_PAGES = {"OKR307", "OKR308", "OKR311", "OKR402"}
"""Codes of what shows when pages are made; OKR401, a map that couldn't be laid out, says nothing about the content."""


def compare_check_with_build(request: BuildRequest) -> set[str]:
    """Assert that both find the same problems at the same places; return their codes."""
    source = make_source(request, read_site(request.config))
    checked, content = pipeline.list_problems(pipeline.take_snapshot(source)), pipeline.make_content(source)
    told_by_check = {(problem.code, problem.place) for problem in checked}
    told_by_build = {(problem.code, problem.place) for problem in content.problems if problem.code != "OKR401"}
    if is_blocking(content.snapshot.problems, request):  # then no pages are made, and what they show isn't said
        told_by_check &= told_by_build
    assert told_by_build == told_by_check
    assert is_failing(content.problems, strict=True) == is_failing(checked, strict=True)
    return {problem.code for problem in checked}
