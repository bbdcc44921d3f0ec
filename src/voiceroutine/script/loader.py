"""Loads a script: from a file to a routine, or to every problem in it, each at its place."""

from __future__ import annotations

import hashlib
import pathlib
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import ValidationError

from voiceroutine.chimes import BELL, BELLS
from voiceroutine.document.nodes import Mapping, Node, Path, Sequence, Span, first_key, node_at, plain, span_of
from voiceroutine.document.problems import FaultyScriptError, Finding, Problem, placed
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.files import from_home
from voiceroutine.script import model
from voiceroutine.script.assembly import Assembler
from voiceroutine.script.checks.registry import errors_in
from voiceroutine.script.invalid import problems_of
from voiceroutine.script.library import default_library
from voiceroutine.script.overlays.variables import KEY as VARS
from voiceroutine.script.overlays.variables import PATIENT, Expansion, expanded
from voiceroutine.script.parts import OWN_BEDS, field_keys
from voiceroutine.script.spoken import RECORDING
from voiceroutine.script.stretch import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.script.adjustments import Adjustments
    from voiceroutine.script.library import Library
    from voiceroutine.script.overlays.bases import Assembled


@dataclass(frozen=True, slots=True)
class Script:
    """A routine and the nodes it came from."""

    name: str
    """The file's name without its ending: what the session's file is called."""
    routine: model.Routine
    document: Mapping
    """With overlays and library stretches resolved; paths of the routine's fields lead here too."""
    path: pathlib.Path
    """Where it is, as it was found."""
    vars: dict[str, str] = field(default_factory=dict)
    """Its vars, and those of the scripts that it extends: what stood for them in its texts."""
    music_from: Literal["script", "command"] = "script"
    """Who chose the routine's music. What is wrong with the command's is not a problem of the script."""
    unused_vars: tuple[tuple[Finding, Problem], ...] = ()
    """A warning for each of its own vars that no text names, and the same at its place, which `document` lacks."""

    @property
    def sha256(self) -> str:
        """The hash of the routine, which the script's comments and spacing do not change."""
        # what is announced in breaths is the same time as in seconds
        breaths = [(stretch.breaths("hold"), stretch.breaths("for")) for stretch in self.routine.stretches]
        return hashlib.sha256(f"{self.routine.model_dump_json()}{breaths}".encode()).hexdigest()

    @property
    def music(self) -> str | None:
        """What plays under the voice: a file's path from the working directory, or the name of a bundled bed."""
        music = self.routine.music
        if music is None or music.file in OWN_BEDS:
            return music.file if music else None
        # relative to the file in which it is written, which may be one that this script extends
        return str(self.written_in(("music", "file")).parent / from_home(music.file))

    def sounds(self) -> Iterator[tuple[Path, pathlib.Path]]:
        """Yield each field that names a sound file as a bell, and the file's path from the working directory."""
        for path, sound in self.routine.sounds():
            if sound not in (BELL, *BELLS):
                yield path, self.written_in(path).parent / from_home(sound)

    def recordings(self) -> Iterator[tuple[Path, str, pathlib.Path]]:
        """Yield each recording: the field that names it, its name in the plan, and its path from the working directory.

        One of each side has the same field.
        """
        for text, recording in self.routine.recordings():
            field = _recording_at(self.document, text)
            yield field, recording, self.written_in(field).parent / from_home(recording)

    def span_of(self, path: Path, *, key: bool = False) -> Span:
        """Return where the field at `path` is written: its value, or with `key` its key.

        If it is not written, the place is that of the nearest part above it that is.
        """
        return span_of(self.document, path, key=key)

    def written_in(self, path: Path) -> pathlib.Path:
        """Return the file in which the field at `path` is written: this script's, one it extends, or a stretch's."""
        return pathlib.Path(self.span_of(path).source.name)

    def library_files(self, item: Node) -> tuple[pathlib.Path, ...]:
        """Return the files of the library stretches that an item of the list of stretches has its words from."""
        entries = item.entries.values() if isinstance(item, Mapping) else ()
        files = {pathlib.Path(entry.value.span.source.name) for entry in entries}
        return tuple(sorted(file for file in files if file.parent.name == "stretches" and file != self.path))

    def problem(self, finding: Finding) -> Problem:
        """Return what was found, at the place where it is written."""
        return placed(finding, self.document)

    def tolerated(self, finding: Finding) -> Finding:
        """Return `finding`, or a warning in its place where the script's writer did not make the mistake.

        A cue of a library stretch can come after the end of a hold that the script has shortened. The cue is left out,
        and the warning points at the hold.
        """
        if finding.code != "prompt-past-end":
            return finding
        stretch = finding.path[: finding.path.index("during")]  # which may be in a group
        hold = (*stretch, "hold")
        if self.written_in(hold) == self.written_in(finding.path):
            return finding
        return replace(finding, code="prompt-no-room", severity="warning", path=hold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What could be read of a script, and what is wrong with it."""

    script: Script | None
    """None where anything is wrong."""
    whole: Assembled
    """With what it extends and uses, as far as that could be found."""
    problems: tuple[Problem, ...] = ()
    """Errors."""
    is_base: bool = False
    """Whether the script has no stretches of its own, and is for others to extend."""
    incomplete: bool = False
    """Whether what it extends could not be read as a whole."""


def load_script(
    script: str | pathlib.Path, library: Library | None = None, *, adjustments: Adjustments | None = None
) -> Script:
    """Read a script and everything it refers to.

    >>> import voiceroutine
    >>> voiceroutine.load_script("neck").routine.stretches[1].name
    'Head glide, also called the chin tuck'

    Args:
        script: Its name or its path.
        library: Where scripts and stretches are looked for; by default in `./scripts`, in the user's folder and
            among the bundled ones.
        adjustments: What is different from the script, for once.

    Raises:
        ScriptNotFoundError: There is no such script.
        FaultyScriptError: It is not a valid script; carries every problem.
    """
    library = library or default_library()
    path = library.find_script(str(script))
    reading = read_script(path, library, adjustments.document() if adjustments else None)
    if reading.script:
        return reading.script
    raise (BaseScriptError if reading.is_base else FaultyScriptError)(reading.problems)


def read_script(path: pathlib.Path, library: Library, adjusting: Mapping | None = None) -> Reading:
    """Return what can be read of the script at `path`, and everything that is wrong with it.

    Args:
        path: Of the script.
        library: Where the scripts and the stretches are that it uses.
        adjusting: What is changed in it for once, as an overlay.

    Raises:
        FaultyScriptError: It is no document, or one that is too large.
    """
    assembler = Assembler(library)
    collector, whole = assembler.collector, assembler.assemble(path, adjusting)
    if not collector.incomplete and is_base(whole.document):
        problems = (*collector.problems, _without_stretches(path, whole.document))
        return Reading(script=None, whole=whole, problems=problems, is_base=True)
    expansion = expanded(whole.document, collector, open_names=collector.incomplete)
    document = expansion.document
    routine, found = validated(model.Routine, document, collector.unresolved)
    if collector.incomplete:  # a key that the faulty base may give is not missing from this script
        found = [problem for problem in found if problem.code != "missing-key"]
    problems = (*collector.problems, *map(expansion.hinted, found))
    if routine is None or problems:
        return Reading(script=None, whole=whole, problems=problems, incomplete=collector.incomplete)
    unused = tuple(_unused(expansion, path, routine))
    script = Script(path.stem, routine, document, path, expansion.words, unused_vars=unused)
    if outside := not_admitted(script, library):
        return Reading(script=None, whole=whole, problems=outside)
    return Reading(script=script, whole=whole)


def _unused(expansion: Expansion, path: pathlib.Path, routine: model.Routine) -> Iterator[tuple[Finding, Problem]]:
    """Yield the warnings of vars that no text names, as far as they are written in the script itself."""
    for name, span in expansion.unused.items():
        if span.source.name != str(path):  # a base may have some for other scripts
            continue
        # the sheet has it in any case; where a text has the word, its braces may have been forgotten
        if name == PATIENT and not any(re.search(rf"\b{name}\b", text) for text in routine.texts()):
            continue
        message = f"no text has `{{{name}}}` in it"
        hint = f"write `{{{name}}}` in a text, or take it out"
        finding = Finding(code="unused-var", message=message, path=(VARS, name), hint=hint, severity="warning")
        yield finding, Problem(code="unused-var", message=message, span=span, hint=hint, severity="warning")


def not_admitted(script: Script, library: Library) -> tuple[Problem, ...]:
    """Return a problem for each file that a script names and that may not be read."""
    return tuple(_outside(script, library.beside(script.path))) if library.strict else ()


def files_of(path: pathlib.Path, library: Library) -> frozenset[pathlib.Path]:
    """Return the files that a script is put together from, as far as that can be told: itself, bases, stretches."""
    assembler = Assembler(library)
    with suppress(FaultyScriptError, ScriptNotFoundError):
        assembler.assemble(path)
    return assembler.files


class BaseScriptError(FaultyScriptError):
    """A script without stretches of its own, for others to extend, where one with stretches is needed."""


def is_base(document: Mapping) -> bool:
    """Return whether a whole script has no stretches and yet something to give to scripts that extend it.

    A title alone, or a list under another name, is a script whose stretches were forgotten.
    """
    given = document.entries.keys() & {VARS, *field_keys(model.Routine)} - {"title", "summary", "frequency"}
    lists = [key for key, entry in document.entries.items() if isinstance(entry.value, Sequence)]
    return "stretches" not in document.entries and bool(given) and all(key in given for key in lists)


def _without_stretches(path: pathlib.Path, document: Mapping) -> Problem:
    message = "this script has no stretches of its own: it is a base for others"
    hint = f"extend it in a script that has some: `extends: {path.stem}`"
    return Problem(code="no-stretches", message=message, span=first_key(document, ()), hint=hint)


def is_written(problem: Problem) -> bool:
    """Return whether a problem is about something in the file, and not about what stands for it in a base."""
    return problem.span.end > 0


def _recording_at(document: Node, text: Path) -> Path:
    """Return the path of the recording of the text at a path: below it, in a list of one, or beside it."""
    for path in ((*text, RECORDING), (*text, 0, RECORDING), (*text[:-1], RECORDING)):
        around = node_at(document, path[:-1])
        if isinstance(around, Mapping) and RECORDING in around.entries:
            return path
    return text


def _outside(script: Script, library: Library) -> Iterator[Problem]:
    """Yield a problem for each file that a script names and that may not be read."""
    named: list[tuple[Path, pathlib.Path]] = []
    if script.music is not None and script.music not in OWN_BEDS:
        named.append((("music", "file"), pathlib.Path(script.music)))
    named += script.sounds()
    named += ((path, file) for path, _, file in script.recordings())
    model = script.routine.voice.partition(":")[2]  # of an engine whose voices are files
    named.append((("voice",), script.written_in(("voice",)).parent / from_home(model)))
    for path, file in named:
        if not library.admits(file):
            message = "this file lies outside the folders that may be read here"
            span = script.span_of(path)
            yield Problem(code="unreadable", message=message, span=span, hint="put it beside the script")


_PartT = TypeVar("_PartT", model.Routine, Stretch)


def validated(
    part: type[_PartT], document: Mapping, unresolved: Iterable[Span] = ()
) -> tuple[_PartT | None, list[Problem]]:
    """Return the part that `document` is, or None and what is wrong with it.

    What is contradictory in `unresolved` stretches is left out: it may follow from what is missing there.
    """
    try:
        result = part.model_validate(plain(document))
    except ValidationError as error:
        return None, problems_of(error, part, document)
    found = [placed(finding, document) for finding in errors_in(result)]
    problems = [problem for problem in found if not any(_lies_in(problem.span, span) for span in unresolved)]
    return None if found else result, problems


def _lies_in(span: Span, outer: Span) -> bool:
    return span.source is outer.source and outer.start <= span.start and span.end <= outer.end
