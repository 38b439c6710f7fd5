"""SVG as text: elements with everything escaped, and the frame that every picture stands in.

Colours come from the style sheet of the page by class. What a picture says must not rest on colour: areas have
patterns (`patterns.py`), lines have dashes and marks, and every mark that matters has its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from inkoopwijzer.values.text import Lang

FONT: Final = 13
SMALL: Final = 11.5
LINE: Final = 16
NARROW: Final = 480
"""Below this width a picture puts its labels above instead of beside."""

_WIDTHS: Final = (
    dict.fromkeys("iljI.,:;'|!", 0.4)
    | dict.fromkeys(' ()[]-ftr/"', 0.48)
    | dict.fromkeys("mwMW%@", 1.05)
    | dict.fromkeys("+=<>−…–&", 0.88)
)
_NOT_ALLOWED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """For what a picture is drawn: its width in pixels, the language, and a prefix that makes its ids unique."""

    width: int
    lang: Lang
    prefix: str

    @property
    def narrow(self) -> bool:
        """Whether there is only the width of a telephone."""
        return self.width < NARROW


def clean(said: str) -> str:
    """The text without characters that no XML or HTML may hold."""
    return _NOT_ALLOWED.sub("\ufffd", said)


def number(value: float) -> str:
    """A coordinate: at most one decimal, no superfluous zero."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; `class_` and `stroke_width` become class and stroke-width. `inside` is SVG already."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def _value(value: str | float) -> str:
    return escape(clean(value)) if isinstance(value, str) else number(value)


def words(x: float, y: float, said: str, kind: str = "", anchor: str = "start", size: float = FONT) -> str:
    """A line of text at its baseline; `anchor` is start, middle or end."""
    return tag(
        "text",
        escape(clean(said)),
        x=x,
        y=y,
        class_=f"t {kind}".strip(),
        text_anchor=anchor,
        font_size=size,
    )


def tick_words(x: float, y: float, said: str, frame: Frame) -> str:
    """Small words below a tick at `x`, moved aside where they would leave the picture."""
    half = text_width(said, SMALL) / 2
    return words(min(max(x, half), frame.width - half), y, said, "soft", "middle", SMALL)


def axis_words(x: float, y: float, said: str) -> str:
    """What an axis measures, in small words that end at `x`."""
    return words(x, y, cut(said, x - 2, SMALL), "soft", "end", SMALL)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle."""
    return tag("rect", x=x, y=y, width=width, height=height, class_=kind)


def text_width(said: str, size: float = FONT) -> float:
    """About how wide a text is, on the wide side: fonts differ from one machine to the next.

    The widths are those of bold letters in one of the widest common fonts, as parts of the size.
    """
    return sum(_WIDTHS.get(sign, 0.78 if sign.isupper() else 0.69) for sign in said) * size


def wrap(said: str, width: float, size: float = FONT, most: int = 3) -> list[str]:
    """The text over at most so many lines of this width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in clean(said).split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(one, width, size) for one in lines]


def cut(said: str, width: float, size: float = FONT) -> str:
    """The text on one line of this width; what does not fit becomes an ellipsis."""
    said = " ".join(clean(said).split())
    if text_width(said, size) <= width:
        return said
    while said and text_width(f"{said}…", size) > width:
        said = said[:-1]
    return f"{said.rstrip()}…"


def picture(frame: Frame, height: float, title: str, desc: str, defs: Iterable[str], *body: str) -> str:
    """The whole picture: an image with a name and a description for who does not see it."""
    names = f"{frame.prefix}-t {frame.prefix}-d"
    inside = (
        tag("title", escape(clean(title)), id=f"{frame.prefix}-t"),
        tag("desc", escape(clean(desc)), id=f"{frame.prefix}-d"),
        tag("defs", *(list(defs) or [" "])),
        *body,
    )
    return tag(
        "svg",
        *inside,
        viewBox=f"0 0 {frame.width} {number(height)}",
        width=frame.width,
        height=height,
        class_="picture",
        role="img",
        aria_labelledby=names,
    )
