"""The frame in which the pages stand is Material's, without a request to anybody else."""

from __future__ import annotations

import pytest
import yaml
from stories import build_site

from okrsite.settings import ConfigurationError

COMPANY = {"company/team.yml": "name: Company\n"}


def with_theme(made, theme):
    document = yaml.safe_load(made.config.read_text(encoding="utf-8"))
    document["theme"] = theme
    made.config.write_text(yaml.safe_dump(document), encoding="utf-8")
    return made.config


def test_another_theme_is_a_fault_of_the_configuration(project, tmp_path):
    with pytest.raises(ConfigurationError, match="theme material"):
        build_site(with_theme(project(COMPANY), {"name": "mkdocs"}), tmp_path / "site")


def test_fonts_are_never_fetched_from_elsewhere(project, tmp_path):
    build_site(with_theme(project(COMPANY), {"name": "material"}), tmp_path / "site")
    assert "fonts.g" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
