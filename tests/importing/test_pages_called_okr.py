"""Pages whose path says `okr` and that tell none: guides, notes on a book, a handbook before its first quarter."""

from __future__ import annotations

import pytest

from okrsite.importing.documents import read_document

NOTES_ON_A_BOOK = """\
# 목표를 이루는 방식 OKR
- 저자 : 어느 작가

---

## OKR이란?
OKR은 목표를 정하고 결과를 재는 것.

## OKR 수립
* 목표를 정하기
  - 영감을 주어야 한다.

* Key Results(결과지표)
  - 구체적인 수치로 나타낸다.
  - 3~5개 정도가 좋다.
  - 자신감은 절반 정도가 좋다.
  - 팀마다 어떻게 기여할지 정한다.
  - 분기마다 다시 정한다.

## 위험요소 줄이기
  - OKR은 3개월 주기로 세우자. OKR은 대범한 목표임을 기억하자.
    - OKR은 하는 일의 전부가 아니다.
"""
HANDBOOK = """\
# OKRs (Objectives and Key Results)

## What are OKRs?

They help us to agree on what comes first.

## Current Quarter OKRs

### Company-Wide Objectives

*OKRs will stand here when the quarter begins*

## OKR Best Practices

- **Time-bound** - A quarter at most

### Example OKR

**Objective:** Everybody in town knows the theatre

**Key Results:**
- 12 evenings sold out
- 3 schools visit us

## Team OKRs

Each team develops supporting OKRs that lead up to those of the company:

- **Engineering** - Scenery and light
- **Research** - New plays and their authors
- **Product** - Evenings that visitors remember
- **Operations** - Tickets and letters in time
"""


PICTURES = """\
![[Picture 1.png]]

# Objective

# Key Results

![[Picture 2.png]]

![[Picture 3.png]]

- easier words
- nearer to what we want
"""
METHOD = """\
## OKR은

* 이상적인 목표(Objective)를 세우고 핵심 결과(Key result)로 재는 방법.

예: 목표(Objective) : 건강한 몸, 핵심 결과(Key Result) : 체지방율 15%

* 핵심결과
    * 목표당 3개 이하
    * 정량적. 목표의 핵심 지표
    * 구체적이고 측정 가능한 것
* 차이점
    * 더 도전적인 것을 정한다
    * 더 짧은 주기로 돌아본다
    * 서로 칭찬한다
"""

LINKS = """\
What is an [[OKR|okr]]?

# Objectives
## Health

## Work
- [[Give two talks]]

# Meta
---
Possible connections: [[2025-12-05]]
"""
ARTICLE = """\
---
title: Using OKRs with your crew
---

OKRs are a fine way to agree on what comes first. The objective is what you want.

An example:

**Objective: Everybody in the harbour knows us.**

* *Key result:* 20 letters written this quarter
* *Key result:* 8 meetings attended

Examples:

**Objective**: Sail faster

**Key results**:

* 3 new sails this quarter
* 4 hulls painted
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("OKR.md", NOTES_ON_A_BOOK),
        ("docs/company/okrs.md", HANDBOOK),
        ("OKR.md", PICTURES),
        ("okr.md", METHOD),
        ("review/OKR-2023.md", LINKS),
        ("posts/2016-05-23-okrs-at-sea.md", ARTICLE),
    ],
    ids=["notes", "handbook", "pictures", "method", "links", "article"],
)
def test_a_page_about_okrs_tells_none(path, text):
    """A path that says `okr` makes lists below headings likelier goals; pages that explain OKRs have such paths, too."""
    found = read_document(path, text)
    assert [(one.title, [result.title for result in one.key_results]) for one in found.objectives] == []


@pytest.mark.parametrize("word", ["NULL", "null"])
def test_null_in_the_place_of_a_title_is_none(word):
    """Databases write it for nothing."""
    found = read_document(
        "okrs.md", f"# OKRs Q4 2026\n\n## Objective 1: {word}\n\n## Objective 2: Warm bread\n\n- KR1: Ten ovens\n"
    )
    assert [one.title for one in found.objectives] == ["Warm bread"]
