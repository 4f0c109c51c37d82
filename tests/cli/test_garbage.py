"""How often a command looks for garbage in circles."""

from __future__ import annotations

import gc

from okrsite.cli.call import CommandContext


def test_nobody_looks_for_garbage_all_the_time_while_a_snapshot_is_taken(tmp_path, monkeypatch):
    """Each such look goes through all that was read, which of a large company takes seconds."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\ntheme: material\nplugins: [search, okrsite]\ndocs_dir: content\n"
    )
    (tmp_path / "content" / "company").mkdir(parents=True)
    (tmp_path / "content" / "company" / "team.yml").write_text("name: A\n")
    seen = []

    def note(*_):
        seen.append(gc.get_threshold()[0])
        return []

    monkeypatch.setattr("okrsite.checks.shared_checks.run_checks", note)
    of_tests, before = gc.get_threshold(), (700, 10, 10)  # what Python begins with
    gc.set_threshold(*before)
    try:
        CommandContext(config=tmp_path / "mkdocs.yml").read_snapshot()
        after = gc.get_threshold()
    finally:
        gc.set_threshold(*of_tests)
    assert [threshold > 100 * before[0] for threshold in seen] == [True]
    assert after == before
