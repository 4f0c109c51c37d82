"""What the README tells people to type works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^`content/([^`]+)`\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_objectives_of_the_readme_are_read_without_a_problem(project):
    files = dict(TYPED)
    assert len(files) == 3
    files["teams/workshop/team.yml"] = "name: Workshop\n"
    made = project(files)
    assert [found for found in made.problems() if found.severity != "info"] == []
    snapshot = made.snapshot()
    assert snapshot.measures.objectives["company/2026-Q4/riders-come-back-to-us"].progress is not None
    assert snapshot.alignment.links[0].target_ref == "company/2026-Q4/riders-come-back-to-us#repairs"


def test_the_configuration_of_the_readme_builds_a_site(project, tmp_path):
    from stories import build_site

    text = re.search(r"^```yaml\n(site_name.*?)^```$", README, re.MULTILINE | re.DOTALL).group(1)
    assert yaml.safe_load(text)["plugins"]
    made = project(dict(TYPED))
    (made.root / "mkdocs.yml").write_text(text, encoding="utf-8")
    build_site(made.root / "mkdocs.yml", tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()


def test_every_file_that_the_readme_points_to_is_there():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []
