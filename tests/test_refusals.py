"""Whatever the system refuses is one sentence of bounded length, with a way out of its own."""

from __future__ import annotations

import errno
import os
import shutil

import pytest

from okrsite.refusals import explain_refusal, is_place_refused, suggest_way_out

KINDS = [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE,
         errno.ENAMETOOLONG, errno.EIO, errno.EXDEV, errno.EBUSY, errno.ELOOP, errno.EFBIG, errno.ENOMEM]  # fmt: skip


@pytest.mark.parametrize("number", KINDS, ids=errno.errorcode.get)
def test_each_kind_has_a_reason_and_a_way_out(number):
    error = OSError(number, os.strerror(number), "/srv/site/index.html")
    assert explain_refusal(error) == f"{os.strerror(number)}: /srv/site/index.html"
    assert suggest_way_out(error) != suggest_way_out(OSError("of no kind")) and suggest_way_out(error).endswith(".")


def test_a_full_disk_is_no_matter_of_the_place():
    full = [errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.EIO]
    assert [number for number in KINDS if not is_place_refused(OSError(number, "", "/a"))] == sorted(
        {*full, errno.ENFILE, errno.EFBIG, errno.ENOMEM}, key=KINDS.index
    )


def test_a_copy_that_failed_at_thousands_of_files_is_one_sentence():
    each = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/a")
    error = shutil.Error([(f"/from/{number}", f"/to/{number}", str(each)) for number in range(3_000)])
    assert len(str(error)) > 100_000
    assert explain_refusal(error) == "No space left on device: /to/0 (and 2,999 more)"
    assert not is_place_refused(error) and "Make room" in suggest_way_out(error)


def test_a_copy_names_what_there_was_no_room_for():
    full = OSError(errno.ENOSPC, "No space left on device", "/theme/a.js", None, "/srv/a.js")
    assert explain_refusal(full) == "No space left on device: /srv/a.js"
    assert explain_refusal(OSError(errno.EACCES, "Permission denied", "/theme/a.js", None, "/srv/a.js")).endswith(
        "/theme/a.js"
    )


def test_nothing_makes_it_long():
    for error in (OSError(errno.EIO, "x" * 9_000, "/" + "y" * 9_000), OSError("z" * 9_000), shutil.Error("w" * 9_000)):
        assert len(explain_refusal(error)) < 700


def test_no_folder_for_temporary_files_is_no_file_that_is_not_there():
    error = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    assert not is_place_refused(error) and "TMPDIR" in suggest_way_out(error)


def test_errors_that_know_little_have_a_reason_too():
    assert explain_refusal(OSError()) == "OSError"
    assert explain_refusal(OSError(errno.EIO, "broken", b"/a\xff")) == "broken: /a\udcff"
    assert explain_refusal(OSError(errno.EIO, "broken", 3)) == "broken"
    assert explain_refusal(shutil.Error([("a", "b", "odd")])) == "odd: b"
    assert explain_refusal(shutil.Error([])) == "[]"
