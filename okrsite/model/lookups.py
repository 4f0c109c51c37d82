"""What the reading of one file asks about others, who is who and which KPI is meant, with the answers it got."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from okrsite.model.names import NameLookup


class KnownName(msgspec.Struct, frozen=True):
    """What the people directory says of a name."""

    key: str | None
    """A person's id, or the plain name of somebody unknown; None for nobody."""
    namesakes: tuple[str, ...]
    """The ids of all who go by the name, where they are several."""
    several: bool
    """Whether it names more than one person."""
    meant: tuple[str, ...]
    """The ids of those who are probably meant, where nobody has the name."""


class KnownKpi(msgspec.Struct, frozen=True):
    """What the reading of a key result looks at of the KPI that feeds it."""

    id: str
    """Full: `kpi-id` of the company, or `team/kpi-id`."""
    unit: str
    """The unit of measure."""
    audience: frozenset[str]


class Lookups:
    """Who is who and which KPI is meant, for the reading of one file; notes what is asked."""

    def __init__(
        self,
        directory: NameLookup,
        find_kpi: Callable[[str], KnownKpi | None],
        answered: dict[str, KnownName] | None = None,
    ) -> None:
        """Answer from a people directory, and with KPIs as the file's unit names them.

        `answered` has what the same directory said for other files, and is added to.
        """
        self._directory = directory
        self._find_kpi = find_kpi
        self._answered = {} if answered is None else answered
        self.names: dict[str, KnownName] = {}
        self.kpis: dict[str, KnownKpi | None] = {}

    def find_key(self, typed: str | None) -> str | None:
        """Answer as the directory does."""
        return self._note_name(typed).key if typed else None

    def find_namesakes(self, typed: str) -> tuple[str, ...]:
        """Answer as the directory does."""
        return self._note_name(typed).namesakes

    def is_several_people(self, typed: str) -> bool:
        """Answer as the directory does."""
        return self._note_name(typed).several

    def find_meant(self, typed: str) -> tuple[str, ...]:
        """Answer as the directory does."""
        return self._note_name(typed).meant

    def find_kpi(self, typed: str) -> KnownKpi | None:
        """Return the KPI that a name means in the file's unit; None for none."""
        if typed not in self.kpis:
            self.kpis[typed] = self._find_kpi(typed)
        return self.kpis[typed]

    def has_same_answers(self, names: Mapping[str, KnownName], kpis: Mapping[str, KnownKpi | None]) -> bool:
        """Whether the answers that an earlier reading got would be the same now."""
        return all(self._note_name(typed) == known for typed, known in names.items()) and all(
            self.find_kpi(typed) == known for typed, known in kpis.items()
        )

    def take_answers(self, names: Mapping[str, KnownName]) -> None:
        """Take what the same directory has answered in a worker, for the reading of other files."""
        self._answered.update(names)

    def _note_name(self, typed: str) -> KnownName:
        if typed not in self.names:
            self.names[typed] = self._answered.get(typed) or self._ask_directory(typed)
        return self.names[typed]

    def _ask_directory(self, typed: str) -> KnownName:
        answer = self._answered[typed] = KnownName(
            self._directory.find_key(typed),
            self._directory.find_namesakes(typed),
            self._directory.is_several_people(typed),
            self._directory.find_meant(typed),
        )
        return answer
