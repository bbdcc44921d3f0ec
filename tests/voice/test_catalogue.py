"""Names, languages and choices, with the voices of this machine and with those of other systems."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from voiceroutine.errors import VoiceError, VoiceroutineError
from voiceroutine.voice.base import VoiceUnavailableError, WrongLanguageError
from voiceroutine.voice.catalogue import candidates, lasting, voices
from voiceroutine.voice.choice import choose, voices_of
from voiceroutine.voice.engines import engines, system
from voiceroutine.voice.engines.system import System, SystemVoiceInfo

MAC = System(
    engine="macOS 14.5, pyttsx3 2.99 nsss",
    default="com.apple.voice.compact.de-DE.Anna",
    voices=(
        SystemVoiceInfo("com.apple.speech.synthesis.voice.Albert", "Albert", ("en-us",), "male"),
        SystemVoiceInfo("com.apple.voice.compact.de-DE.Anna", "Anna", ("de-de",), "female"),
        SystemVoiceInfo("com.apple.voice.compact.en-US.Samantha", "Samantha", ("en-us",), "female"),
        SystemVoiceInfo("com.apple.voice.enhanced.en-GB.Kate", "Kate", ("en-gb",), "female"),
    ),
)
_TOKENS = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Speech\\Voices\\Tokens\\"
WINDOWS = System(
    engine="Windows 10.0.22631, pyttsx3 2.99 sapi5",
    default=f"{_TOKENS}TTS_MS_DE-DE_HEDDA_11.0",
    voices=(
        SystemVoiceInfo(f"{_TOKENS}TTS_MS_DE-DE_HEDDA_11.0", "Microsoft Hedda Desktop - German", ("de-de",), "female"),
        SystemVoiceInfo(f"{_TOKENS}TTS_MS_EN-US_DAVID_11.0", "Microsoft David Desktop - English", ("en-us",), "male"),
        SystemVoiceInfo(f"{_TOKENS}TTS_MS_EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English", ("en-us",), "female"),
    ),
)
Use = Callable[[System], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Let the system be another one."""

    def change(other: System) -> None:
        monkeypatch.setattr(system, "system", lambda: other)

    return change


def names(name: str, language: str = "en") -> list[str]:
    return [voice.name for voice in candidates(name, language)]


def test_auto_is_the_bundled_voice_for_english_and_then_the_systems_for_it() -> None:
    assert names("auto") == ["heart", "system:gmw/en"]
    assert names("auto", "en-US") == ["heart", "system:gmw/en-us"]
    assert names("heart") == ["heart"]


def test_auto_for_another_language_is_the_systems_voice_of_it() -> None:
    assert names("auto", "de") == ["system:gmw/de"]
    assert names("system", "pt-BR") == ["system:roa/pt-br"]
    assert names("system", "no") == ["system:gmq/nb"]
    assert names("auto", "nl-BE") == ["system:gmw/nl"]
    with pytest.raises(VoiceError, match="the system has no voice that speaks `tlh`"):
        candidates("auto", "tlh")


def test_a_downloaded_voice_of_exactly_the_accent_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert names("auto", "en-GB")[0] == "heart", "emma and fable are not here"
    (tmp_path / "hibari").mkdir()
    (tmp_path / "hibari/bf_emma.int8.onnx").write_bytes(b"")
    assert names("auto", "en-GB")[:2] == ["emma", "heart"]
    assert names("auto", "en")[0] == "heart"


def test_a_system_voice_is_named_by_its_id_or_a_part_of_its_name() -> None:
    assert names("system:gmw/en-us") == ["system:gmw/en-us"]
    assert names("system:esperanto", "eo") == ["system:art/eo"]


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("hart", "en", "there is no voice `hart`; did you mean `heart`?"),
        ("Emma", "en", "there is no voice `Emma`; did you mean `emma`?"),
        ("system:germna", "de", "the system has no voice `germna`; did you mean `system:gmw/de`?"),
        ("system:xqzw", "en", "the system has no voice `xqzw`; `voiceroutine voices` lists those it has"),
        ("system:portuguese", "pt", ("`portuguese` could be roa/pt (Portuguese (Portugal)), roa/pt-br (Portuguese "
         "(Brazil)); name one of them by its id")),
        ("piper", "en", ("`piper` does not say which voice; write `piper:<path to .onnx>`, for example "
         "`piper:voices/en_US-joe-medium.onnx`")),
        ("piper: ", "en", ("`piper: ` does not say which voice; write `piper:<path to .onnx>`, for example "
         "`piper:voices/en_US-joe-medium.onnx`")),
        ("pipr", "en", "there is no voice `pipr`; did you mean `piper:<path to .onnx>`?"),
        ("system:", "en", ("`system:` does not say which voice; write `system:<id>`, for example `system:gmw/en-us`, "
         "or just `system`")),
        ("hibari", "en", ("`hibari` is an engine, not a voice; write one of its voices: `heart`, `emma`, `fenrir`, "
         "`fable`, `kore`")),
        ("heart:x", "en", "there is no voice `heart:x`; did you mean `heart`?"),
        ("british", "en", ("`british` could be `emma`, `fable`, `system:gmw/en`, `system:gmw/en-gb-scotland`, "
         "`system:gmw/en-gb-x-gbclan`, `system:gmw/en-gb-x-gbcwmd`, `system:gmw/en-gb-x-rp`; write the one you want; "
         "`emma` is downloaded when it first speaks, 7.9 MB")),
        ("swedish female", "sv", ("this machine has no `swedish female` voice; `voiceroutine voices` lists those it "
         "has")),
    ],
)  # fmt: skip
def test_a_name_that_means_no_voice_is_answered_with_those_that_are_near(name: str, language: str, words: str) -> None:
    with pytest.raises(VoiceError) as caught:
        candidates(name, language)
    assert str(caught.value) == words


def test_a_name_that_is_near_to_none_is_answered_with_all_that_could_be_written() -> None:
    with pytest.raises(VoiceError, match="there is no voice `bob`; there are auto, heart, emma, ") as caught:
        candidates("bob")
    assert caught.value.hint is not None
    for engine in engines():
        words = [*engine.names(), *([f"{engine.name}:{engine.argument}"] if engine.argument else [])]
        assert all(word in caught.value.hint for word in words)


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("american", "en", "heart"),
        ("Female", "en", "heart"),
        ("American English, female voice", "en", "heart"),
        ("german", "de", "system:gmw/de"),
        ("male", "de", "system:gmw/de"),
        ("brazilian", "pt-BR", "system:roa/pt-br"),
        ("chinese", "zh", "system:sit/cmn"),
    ],
)
def test_plain_words_find_a_voice_that_is_ready(words: str, language: str, name: str) -> None:
    assert names(words, language) == [name]


def test_plain_words_for_another_language_than_the_scripts_name_the_voice_that_they_mean() -> None:
    with pytest.raises(WrongLanguageError, match="the voice `system:gmw/de` speaks `de`, not `en`; write `auto`, or"):
        candidates("german", "en")


def test_plain_words_find_a_downloaded_voice_before_one_that_would_be_downloaded(tmp_path: Path) -> None:
    (tmp_path / "hibari").mkdir()
    (tmp_path / "hibari/bm_fable.int8.onnx").write_bytes(b"")
    assert names("british") == ["fable"]
    assert names("british male") == ["fable"]


def test_a_voice_is_kept_with_a_path_that_holds_everywhere() -> None:
    assert lasting("piper:mine.onnx") == f"piper:{Path('mine.onnx').absolute()}"
    assert [lasting(name) for name in ("heart", "system:gmw/de", "piper:")] == ["heart", "system:gmw/de", "piper:"]


def test_every_voice_that_the_documentation_names_is_known() -> None:
    page = (Path(__file__).parents[2] / "docs/voices.md").read_text(encoding="utf-8")
    table = page.partition("## Names")[2].partition("\n## ")[0]
    named = [name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)]
    plain = {"auto", *(name for engine in engines() for name in engine.names())}
    open_ended = {f"{engine.name}:{engine.argument}" for engine in engines() if engine.argument}
    assert {"auto", "heart", "system", "piper:<path to .onnx>"} <= set(named)
    assert set(named) - plain - open_ended == {"british female"}


def test_system_for_english_is_an_english_voice_where_the_system_speaks_another_language(use: Use) -> None:
    use(WINDOWS)
    assert names("system") == ["system:TTS_MS_EN-US_DAVID_11.0"]
    assert names("auto", "de") == ["system:TTS_MS_DE-DE_HEDDA_11.0"]
    use(MAC)
    assert names("system", "en-US") == ["system:com.apple.voice.compact.en-US.Samantha"], "not Albert, who is for fun"
    assert names("system", "de") == ["system:com.apple.voice.compact.de-DE.Anna"]


def test_the_voice_that_is_set_in_the_system_is_taken_where_it_speaks_the_language(use: Use) -> None:
    zira = WINDOWS.voices[2].id
    use(System(WINDOWS.engine, zira, WINDOWS.voices))
    assert names("system") == ["system:TTS_MS_EN-US_ZIRA_11.0"]


def test_windows_voices_are_named_without_the_path_to_them(use: Use) -> None:
    use(WINDOWS)
    assert names("system:zira") == ["system:TTS_MS_EN-US_ZIRA_11.0"]
    with pytest.raises(VoiceError, match=r"could be TTS_MS_EN-US_DAVID_11\.0 .*TTS_MS_EN-US_ZIRA_11\.0"):
        candidates("system:desktop - english")
    with pytest.raises(VoiceError, match="the system has no voice `tokens`"):
        candidates("system:tokens")


def test_every_voice_is_listed_with_what_it_takes_to_have_it(tmp_path: Path) -> None:
    listed = {voice.name: voice for voice in voices()}
    assert list(listed)[:6] == ["heart", "emma", "fenrir", "fable", "kore", "system"]
    assert listed["heart"].ready
    assert listed["heart"].naturalness is not None
    emma = listed["emma"]
    assert (emma.languages, emma.gender, emma.naturalness, emma.ready) == (("en-gb",), "female", None, False)
    assert emma.note == "downloaded when it first speaks, 7.9 MB"
    assert emma.by_hand == (
        "get bf_emma.int8.onnx from https://huggingface.co/maureesewilliams/hibari/tree/main/voices on a machine that "
        f"is online, and put it into {tmp_path / 'hibari'}"
    )
    german = listed["system:gmw/de"]
    assert (german.languages, german.gender, german.note) == (("de",), "male", "German")


def test_the_voices_of_one_language_are_listed() -> None:
    assert [voice.name for voice in voices("de")] == ["system", "system:gmw/de", "piper:<path to .onnx>"]
    assert [voice.name for voice in voices("tlh")] == ["piper:<path to .onnx>"]


def test_a_system_without_speech_is_listed_as_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> System:
        raise VoiceUnavailableError("the system has no speech engine that works: no eSpeak")

    monkeypatch.setattr(system, "system", none)
    row = next(voice for voice in voices() if voice.name == "system")
    assert (row.ready, row.note) == (False, "the system has no speech engine that works: no eSpeak")


def test_the_command_wins_then_the_environment_the_script_and_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from voiceroutine import config

    assert choose(None, "auto").name == "auto"
    config.change_setting("voice", "kore")
    assert choose(None, "auto").name == "kore"
    assert choose(None, "fable").name == "fable"
    monkeypatch.setenv("VOICEROUTINE_VOICE", "emma")
    assert choose(None, "fable").name == "emma"
    assert choose("heart", "fable").name == "heart"


def test_a_general_choice_gives_way_where_it_cannot_speak_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEROUTINE_VOICE", "heart")
    (voice,), remark = voices_of(choose(None), "de")
    assert voice.name == "system:gmw/de"
    assert remark == ("the voice `heart` speaks `en`, not `de`: `system:gmw/de` speaks instead of `VOICEROUTINE_VOICE`")
    with pytest.raises(WrongLanguageError):
        voices_of(choose("heart"), "de")


def test_a_default_of_the_system_gives_way_where_the_system_has_no_such_voice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german = System("espeak-ng", None, (SystemVoiceInfo("de", "Hedda", ("de-de",)),))
    monkeypatch.setattr(system, "system", lambda: german)
    monkeypatch.setenv("VOICEROUTINE_VOICE", "system")
    (voice, *_), remark = voices_of(choose(None), "en")
    assert voice.name == "heart"
    assert remark == ("the system has no voice that speaks `en`: `heart` speaks instead of `VOICEROUTINE_VOICE`")


def test_a_general_choice_that_is_no_voice_says_where_it_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEROUTINE_VOICE", "hart")
    with pytest.raises(VoiceroutineError) as caught:
        voices_of(choose(None), "en")
    assert str(caught.value) == "`VOICEROUTINE_VOICE` is wrong: there is no voice `hart`; did you mean `heart`?"
