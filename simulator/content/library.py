"""Libraries: folders of scenarios, playbooks, teams and lists. The first folder that has an id wins.

Long because all that is found by its name is found here: there is one look-up rule, for every kind and every verb.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from simulator.content.assembly import Assembly, assemble
from simulator.content.nearest import advice, nearest
from simulator.content.reading import UNWRITTEN, LoadedItem, kind_of, load, tree_at, validate
from simulator.content.rules.catalogue import errors_of, is_sound
from simulator.content.settings import Setting, all_used, apply, settings_of
from simulator.content.together import applied, names_in, together
from simulator.errors import Problem, Sentence, TabletopError, clean
from simulator.files import real
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.kinds import (
    CATEGORIES,
    EXPECTATIONS,
    FORMS,
    MILESTONES,
    PLAYBOOK,
    REQUIREMENTS,
    SCENARIO,
    TEAM,
    Kind,
)
from simulator.model.playbook import NO_PLAYBOOK, NONE, Playbook
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.model.team import Team, participants
from simulator.model.text import Text, said, words_of

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """One item of a library. A broken file is an entry too, so that lists show it: with problems, without a value."""

    kind: Kind
    id: str
    title: Text
    path: Path
    item: LoadedItem[Any]

    @property
    def value(self) -> Any:
        """The value read, such as a Scenario; None where the file has errors."""
        return self.item.value

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why it has no value."""
        return self.item.problems


class Library:
    """Several folders as one library; each file is read once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read: dict[Path, tuple[LoadedItem[Any], ...]] = {}

    @classmethod
    def open(cls, folders: Sequence[Path]) -> Library:
        """The library made of these folders, in this order; nothing is read yet."""
        return cls(folders)

    def scenarios(self) -> tuple[Entry, ...]:
        """All scenarios by file name, an id once."""
        return self.entries(SCENARIO)

    def playbooks(self) -> tuple[Entry, ...]:
        """All playbooks by file name, an id once."""
        return self.entries(PLAYBOOK)

    def teams(self) -> tuple[Entry, ...]:
        """All teams by file name, an id once."""
        return self.entries(TEAM)

    def expectations(self) -> tuple[Entry, ...]:
        """All expectations by file, in the order they stand there, an id once."""
        return self.entries(EXPECTATIONS)

    def requirements(self) -> tuple[Entry, ...]:
        """All requirements by file, in the order they stand there, an id once."""
        return self.entries(REQUIREMENTS)

    def forms(self) -> tuple[Entry, ...]:
        """All forms by file, in the order they stand there, an id once."""
        return self.entries(FORMS)

    def milestones(self) -> tuple[Entry, ...]:
        """All milestones by file, in the order they stand there, an id once."""
        return self.entries(MILESTONES)

    def categories(self) -> tuple[Entry, ...]:
        """All categories of incidents by file, in the order they stand there, an id once."""
        return self.entries(CATEGORIES)

    def category(self, id: str) -> Text:
        """What a category of incidents is called; the words of its id where no library names it."""
        titles = {entry.id: entry.title for entry in self.categories() if entry.value}
        return titles.get(id) or Text.of(words_of(id))

    def entries(self, kind: Kind) -> tuple[Entry, ...]:
        """All of one kind; where two have an id, the one that ``find`` finds."""
        first: dict[str, Entry] = {}
        for entry in self.every(kind):
            first.setdefault(entry.id, entry)
        return tuple(first.values())

    def every(self, kind: Kind) -> Iterator[Entry]:
        """All of one kind, ids that stand twice included: of those, the one that is used comes first.

        That is the one of the earlier folder; within a folder the one whose file is named for it, then the first by
        file name.
        """
        for folder in self.folders:
            held = [(path, item) for path in _files(folder, kind) for item in self.items(path)]
            yield from (_entry(*one) for one in sorted(held, key=lambda one: is_second_choice(*one)))

    def holders(self, kind: Kind, id: str) -> tuple[Entry, ...]:
        """Everything of one kind that has this id; the first is the one that is used."""
        return tuple(entry for entry in self.every(kind) if entry.id == id)

    def files(self, kind: Kind, first: str = "") -> Iterator[Path]:
        """The files of one kind, folder after folder; within each, one named ``first`` comes first."""
        for folder in self.folders:
            yield from sorted(_files(folder, kind), key=lambda path: path.stem != first)

    def items(self, path: Path) -> tuple[LoadedItem[Any], ...]:
        """What a file holds; one that cannot be read holds one item without a value."""
        if path not in self._read:
            document = load(path)
            self._read[path] = validate(document, kind_of(path, document.root))
        return self._read[path]

    def find(self, kind: Kind, name: str) -> LoadedItem[Any]:
        """The item with this id, or in this file, sound or not; raises TabletopError where there is none."""
        if is_path(name):
            return self._from_path(kind, Path(name))
        for path in self.files(kind, first="" if kind.several else name):
            for item in self.items(path):
                if _id(path, item) == name:
                    return item
        known = [entry.id for entry in self.entries(kind)]
        raise TabletopError("no {kind} {name}{advice}", kind=Sentence(kind.one), name=name, advice=advice(name, known))

    def _from_path(self, kind: Kind, path: Path) -> LoadedItem[Any]:
        if not path.is_file():
            raise TabletopError("{path}: there is no such file", path=path)
        items = self.items(path)
        if items[0].kind != kind:
            raise TabletopError(
                "{path}: expected {kind}, found {held}",
                path=path,
                kind=Sentence(kind.one),
                held=Sentence(items[0].kind.one),
            )
        return items[0]

    def setup(
        self,
        scenario: str,
        playbook: str | None = None,
        team: str | None = None,
        opens: str | None = None,
        settings: Sequence[str] = (),
    ) -> Setup:
        """Everything one exercise is made of, by ids or paths. Raises TabletopError with every error there is."""
        return self.sound(scenario, playbook, team, opens, settings).setup

    def sound(
        self,
        scenario: str,
        playbook: str | None = None,
        team: str | None = None,
        opens: str | None = None,
        settings: Sequence[str] = (),
    ) -> Assembly:
        """The same, with the files that it comes from."""
        assembly = self.assembly(scenario, playbook, team, opens, settings)
        problems = errors_of(assembly)
        if problems:
            raise TabletopError(
                "{scenario} cannot be played with {playbook}",
                problems,
                scenario=scenario,
                playbook=assembly.setup.playbook.id,
            )
        return assembly

    def assembly(
        self,
        scenario: str,
        playbook: str | None = None,
        team: str | None = None,
        opens: str | None = None,
        settings: Sequence[str] = (),
    ) -> Assembly:
        """As ``setup``, without checking whether the parts fit each other."""
        changes = settings_of(settings, opens)
        story = _sound(apply(changes, self.find(SCENARIO, scenario)))
        reach = self._with_surroundings(Path(scenario)) if is_path(scenario) else self
        steps, staff = reach.playbook_for(story, playbook), reach.team_for(story, team, playbook)
        return reach.pair(story, _sound(applied(changes, steps)), _sound(apply(changes, staff)), changes)

    def with_playbook_now(self, setup: Setup) -> Setup:
        """What was played, with its playbook as it is now; all else as it was.

        TabletopError where that is not in reach, or cannot be played with the rest.
        """
        steps = together([_sound(self.find(PLAYBOOK, part.id)) for part in setup.playbook.parts])
        now = setup.model_copy(update={"playbook": steps.value})
        parts = [LoadedItem(EXPECTATIONS, UNWRITTEN, expectation) for expectation in setup.expectations]
        story, staff = LoadedItem(SCENARIO, UNWRITTEN, setup.scenario), LoadedItem(TEAM, UNWRITTEN, setup.team)
        if problems := errors_of(Assembly(now, story, steps, staff, tuple(parts))):
            raise TabletopError(
                "{scenario} cannot be played with {playbook}",
                problems,
                scenario=setup.scenario.id,
                playbook=setup.playbook.id,
            )
        return now

    def _with_surroundings(self, scenario: Path) -> Library:
        """A scenario given by its path looks for its playbook and team in its own library first."""
        root = real(scenario).parent.parent
        known = {real(folder) for folder in self.folders}
        return self if root in known else Library((root, *self.folders))

    def pair(
        self,
        scenario: LoadedItem[Scenario],
        playbook: LoadedItem[Playbook],
        team: LoadedItem[Team],
        changes: Sequence[Setting] = (),
    ) -> Assembly:
        """The assembly of sound items; unknown or broken expectations and requirements are among its problems."""
        expectations: list[LoadedItem[Expectation]] = []
        problems: list[Problem] = []
        for n, name in enumerate(scenario.value.expectations if scenario.value else ()):
            try:
                written = _sound(self.find(EXPECTATIONS, name))
                expectations.append(_target_of_ones_own(written, _sound(apply(changes, written))))
            except TabletopError as error:
                unknown = scenario.document.problem(("expectations", n), "unknown-id", error.sentence)
                problems += error.problems or [unknown]
        all_used(changes, [item.id for item in expectations])
        tempting, not_there = self._tempting(scenario)
        requirements, not_in_reach = self._requirements(scenario)
        forms = list(self._forms({item.id for item in expectations}))
        milestones = [entry.item for entry in self.milestones() if entry.value]
        return assemble(
            scenario,
            playbook,
            team,
            expectations,
            requirements,
            forms,
            milestones,
            (*problems, *not_there, *not_in_reach),
            tempting,
        )

    def _tempting(self, scenario: LoadedItem[Scenario]) -> tuple[list[LoadedItem[Expectation]], list[Problem]]:
        """The expectations that do not apply in the scenario, and an error for each that is not there."""
        tempting: list[LoadedItem[Expectation]] = []
        problems: list[Problem] = []
        for n, one in enumerate(scenario.value.do_not_apply if scenario.value else ()):
            try:
                tempting.append(_sound(self.find(EXPECTATIONS, one.id)))
            except TabletopError as error:
                place = ("do_not_apply", n, "id")
                problems += error.problems or [scenario.document.problem(place, "unknown-id", error.sentence)]
        return tempting, problems

    def _forms(self, expectations: Collection[str]) -> Iterator[LoadedItem[Form]]:
        """The sound forms that serve one of these expectations; one that has the items of another is given them."""
        forms: dict[str, LoadedItem[Form]] = {entry.id: entry.item for entry in self.forms() if entry.value}
        for item in forms.values():
            form = item.value
            if form is None or not any(name in expectations for name in form.serves) or not is_sound(item):
                continue
            if form.same_items_as is None:
                yield item
            elif (other := forms.get(form.same_items_as)) and other.value:
                same = form.model_copy(update={"items": other.value.items, "same_items_as": None})
                yield replace(item, value=same)

    def _requirements(self, scenario: LoadedItem[Scenario]) -> tuple[list[LoadedItem[Requirement]], list[Problem]]:
        """The requirements of the objectives, then those that any exercise supports; a warning for each unknown one."""
        requirements: dict[str, LoadedItem[Requirement]] = {}
        problems: list[Problem] = []
        for n, objective in enumerate(scenario.value.objectives if scenario.value else ()):
            for m, name in enumerate(objective.requirements):
                try:
                    requirements.setdefault(name, _sound(self.find(REQUIREMENTS, name)))
                except TabletopError as error:
                    path = ("objectives", n, "requirements", m)
                    problems.append(scenario.document.problem(path, "unknown-id", error.sentence, "warning"))
        for entry in self.requirements():
            if entry.value and entry.value.any_exercise:
                requirements.setdefault(entry.id, entry.item)
        return list(requirements.values()), problems

    def playbook_for(self, scenario: LoadedItem[Scenario], name: str | None = None) -> LoadedItem[Playbook]:
        """The playbook named, else the one a sound scenario names, else the first for its category.

        Several may be named, with commas between. It has no steps where none is wanted, and for a scenario of
        questions that no playbook could be meant for.
        TabletopError where there is none.
        """
        wanted = name or (scenario.value.playbook if scenario.value else None)
        if wanted == NONE:
            return LoadedItem(PLAYBOOK, UNWRITTEN, NO_PLAYBOOK)
        if name:
            return together([self.find(PLAYBOOK, one) for one in names_in(name)])
        if wanted:
            return together([self._named(scenario, PLAYBOOK, one) for one in names_in(wanted)])
        category = scenario.value.category if scenario.value else ""
        for entry in self.playbooks():
            if entry.value and category in entry.value.for_:
                return entry.item
        known = [name for entry in self.playbooks() if entry.value for name in entry.value.for_]
        asks = scenario.value is not None and any(inject.questions for inject in scenario.value.injects)
        if asks and not nearest(category, known):
            return LoadedItem(PLAYBOOK, UNWRITTEN, NO_PLAYBOOK)
        message = Sentence(
            "no playbook is for {category}{advice} (playbook: none is for an exercise that is only discussed)",
            category=category,
            advice=advice(category, known),
        )
        raise _at(scenario, "category", message)

    def team_for(
        self, scenario: LoadedItem[Scenario], name: str | None = None, playbook: str | None = None
    ) -> LoadedItem[Team]:
        """The team named, else the one a sound scenario names, else the first that can play it, else the first.

        Can play it: has everybody whom the scenario names, and enough people for each step of the playbook. Where none
        is wanted, or there is neither a team nor a playbook, it is the participants: those whom the scenario names.
        TabletopError where there is none.
        """
        wanted = name or (scenario.value.team if scenario.value else None)
        if wanted and wanted != NONE:
            return self.find(TEAM, wanted) if name else self._named(scenario, TEAM, wanted)
        steps = self.playbook_for(scenario, playbook).value if scenario.value and not wanted else None
        if scenario.value and (wanted or steps is NO_PLAYBOOK):
            roles = {role: self._title_of(role) for role in scenario.value.roles}
            return LoadedItem(TEAM, UNWRITTEN, participants(roles, scenario.value.timezone))
        named = set(scenario.value.roles) if scenario.value else set()
        meetings = [step.role for step in steps.steps] if steps else []

        def lacks(entry: Entry) -> tuple[bool, bool]:
            team: Team | None = entry.value
            if not team or not named <= team.roles.keys():
                return True, True
            return not all(map(team.can_seat, meetings)), False

        for entry in sorted(self.teams(), key=lacks):
            return entry.item
        raise _at(scenario, "team", Sentence("the library has no team: write one (tabletop new team my-team)"))

    def _title_of(self, role: str) -> Text | None:
        """What a team calls the role that says no more than its id does: others add where theirs sits, or who does it.

        Of two the shorter; None where no team has it.
        """
        teams: list[Team] = [entry.value for entry in self.teams() if entry.value]
        titles = [title for team in teams if role in team.roles and (title := team.roles[role].title)]
        named = words_of(role)

        def how_far(title: Text) -> tuple[bool, bool, int]:
            words = said(title, "en").casefold()
            return words != named, named not in words, len(words)

        return min(titles, key=how_far, default=None)

    def _named(self, scenario: LoadedItem[Scenario], kind: Kind, name: str) -> LoadedItem[Any]:
        try:
            return self.find(kind, name)
        except TabletopError as error:
            written = tree_at(scenario.document.root, (kind.one,))
            place = (written.index(name),) if isinstance(written, list) and name in written else ()
            raise _at(scenario, kind.one, error.sentence, *place) from None


def is_second_choice(path: Path, item: LoadedItem[Any]) -> bool:
    """Whether another file of the folder with the same id comes before: one that is named for it, as ours is not."""
    return not item.kind.several and path.stem != _id(path, item)


def is_path(name: str) -> bool:
    """Whether somebody means a file by this, not an id."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def _files(folder: Path, kind: Kind) -> list[Path]:
    """By file name, hidden ones left out."""
    paths = [path for path in (folder / kind.folder).glob("[!.]*") if path.suffix in (".yaml", ".yml")]
    return sorted(paths, key=lambda path: path.name)


def _id(path: Path, item: LoadedItem[Any]) -> str:
    """A file without an id is listed under its own name."""
    return item.id or clean(path.stem)


def _entry(path: Path, item: LoadedItem[Any]) -> Entry:
    name = _id(path, item)
    return Entry(item.kind, name, getattr(item.value, "title", None) or Text.of(name), path, item)


def _at(scenario: LoadedItem[Scenario], key: str, message: Sentence, *place: int) -> TabletopError:
    return TabletopError(message, [scenario.document.problem((key, *place), "unknown-id", message)])


def _sound(item: LoadedItem[T]) -> LoadedItem[T]:
    """The item itself; raises TabletopError with its problems where it has no value."""
    if item.value is None:
        raise TabletopError("{name} cannot be used as it is", item.problems, name=item.id or item.document.file)
    return item


def _target_of_ones_own(written: LoadedItem[Expectation], changed: LoadedItem[Expectation]) -> LoadedItem[Expectation]:
    """A duty without a number that was given one is the team's own target, not the law."""
    if written.value and changed.value and written.value.within is None and changed.value.within is not None:
        return replace(changed, value=changed.value.model_copy(update={"kind": "own-target"}))
    return changed
