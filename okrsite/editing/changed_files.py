"""The files that one command changes: each is read once, and all are written only when every edit is known."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from okrsite.editing.typed_files import EditRefusedError, TypedFile, format_changes, open_typed_file, write_typed_file
from okrsite.settings import Site
from okrsite.sources.tree import walk_content


class ChangedFiles:
    """Files of a content folder with the texts that they are to have."""

    def __init__(self, site: Site) -> None:
        """Find files in the content folder of a site."""
        files, _, _ = walk_content(site.content, site.base, declared_cycles=tuple(site.settings.cycles))
        self._found = {file.path: file for file in files}
        self._opened: dict[str, TypedFile] = {}
        self._texts: dict[str, str] = {}

    def get(self, path: str) -> TypedFile:
        """Return a file with the text that it is to have by now.

        Raises:
            EditRefusedError: there is no such file, or it is no text.
            OSError: it can't be read.
        """
        if path not in self._opened:
            found = self._found.get(path)
            if found is None:
                raise EditRefusedError(f"{path} is no file that okrsite reads.", "Name a file of the content folder.")
            self._opened[path] = open_typed_file(found)
            self._texts[path] = self._opened[path].text
        file = self._opened[path]
        return TypedFile(file.found, file.data, self._texts[path])

    def change(self, path: str, text: str) -> None:
        """Give a file that was opened another text; nothing is written yet."""
        self._texts[path] = text

    @property
    def changed_paths(self) -> tuple[str, ...]:
        """The files whose text is another than before, in order."""
        return tuple(path for path in sorted(self._opened) if self._texts[path] != self._opened[path].text)

    def list_changes(self) -> Iterator[str]:
        """Yield what changes in each file, as a diff."""
        for path in self.changed_paths:
            yield format_changes(path, self._opened[path].text, self._texts[path])

    def write(self) -> None:
        """Write the files that changed; if one can't be written, those before it get their old text back.

        Raises:
            EditRefusedError: somebody has changed one meanwhile.
            OSError: one can't be written.
        """
        written: list[TypedFile] = []
        try:
            for path in self.changed_paths:
                file = self._opened[path]
                write_typed_file(file, self._texts[path])
                written.append(replace(file, data=file.found.absolute.read_bytes()))
        except (EditRefusedError, OSError):
            for file in written:
                write_typed_file(file, file.text)
            raise
