from __future__ import annotations

import pytest

from tests.topsheet.script.crossing import CROSSING
from tests.topsheet.script.test_elements import read
from topsheet.script import Scene
from topsheet.script.headings import Place, day_or_night, take_apart


def test_a_scene_is_read_whole() -> None:
    screenplay = read(CROSSING)
    first = screenplay.scenes[0]
    assert first == Scene(
        number="1",
        number_printed=True,
        heading="INT. BRIDGE - NIGHT",
        int_ext="INT",
        set="BRIDGE",
        time="NIGHT",
        day_night="NIGHT",
        printed=23,
        eighths=4,
        page=1,
        cues=("MARA", "TOBIAS"),
        voice_over=(),
        off_screen=(),
        synopsis="Mara hears that the light is out.",
        start_line=17,
        elements=screenplay.elements[3:16],
    )


def test_scenes_without_a_printed_number_take_their_position() -> None:
    scenes = read("INT. A - DAY #7#\n\nSnow.\n\nINT. B - DAY\n\nIce.").scenes
    assert [(scene.number, scene.number_printed) for scene in scenes] == [("7", True), ("2", False)]


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("INT. BRIDGE - NIGHT", Place("INT", "BRIDGE", "NIGHT")),
        ("int. house - kitchen - day", Place("INT", "HOUSE - KITCHEN", "DAY")),
        ("EXT. DECK – NIGHT – LATER", Place("EXT", "DECK", "NIGHT - LATER")),
        ("EXT. DECK - NIGHT - RAIN", Place("EXT", "DECK", "NIGHT - RAIN")),
        ("EXT. DECK - NIGHT (1995)", Place("EXT", "DECK", "NIGHT (1995)")),
        ("INT./EXT. TRUCK  --  DUSK", Place("INT/EXT", "TRUCK", "DUSK")),
        ("I/E TRUCK", Place("INT/EXT", "TRUCK", "")),
        ("EXT./INT. TRUCK", Place("INT/EXT", "TRUCK", "")),
        ("EST. HARBOUR - DAWN", Place("EST", "HARBOUR", "DAWN")),
        ("INT. HOUSE - KITCHEN", Place("INT", "HOUSE - KITCHEN", "")),
        ("INT. NIGHT CLUB", Place("INT", "NIGHT CLUB", "")),
        ("THE DREAM", Place("", "THE DREAM", "")),
        ("INT. DUNN'S X-RAY ROOM - DAY", Place("INT", "DUNN'S X-RAY ROOM", "DAY")),
        ("INT. ПАЛУБА - НОЧЬ", Place("INT", "ПАЛУБА", "НОЧЬ")),
    ],
)
def test_a_heading_says_inside_or_outside_set_and_time(heading: str, place: Place) -> None:
    assert take_apart(heading) == place


@pytest.mark.parametrize(
    ("time", "before", "light"),
    [
        ("DAY", "NIGHT", "DAY"),
        ("EVENING", "DAY", "NIGHT"),
        ("FIRST LIGHT", "NIGHT", "DAWN/DUSK"),
        ("CONTINUOUS", "NIGHT", "NIGHT"),
        ("NIGHT - LATER", "DAY", "NIGHT"),
        ("MOMENTS LATER", "", ""),
        ("", "NIGHT", ""),
    ],
)
def test_continuous_is_as_the_scene_before(time: str, before: str, light: str) -> None:
    assert day_or_night(time, before) == light


def test_voices_speak_in_v_o_only_and_off_screen_are_never_seen_to_speak() -> None:
    scene = read(
        "INT. A - DAY\n\nDISPATCH (V.O.)\nOne.\n\nDISPATCH (vo) (CONT'D)\nTwo.\n\nMARA (V.O.)\nThree.\n\n"
        "MARA\nFour.\n\nGUS (O.S.)\nFive.\n\nGUS (V.O.)\nSix.\n\nBREN (O.C.)\nSeven.\n\nBREN (shouting)\nEight.\n\n"
        "PELL (VOICE)\nNine."
    ).scenes[0]
    assert scene.cues == ("DISPATCH", "MARA", "GUS", "BREN", "PELL")
    assert (scene.voice_over, scene.off_screen) == (("DISPATCH",), ("GUS",))


def test_a_synopsis_below_a_section_belongs_to_what_comes_next() -> None:
    scenes = read("INT. A - DAY\n= Mine.\n\n= And mine.\n\n# Act two\n\n= Not mine.\n\nINT. B - DAY\n").scenes
    assert [scene.synopsis for scene in scenes] == ["Mine. And mine.", ""]


def test_a_scene_is_found_by_its_number() -> None:
    screenplay = read(CROSSING)
    assert (screenplay.scene("2A"), screenplay.scene("99")) == (screenplay.scenes[1], None)
