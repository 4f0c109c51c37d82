"""The content of past versions, all from one process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsite.history.git import GitError, Repository
from okrsite.sources.text import MAX_BYTES


def read_blobs(
    repository: Repository, ids: Iterable[str], limit: int = MAX_BYTES
) -> Iterator[tuple[str, bytes | None]]:
    """Yield blobs with their content, each once; None for what is larger than `limit` bytes, missing or no file.

    Raises:
        GitError: git failed.
    """
    wanted = list(dict.fromkeys(ids))
    small = []
    for blob, size in _read_sizes(repository, wanted):
        if size is None or size > limit:
            yield blob, None
        else:
            small.append(blob)
    if not small:
        return
    with repository.stream_output("cat-file", "--batch", "--buffer", feed=_format_ids(small)) as output:
        for blob in small:
            size = _parse_size(output.readline())
            content = output.read(size) if size is not None else None
            if content is not None and (len(content) != size or output.read(1) != b"\n"):
                raise GitError("it ended in the middle of a file")
            yield blob, content


def _read_sizes(repository: Repository, ids: list[str]) -> Iterator[tuple[str, int | None]]:
    """Ask for sizes first: a blob that is too large is not even unpacked."""
    if not ids:
        return
    answer = repository.read_output("cat-file", "--batch-check", "--buffer", feed=_format_ids(ids)).splitlines()
    if len(answer) != len(ids):
        raise GitError("it left out files that were asked for")
    yield from zip(ids, map(_parse_size, answer), strict=True)


def _format_ids(ids: list[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in ids).encode("ascii")


def _parse_size(line: bytes) -> int | None:
    """Return the size from `<id> blob <size>`; None for `<id> missing` and for what is no file."""
    words = line.split()
    return int(words[2]) if len(words) == 3 and words[1] == b"blob" else None
