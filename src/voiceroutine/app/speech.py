"""Who speaks a script: which voices are wanted, which of them can start, and the clips they make."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.app.recordings import use_recordings
from voiceroutine.document.problems import FaultyScriptError, Finding, Problem
from voiceroutine.errors import VoiceError
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.layout import lay_out
from voiceroutine.script.group import written
from voiceroutine.script.wording import language_of
from voiceroutine.voice.base import BrokenEngineError, NoSoundError, VoiceUnavailableError
from voiceroutine.voice.choice import choose, voices_of
from voiceroutine.voice.clips import Clips
from voiceroutine.voice.guard import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.document.nodes import Path as FieldPath
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.loader import Script
    from voiceroutine.voice.base import Voice


def voices_for(script: Script, voice: str | None, reporter: Reporter | None = None) -> tuple[Voice, ...]:
    """Return the voices wanted for a script, the best first.

    Args:
        script: Its own choice counts after the caller's and the environment's.
        voice: The caller's choice.
        reporter: Told if a voice that is set for all scripts is not used because it does not speak the language.

    Raises:
        FaultyScriptError: The script's own choice is wrong.
        VoiceError: Another choice is.
    """
    choice = choose(voice, script.routine.voice)
    written = script.span_of(("voice",)) if choice.by_script else None
    folder = Path(written.source.name).parent if written else None
    try:
        voices, remark = voices_of(choice, script.routine.language, folder)
    except (VoiceUnavailableError, BrokenEngineError):  # the script is not at fault
        raise
    except VoiceError as error:
        if written is None:
            raise
        problem = Problem(code="unknown-voice", message=error.message, span=written, hint=error.hint)
        raise FaultyScriptError([problem]) from error
    if remark and reporter:
        reporter.note(remark)
    return voices


def clips_for(script: Script, voice: Voice) -> Clips:
    """Return the clips of a script that `voice` speaks, mastered as in a session, and its recordings among them.

    Raises:
        FaultyScriptError: There are too many recordings, or two of one name.
        EncodeError: There are some, and ffmpeg is missing.
    """
    from voiceroutine.audio.master import MASTER_VERSION, master

    pronounce = pronouncer(script.routine.say_as, language_of(script.routine))
    clips = Clips(voice, script.routine.pace, pronounce, master, MASTER_VERSION)
    use_recordings(script, clips)
    return clips


def start_voice(script: Script, plans: tuple[ChapterPlan, ...], voice: str | None, reporter: Reporter) -> Clips:
    """Return the clips of the first wanted voice that can start. Everything that must fit into a time has been spoken.

    Raises:
        FaultyScriptError: The voice has no sound for one of the script's texts.
        VoiceError: No voice can start, or it cannot say a cue.
    """
    choices = voices_for(script, voice, reporter)
    for choice, fallback in zip(choices, (*choices[1:], None), strict=True):
        clips = clips_for(script, choice)
        if choice.download_notice:
            reporter.note(choice.download_notice)
        try:
            _speak_what_must_fit(script, plans, clips)
        except VoiceUnavailableError as error:
            if fallback is None:
                raise
            reporter.note(f"{error}; speaking with {_display_name(fallback)} instead")
        else:
            return clips
    raise AssertionError("a voice's name means at least one voice")


def _display_name(voice: Voice) -> str:
    try:
        return f"`{voice.name}`"
    except VoiceError:  # the system cannot list its voices; that is reported when it should speak
        return "the system's voice"


def _speak_what_must_fit(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> None:
    """Speak the cues in holds and beats, and the disclaimer, which is in every session and takes longest."""
    texts = [next(plans[0].texts()), *(text for plan in plans for text in plan.fitted_texts())]
    with suppress(NoSoundError):  # each text is tried on its own below, with its place in the script
        clips.prepare(texts)
    _require_sound(script, plans, clips)
    for plan in plans:
        prepare(script, plan, clips, texts)


def prepare(script: Script, plan: ChapterPlan, clips: Clips, wanted: Iterable[str] | None = None) -> None:
    """Speak the cues of a chapter.

    Args:
        script: Has them.
        plan: Of the chapter.
        clips: Take what is spoken.
        wanted: Which of its cues; by default all.

    Raises:
        FaultyScriptError: The voice cannot say some of them.
        VoiceError: It failed in another way.
    """
    origins = dict(plan.cues())
    chosen = set(origins if wanted is None else wanted)
    texts = [text for text in origins if text in chosen]
    try:
        clips.prepare(texts)
    except NoSoundError:
        findings = [finding for text in texts if (finding := _without_sound(text, origins[text], clips))]
        if not findings:
            raise
        raise FaultyScriptError(map(script.problem, findings)) from None


def _require_sound(script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> None:
    """Make sure that the voice can say all of a script, without saying all of it.

    Where a voice cannot tell, it speaks what it may have no sound for: texts in the letters of another alphabet.

    Raises:
        FaultyScriptError: There is no sound for some of it.
    """
    cues = dict(cue for plan in plans for cue in plan.cues())
    # a name is announced with its dose, which would be heard without it
    groups = ((group.name, (*path, "group")) for path, group in script.routine.groups)
    names = ((stretch.name, (*path, "name")) for path, stretch, _ in written(script.routine.items))
    origins = dict((*groups, *names, *cues.items()))
    doubtful = [text for text in origins if not re.search("[A-Za-z]", clips.pronounce(text))]
    unsaid = [text for text in dict.fromkeys((*cues, *doubtful)) if clips.known_length_ms(text) is None]
    refused = {text: error for text in unsaid if (error := refusal(clips.voice, clips.pronounce(text)))}
    findings = [_unsayable(error, origins[text]) for text, error in refused.items()]
    left = [text for text in doubtful if text not in refused]
    try:
        clips.prepare(left)
    except NoSoundError:
        findings += [finding for text in left if (finding := _without_sound(text, origins[text], clips))]
    if findings:
        raise FaultyScriptError(map(script.problem, findings))


def _without_sound(text: str, origin: FieldPath, clips: Clips) -> Finding | None:
    try:
        clips.prepare([text])
    except NoSoundError as error:
        return _unsayable(error, origin)
    return None


def _unsayable(error: NoSoundError, origin: FieldPath) -> Finding:
    hint = "write it as it sounds, `{word|how it is spoken}`, or choose a voice that speaks its language"
    return Finding(code="no-sound", message=error.message, path=origin, hint=error.hint or hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A timeline in which the lengths of cues that are not spoken yet are estimated from their texts."""

    timeline: Timeline
    guessed: bool
    """Whether any length is an estimate."""


def estimate(title: str, script: Script, plans: tuple[ChapterPlan, ...], clips: Clips) -> Estimate:
    """Lay out a session without speaking anything."""
    guessed = False

    @cache  # a session says most of its cues several times, and looking for one that is not there costs most here
    def length_of(text: str) -> int:
        nonlocal guessed
        if known_ms := clips.known_length_ms(text):
            return known_ms
        guessed = True
        return estimated_ms(clips.pronounce(text), script.routine.pace)

    timeline = lay_out(title, plans, length_of, wake=script.routine.wakes)
    return Estimate(timeline=timeline, guessed=guessed)
