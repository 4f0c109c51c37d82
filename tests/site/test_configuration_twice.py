"""The configuration as the host reads it and as the commands without a host do: the same, or refused by both."""

from __future__ import annotations

import re

import pytest
from mkdocs.config.base import load_config
from mkdocs.exceptions import MkDocsException

from okrsite.settings import ConfigurationError, find_config, read_site
from okrsite.site.mkdocs.configuration import read_host_site
from okrsite.site.mkdocs.plugin import ConfigAbort, OkrsitePlugin

HEAD = "site_name: Case\ntheme: {name: material, font: false}\n"
AUDIENCE = "plugins: [search, {okrsite: {audience: public}}]\n"
ENVIRONMENT = {
    "OKR_AUDIENCE": "public", "OKR_NO": "false", "OKR_DAY": "2026-11-20", "OKR_MONTH": "2", "OKR_DOCS": "content",
    "OKR_LIST": "[a, b]", "OKR_EMPTY": "",
}  # fmt: skip

SPELLINGS = {
    "a list": AUDIENCE,
    "a list of lines": "plugins:\n- search\n- okrsite:\n    audience: public\n",
    "a list without settings": "plugins: [search, okrsite]\n",
    "a mapping": "plugins: {search: {}, okrsite: {audience: public}}\n",
    "a mapping without settings": "plugins:\n  search:\n  okrsite:\n",
    "a name with a slash": "plugins: [search, {/okrsite: {audience: public}}]\n",
    "an anchor": "x: &a {audience: public}\nplugins: [search, {okrsite: *a}]\n",
    "a merge": "x: &a {audience: public, branch: x}\nplugins: [search, {okrsite: {<<: *a, branch: main}}]\n",
    "a merge of several": "x: &a {audience: public}\ny: &b {audience: internal, branch: x}\n"
    "plugins: [search, {okrsite: {<<: [*a, *b]}}]\n",
    "a merge of all plugins": "x: &a {search: {}, okrsite: {audience: public}}\nplugins: {<<: *a}\n",
    "a merge at the top": "x: &a {docs_dir: content}\n<<: *a\n" + AUDIENCE,
    "a variable": "plugins: [search, {okrsite: {audience: !ENV OKR_AUDIENCE}}]\n",
    "a variable with a default": "plugins: [search, {okrsite: {audience: !ENV [NOT_SET, OKR_AUDIENCE, internal]}}]\n",
    "only a default": "plugins: [search, {okrsite: {audience: !ENV [NOT_SET, public]}}]\n",
    "no variable at all": "plugins: [search, {okrsite: {audience: !ENV NOT_SET}}]\n",
    "a switch from a variable": "plugins: [search, {okrsite: {people_pages: !ENV [OKR_NO, true]}}]\n",
    "a number from a variable": "plugins: [search, {okrsite: {fiscal_year_start: !ENV OKR_MONTH}}]\n",
    "a day from a variable": "plugins: [search, {okrsite: {today: !ENV OKR_DAY}}]\n",
    "a list from a variable": "plugins: [search, {okrsite: {branch: !ENV OKR_LIST}}]\n",
    "an empty variable": "plugins: [search, {okrsite: {branch: !ENV [OKR_EMPTY, x]}}]\n",
    "a variable of variables": "plugins: [search, {okrsite: {branch: !ENV [[OKR_NO, x]]}}]\n",
    "settings from a variable": "plugins: [search, {okrsite: !ENV OKR_AUDIENCE}]\n",
    "a folder from a variable": "docs_dir: !ENV [OKR_DOCS, docs]\n" + AUDIENCE,
    "words of YAML": "plugins: [search, {okrsite: {people_pages: off, low_confidence: 1_0, rules: {OKR253: off}}}]\n",
    "a number with a point": "plugins: [search, {okrsite: {at_risk_behind: 0x10, fiscal_year_start: 010}}]\n",
    "a day": "plugins: [search, {okrsite: {today: 2026-11-20}}]\n",
    "nothing": "plugins: [search, {okrsite: {audience: ~}}]\n",
    "an address without its slash": "site_url: https://okr.example/goals\n" + AUDIENCE,
    "no address": "site_url:\n" + AUDIENCE,
    "a byte order mark": "\ufeff" + AUDIENCE,
    "a parent": "INHERIT: parent.yml\n",
    "a parent with all settings in mappings": "INHERIT: mappings.yml\nplugins: {okrsite: {branch: x}}\n",
    "a parent whose list is replaced": "INHERIT: parent.yml\nplugins: [search, okrsite]\n",
    "a parent whose list is replaced by a mapping": "INHERIT: parent.yml\nplugins: {search: {}, okrsite: {branch: x}}\n",
    "a parent whose mapping is replaced": "INHERIT: mappings.yml\nplugins: [search, okrsite]\n",
    "a parent with a parent in another folder": "INHERIT: below/middle.yml\n",
    "a parent with a parent, and settings in all": "INHERIT: below/middle.yml\nplugins: {okrsite: {people_pages: false}}\n",
    "a parent with a variable": "INHERIT: variables.yml\n",
    "a parent that names nothing": "INHERIT: empty.yml\n" + AUDIENCE,
    "a parent with one value in two places": "INHERIT: twins.yml\nplugins: {okrsite: {audience: internal}}\n",
    "a parent that isn't there": "INHERIT: nowhere.yml\n" + AUDIENCE,
    "a parent that is a list": "INHERIT: list.yml\n" + AUDIENCE,
    "a parent that is a folder": "INHERIT: docs\n" + AUDIENCE,
    "a parent that inherits from its child": "INHERIT: circle.yml\n" + AUDIENCE,
    "a parent that is a number": "INHERIT: 7\n" + AUDIENCE,
    "a parent with a key twice": "INHERIT: doubled.yml\n",
    "a parent from a merge": "x: &a {INHERIT: parent.yml}\n<<: *a\nplugins: [search, okrsite]\n",
    "twice in a list": "plugins: [search, {okrsite: {audience: internal}}, {okrsite: {audience: public}}]\n",
    "twice in two spellings": "plugins: [search, okrsite, {/okrsite: {audience: public}}]\n",
    "twice in a mapping": "plugins:\n  okrsite: {audience: public}\n  search: {}\n  okrsite: {audience: internal}\n",
    "a setting twice": "plugins: [search, {okrsite: {audience: public,\n audience: internal}}]\n",
    "plugins twice": AUDIENCE + "plugins: [search, okrsite]\n",
    "two plugins in one line": "plugins: [{search: {}, okrsite: {audience: public}}]\n",
    "a list below the plugin": "plugins: [search, {okrsite: [audience]}]\n",
    "a text below the plugin": "plugins: [search, {okrsite: public}]\n",
    "a text for the plugins": "plugins: okrsite\n",
    "switched off": "plugins: [search, {okrsite: {enabled: false, audience: public}}]\n",
    "switched on": "plugins: [search, {okrsite: {enabled: true, audience: public}}]\n",
    "a tag of the host": "plugins: [search, {okrsite: {branch: !relative $config_dir}}]\n",
    "a tag of Python": "plugins: [search, {okrsite: {audience: !!python/object/apply:str [public]}}]\n",
    "a folder from Python": "docs_dir: !!python/object/apply:str [content]\n" + AUDIENCE,
    "an empty folder": "docs_dir: ''\n" + AUDIENCE,
    "a folder that is a number": "docs_dir: 7\n" + AUDIENCE,
    "a name that is a number": "site_name: 2026\n" + AUDIENCE,
    "a tag elsewhere": "markdown_extensions:\n- toc:\n    slugify: !!python/name:str\n" + AUDIENCE,
    "twins elsewhere": "extra: {a: 1,\n a: 2}\n" + AUDIENCE,
    "two documents": AUDIENCE + "---\nplugins: [okrsite]\n",
    "a setting that nobody knows": "plugins: [search, {okrsite: {audiance: public}}]\n",
    "a hook that changes the name": "hooks: [hook.py]\n" + AUDIENCE,
}
REFUSED_BY_BOTH = {
    "a variable of variables", "settings from a variable", "a parent that isn't there", "a parent that is a list",
    "a parent that is a folder", "a parent that inherits from its child", "a parent that is a number",
    "a parent with a key twice", "twice in a list", "twice in two spellings", "twice in a mapping", "a setting twice",
    "plugins twice", "two plugins in one line", "a list below the plugin", "a text below the plugin",
    "a text for the plugins", "switched off", "switched on", "a tag of the host", "a tag of Python",
    "a folder from Python", "an empty folder", "a folder that is a number", "a name that is a number",
    "two documents", "a setting that nobody knows",
}  # fmt: skip
PARENTS = {
    "parent.yml": AUDIENCE,
    "mappings.yml": "plugins: {search: {}, okrsite: {audience: public, rules: {OKR253: info}}}\n",
    "below/middle.yml": "INHERIT: ../mappings.yml\nplugins: {okrsite: {rules: {OKR252: info}}}\n",
    "variables.yml": "docs_dir: !ENV OKR_DOCS\nplugins: {search: {}, okrsite: {audience: !ENV OKR_AUDIENCE}}\n",
    "empty.yml": "# Nothing yet.\n",
    "twins.yml": "plugins: &a {search: {}, okrsite: {audience: public}}\nextra: *a\n",
    "list.yml": "- a\n",
    "circle.yml": "INHERIT: mkdocs.yml\n",
    "doubled.yml": "plugins:\n  okrsite: {audience: public}\n  search: {}\n  okrsite: {audience: internal}\n",
}


def by_the_host(config):
    """Return what the plugin goes by in a build by the host itself, None where that ends before anything is read."""
    try:
        loaded = load_config(config_file=str(config))
        (plugin,) = (each for each in loaded.plugins.values() if isinstance(each, OkrsitePlugin))
        for hook in loaded.plugins.events["config"]:
            if getattr(hook, "__self__", None) is not plugin:
                hook(loaded)
        site = read_host_site(loaded, plugin.settings)
    except (MkDocsException, ConfigAbort, ConfigurationError, ValueError, TypeError, OSError, RecursionError):
        return None
    return site.settings, site.content.resolve(), site.name, site.url


def by_itself(config):
    try:
        site = read_site(config)
    except ConfigurationError as error:
        assert re.search(r"\.yml|setting|docs can't be read|docs is no file", str(error))
        return None
    return site.settings, site.content.resolve(), site.name, site.url


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_both_read_the_same(tmp_path, monkeypatch, spelling):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for folder in ("docs", "content"):
        (tmp_path / folder).mkdir()
    (tmp_path / "below").mkdir()
    for name, text in PARENTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "hook.py").write_text("def on_config(config):\n    config.site_name = 'Other'\n", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    text = SPELLINGS[spelling]
    head = "".join(line for line in HEAD.splitlines(keepends=True) if line.split(":")[0] + ":" not in text)
    config.write_text(text + head if text.startswith("\ufeff") else head + text, encoding="utf-8")
    host, own = by_the_host(config), by_itself(config)
    if spelling == "a hook that changes the name":
        assert host is None and own is not None
    else:
        assert host == own
    assert (own is None) == (spelling in REFUSED_BY_BOTH)


def test_the_file_is_found_under_both_names_of_the_host(tmp_path):
    (tmp_path / "mkdocs.yaml").write_text(HEAD + AUDIENCE, encoding="utf-8")
    assert find_config(tmp_path).name == "mkdocs.yaml"
    (tmp_path / "mkdocs.yml").write_text(HEAD + AUDIENCE, encoding="utf-8")
    assert find_config(tmp_path).name == "mkdocs.yml"


def test_what_a_parent_says_is_named_by_its_own_line(tmp_path):
    config = tmp_path / "mkdocs.yml"
    (tmp_path / "base.yml").write_text("plugins:\n- okrsite:\n    branch: !relative x\n", encoding="utf-8")
    config.write_text(HEAD + "INHERIT: base.yml\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"base\.yml:3: what !relative means") as error:
        read_site(config)
    assert "Type the value" in error.value.hint


OPTIONS = {
    "badges: maybe": ("The setting 'badges' can't be 'maybe'.", "`badges: true`"),
    "tables: 'false'": ("The setting 'tables' can't be 'false'.", "without quotation marks"),
    "badgse: true": ("okrsite has no setting 'badgse'.", "'badges'"),
    "audience: publik": ("'audience' can't be 'publik': it is 'internal' or 'public'", "'public'"),
    "navigation: true": ("'navigation' can't be true: it is 'completed' or 'typed'", "`navigation: completed`"),
    "grading_days: many": ("'grading_days' can't be 'many'", "`grading_days: 21`"),
    "low_confidence: true": ("'low_confidence' can't be true", "`low_confidence: 30`"),
    "branch: 5": ("'branch' can't be 5", "text"),
    "today: soon": ("'today' is no date: 'soon'", "2026-12-31"),
    "fiscal_year_start: 13": ("'fiscal_year_start' is a month", "`fiscal_year_start: 1`"),
    "timezone: Mars/Base": ("no time zone 'Mars/Base'", "Europe/Berlin"),
    "edit_url: https://me:word@example.org/okrs": ("'edit_url' has a user's name or a token", "https://host/path"),
    "rules: {OKR9: off}": ("names OKR9, which is no problem's code", "Take it out"),
    "rules: {OKR202: off}": ("can't soften OKR202", "Take this line out"),
    "rules: {OKR252: loud}": ("gives OKR252 'loud'", "error, warning, info or off"),
    "rules: no": ("'rules' can't be false", "names with values"),
    "cycles: {Launch!: {}}": ("can't be called 'Launch!'", "hyphens"),
    "cycles: {launch: {start: 2026-10-01}}": ("'launch' needs a start and an end", "2026-12-31"),
    "cycles: {launch: {start: soon, end: 2026-10-01}}": ("start of the cycle 'launch' is no date", "2026-12-31"),
    "cycles: {launch: {start: 2026-10-02, end: 2026-10-01}}": ("'launch' ends before it starts", "Exchange"),
    "cycles: {launch: {begin: 2026-10-02}}": ("a key that is not known: begin", "start, end and name"),
}


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_can_not_be_used_is_named_by_its_line_also_by_the_host(tmp_path, caplog, option):
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"{HEAD}plugins:\n- search\n- okrsite:\n    feeds: false\n    {option}\n", encoding="utf-8")
    cause, way_out = OPTIONS[option]
    with pytest.raises(ConfigurationError) as caught:
        read_site(config)
    assert str(caught.value).startswith("mkdocs.yml:7: ") and cause in str(caught.value)
    assert way_out in caught.value.hint
    with pytest.raises(MkDocsException):
        load_config(config_file=str(config)).validate()
    assert f"{caught.value} {caught.value.hint}" in caplog.text


KEYS = {
    "site_url: https://example.org/our okrs/": ("no address has a blank in it", "`site_url: https://example.org/our%20okrs/`"),
    "site_url: 'https://example.org/okrs '": ("no address has a blank in it", "`site_url: https://example.org/okrs`"),
    "site_url: example.org": ("'site_url' can't be 'example.org'", "https://"),
    "site_name: [a]": ("'site_name' can't be ['a']", "text"),
    "use_directory_urls: maybe": ("'use_directory_urls' can't be 'maybe'", "true or false"),
    "repo_url: 5": ("'repo_url' can't be 5", "text"),
    "repo_url: https://me@example.org/x": ("'repo_url' has a user's name or a token", "https://host/path"),
    "edit_uri_template: '{file}'": ("'edit_uri_template' names '{file}'", "{path}"),
    "edit_uri_template: '{'": ("'edit_uri_template' can't be read", "{path}"),
    "theme: {name: material, custom_dir: 5}": ("'custom_dir' can't be 5", "folder"),
    "plugins: [search, offline: {enabled: maybe}, okrsite]": ("'enabled' can't be 'maybe'", "true or false"),
    "plugins: [okrsite, okrsite]": ("The plugin okrsite is named twice", "delete the other"),
    "plugins: [okrsite: 5]": ("Below 'okrsite' stands 5", "`audience: public`"),
    "plugins: [5]": ("The list 'plugins' can't be read", "a name with a dash"),
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_another_key_that_can_not_be_used_is_named_by_its_line(tmp_path, key):
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"# A company's goals.\n\n{key}\nstrict: false\n", encoding="utf-8")
    cause, way_out = KEYS[key]
    with pytest.raises(ConfigurationError) as caught:
        read_site(config)
    assert str(caught.value).startswith("mkdocs.yml:3: ") and cause in str(caught.value)
    assert way_out in caught.value.hint


def test_an_option_of_a_parent_is_named_by_the_line_of_that(tmp_path):
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "base.yml").write_text("plugins:\n  okrsite:\n    badges: maybe\n", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"{HEAD}INHERIT: all/base.yml\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"^all/base\.yml:3: The setting 'badges'"):
        read_site(config)
