"""What today means, and which days it can be: asked once, at the command line or by the host."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from okrsite.settings import ConfigurationError, Settings

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2105, 12, 31)
"""From when to when today may be: what a site is packed with counts seconds from 1970, in 32 bits."""


def choose_today(settings: Settings, wanted: date | None = None) -> date:
    """Return what today means: what was asked for, else the setting, else SOURCE_DATE_EPOCH, else the clock.

    Raises:
        ConfigurationError: it lies outside of what can be reckoned with, or SOURCE_DATE_EPOCH is no number of seconds.
    """
    zone = ZoneInfo(settings.timezone)
    moment = read_source_date_epoch()
    if wanted or settings.today:
        return check_day(wanted or settings.today or date.min)
    return check_day((moment or datetime.now(UTC)).astimezone(zone).date())


def check_day(day: date) -> date:
    """Return a day that today may be.

    Raises:
        ConfigurationError: it lies before `FIRST_DAY` or after `LAST_DAY`.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ConfigurationError(
            f"A site can't be made as of {day}.", f"Name a day from {FIRST_DAY} to {LAST_DAY}, such as 2026-12-31."
        )
    return day


def read_source_date_epoch() -> datetime | None:
    """Return the time that the variable SOURCE_DATE_EPOCH names; None where it isn't set.

    Raises:
        ConfigurationError: it is no number of seconds since 1970, or lies outside of what can be reckoned with.
    """
    typed = os.environ.get("SOURCE_DATE_EPOCH")
    if typed is None:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", typed):
        raise ConfigurationError(
            f"The variable SOURCE_DATE_EPOCH is no number of seconds since 1970: {typed[:40]!r}.",
            "Set it to what `git log -1 --format=%ct` prints, or leave it unset.",
        )
    moment = datetime.fromtimestamp(int(typed), UTC)
    check_day(moment.date())
    return moment
