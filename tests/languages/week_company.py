"""What a company writes in whose week goals came, moved, stalled, were eased, reached and given up."""

TEAM = """\
objectives:
  - id: win
    title: Win the north
    owner: ben
    depends_on: [shops/open]
    blockers: [The permit is missing, The van is broken]
    needs: A second pair of hands
    consult: [shops]
    key_results:
      - {{id: deals, title: Deals, from: 0 deals, to: {target} deals, now: 1 deals}}
      - {{id: calls, title: Calls, from: 0, to: 10, now: 1, confidence: 60%}}
      - {{id: steps, title: Steps, milestones: [{{title: Permit, done: {done}}}, {{title: Van, done: no}}]}}
    checkins:
      - {{date: 2026-11-10, by: ben, now: {{deals: 1}}, status: on track}}
      - {{date: 2026-11-17, by: ben, note: Again., now: {{deals: 2, calls: 3}}, confidence: {{calls: 40%}}, status: {status}}}
"""
QUIET = """\
objectives:
  - id: quiet
    title: Nobody speaks of it
    key_results: [{id: calls, title: Calls, from: 0, to: 10, now: 9}]
    checkins: [{date: 2026-10-20, by: ben, now: {calls: 9}}]
  - id: open
    title: Open in spring
    owner: ben
    key_results: [{id: rent, title: Rent, from: 0, to: 10, now: 9, confidence: 20%}]
    checkins: [{date: 2026-11-10, by: ben, now: {rent: 9}}]
"""
PAST = """\
objectives:
  - id: old
    title: What was in summer
    owner: ben
    key_results: [{id: k, title: Umbrellas, from: 0, to: 10, now: 10}]
"""
