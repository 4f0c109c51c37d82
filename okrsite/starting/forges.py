"""What differs between forges: which file their CI reads, where it says addresses, and what is to be done once."""

from __future__ import annotations

import msgspec


class Forge(msgspec.Struct, frozen=True):
    """A place where a repository is kept, or none."""

    ci_file: str
    """The path of the file that says what CI does; empty where there is none."""
    site_url: str
    """The lines of `mkdocs.yml` that say where site and repository will be."""
    edit_url: str
    """The lines below the plugin that say where its files are edited."""
    proposing: str
    """How a change is proposed, for the README; empty where nothing is known of it."""
    publishing: str
    """How the site is published, for the README."""
    once: str
    """What somebody has to do once, in a sentence for the terminal."""


_SITE_URL_OF_CI = """\
# CI knows where site and repository are. What is typed in place of !ENV […] holds in a preview too:
# site_url: https://goals.example.org/
site_url: !ENV [SITE_URL, ""]
repo_url: !ENV [REPOSITORY_URL, ""]"""
_EDIT_URL_OF_CI = """\
      # The same address, or a pattern with {{path}} and {{line}}, for the links that lead to the editor of the forge:
      edit_url: !ENV [{variable}, ""]"""
_PROPOSING = """
A change is a {request}: choose the pen beside a goal on the site, or *Edit* here. A check says within minutes what
can't be read, at its line.
"""

FORGES = {
    "github": Forge(
        ci_file=".github/workflows/okrs.yml",
        site_url=_SITE_URL_OF_CI,
        edit_url=_EDIT_URL_OF_CI.format(variable="REPOSITORY_URL"),
        proposing=_PROPOSING.format(request="pull request"),
        publishing="""\
Once: choose *GitHub Actions* as the source under *Settings*, *Pages*. From then on each merge into `main` is published,
and the site is built again every night, because what is expected by today moves on when nobody edits anything.
`.github/workflows/okrs.yml` does that. On Mondays it reports on the week that has ended, in the summary of a run under
*Actions*.""",
        once='Push it to GitHub, on the branch main, and choose "GitHub Actions" as the source under Settings > Pages.',
    ),
    "gitlab": Forge(
        ci_file=".gitlab-ci.yml",
        site_url=_SITE_URL_OF_CI,
        edit_url=_EDIT_URL_OF_CI.format(variable="EDIT_URL"),
        proposing=_PROPOSING.format(request="merge request"),
        publishing="""\
Each merge into the default branch is published. Once: add a daily schedule under *Build*, *Pipeline schedules*, because
what is expected by today moves on when nobody edits anything. `.gitlab-ci.yml` does the work. A second schedule, for
Mondays and with the variable `REPORT`, reports on the week that has ended.""",
        once="Push it to GitLab, on the branch main, and add a daily schedule under Build > Pipeline schedules.",
    ),
    "none": Forge(
        ci_file="",
        site_url="""\
# Where the site will be, with https:// before it and a slash at the end, and where the repository is:
# site_url: https://goals.example.org/
# repo_url: https://git.example.org/goals""",
        edit_url="""\
      # Where the repository is, for edit links: an address of GitHub or GitLab, or a pattern with {path} and {line}.
      # edit_url: https://git.example.org/goals/_edit/main/{path}#L{line}
      timezone: UTC""",
        proposing="",
        publishing="""\
`okrsite build -o DIR` writes plain files that any web server can show. Run it after each change, and once a day: what
is expected by today moves on when nobody edits anything.""",
        once="Let a web server show what `okrsite build -o DIR` writes; `--forge github` or gitlab adds a CI file.",
    ),
}
"""By the name that `--forge` takes."""
