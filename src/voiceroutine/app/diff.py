"""Compare two scripts: what differs in doses, words and minutes."""

from __future__ import annotations

from pathlib import Path

from voiceroutine.app.comparison import ComparedScript, Measured, ScriptDiff, compare
from voiceroutine.app.describe import names_stretch
from voiceroutine.app.fit import fit_by_estimate
from voiceroutine.app.preview import plan_session
from voiceroutine.app.say import stretch_keys
from voiceroutine.app.speech import clips_for, estimate, voices_for
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.script.alone import load_alone
from voiceroutine.script.base import load_extended
from voiceroutine.script.library import Library, default_library, is_script_file
from voiceroutine.script.loader import Script, load_script


def diff_scripts(before: str | Path | None, after: str | Path, *, library: Library | None = None) -> ScriptDiff:
    """Return what differs between two scripts, or between two stretches of the library; nothing is spoken.

    A script that has a `length` is fitted to it, by the estimated lengths of its cues.

    Stretches belong together by their keys, those of groups as well: a stretch that has another name and another place
    in its group is the same one as long as the library calls it the same.

    >>> import voiceroutine
    >>> found = voiceroutine.diff_scripts("upper-back", "knots")
    >>> [it.key for it in found.stretches if it.added]
    ['chin-tuck', 'neck-rotation-towel', 'upper-trap', 'levator-scapulae']

    Args:
        before: The name or the path of one script; None for what the other one extends.
        after: Of the other.
        library: Where scripts are looked for; by default as for `preview`.

    Raises:
        VoiceroutineError: There is no such script, it is faulty, it cannot have its `length`, or it extends none.
    """
    library = library or default_library()
    later = _measured(str(after), library)
    if before is None:
        if later.alone:
            raise VoiceroutineError(f"`{after}` is a stretch, and extends nothing", "name two stretches")
        return compare(_measured_script(load_extended(after, library)), later)
    return compare(_measured(str(before), library), later)


def _measured(name: str, library: Library) -> Measured:
    alone = names_stretch(name, library=library)
    if alone:
        script = load_alone(Path(name) if is_script_file(Path(name)) else library.stretches()[name][0])
    else:
        script = load_script(name, library)
    return _measured_script(script, alone=alone)


def _measured_script(written: Script, *, alone: bool = False) -> Measured:
    fitted = fit_by_estimate(written)
    script = fitted.script
    clips = clips_for(script, voices_for(script, None)[0])
    guess = estimate(shown(script.routine.title), script, plan_session(script), clips)
    chapters = guess.timeline.chapters
    has_closing = len(chapters) > 1 + len(script.routine.occurrences)
    (stretch, *_) = script.routine.stretches
    info = ComparedScript(
        name=script.name,
        path=script.path,
        title=shown(stretch.name) if alone else guess.timeline.title,
        duration_ms=fitted.length_ms or (chapters[1].length_ms if alone else guess.timeline.duration_ms),
        fitted=fitted.length_ms is not None,
        guessed=guess.guessed or written.routine.length is not None,
    )
    return Measured(
        routine=fitted.on_paper.routine,
        keys=(script.name,) if alone else stretch_keys(script),
        info=info,
        alone=alone,
        chapters_ms=tuple(chapter.length_ms for chapter in chapters),
        titles=(chapters[0].title, chapters[-1].title if has_closing else ""),
    )
