"""How the site's addresses are spelled: as folders, `teams/marketing/`, or as files, `teams/marketing.html`.

Decides it once for the process, as `number_style` does for numbers and for the same reason: addresses are made in some
eighty places, and one that was forgotten would lead to nothing. What reads the content says which it is.
"""

from __future__ import annotations


class _AddressStyle:
    directories = True


def set_directory_addresses(directories: bool) -> None:
    """Spell addresses from now on as folders, or as files."""
    _AddressStyle.directories = directories


def uses_directory_addresses() -> bool:
    """Whether addresses are spelled as folders now."""
    return _AddressStyle.directories
