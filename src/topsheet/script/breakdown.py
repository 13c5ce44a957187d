"""The breakdown: what each scene needs, and whether it still fits the script."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import field_validator

from topsheet.documents import Document
from topsheet.script.model import Scene

Names = tuple[str, ...]


class CastMember(Document):
    """A character on the cast list: board number, name in the script's cues, and full name."""

    number: int
    character: str
    name: str = ""


class SceneBreakdown(Document):
    """One breakdown sheet: where the scene is shot, who is in it, and what it needs.

    `cast` adds characters present without a cue; `not_present` takes off those who speak but are not on set.
    `place` is the id of a place of the production. `set` renames the set where the heading's words do not do.
    """

    place: str
    set: str = ""
    cast: Names = ()
    not_present: Names = ()
    background: int = 0
    props: Names = ()
    vehicles: Names = ()
    animals: Names = ()
    wardrobe: Names = ()
    makeup: Names = ()
    sfx: Names = ()
    vfx: Names = ()
    stunts: Names = ()
    sound: Names = ()
    set_dressing: Names = ()
    special_equipment: Names = ()
    must_keep: bool = False
    synopsis: str = ""

    @field_validator("background")
    @classmethod
    def _people(cls, value: int) -> int:
        if value < 0:
            raise ValueError("a number of people is not negative")
        return value


class BreakdownDocument(Document):
    """breakdown.yaml: the cast list with board numbers, and a sheet for each scene by its number in the script."""

    kind: Literal["breakdown"]
    version: Literal[1]
    cast: tuple[CastMember, ...] = ()
    scenes: dict[str, SceneBreakdown] = {}

    @field_validator("scenes", mode="before")
    @classmethod
    def _numbers_as_text(cls, scenes: Any) -> Any:
        """Scene numbers are text; `12:` without quotes is read as `"12":`, unless both are there."""
        if not isinstance(scenes, dict):
            return scenes
        for number in scenes:
            if isinstance(number, int) and str(number) in scenes:
                raise ValueError(f"scene {number} has two sheets, one with its number in quotes")
        return {str(number): sheet for number, sheet in scenes.items()}

    def board_number(self, character: str) -> int | None:
        """The character's number on the board, or None when not on the cast list."""
        return next((member.number for member in self.cast if member.character == character), None)


def who_is_on_set(scene: Scene, breakdown: BreakdownDocument) -> Names:
    """The characters a scene needs on set: those who speak, less voices, plus those present without a cue.

    Characters heard only in V.O. are left out, and so are those under `not_present`; a name under `cast` is always
    in, so a narrator who is also seen is written there. O.S. speakers stand beside the camera and are on set.
    """
    sheet = breakdown.scenes.get(scene.number)
    away = {*scene.voice_over, *(sheet.not_present if sheet else ())}
    speaking = [name for name in scene.cues if name not in away]
    return tuple(dict.fromkeys([*speaking, *(sheet.cast if sheet else ())]))
