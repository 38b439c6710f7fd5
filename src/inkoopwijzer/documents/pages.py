"""What every HTML page shares: the templates, the words in one language, and the style."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from inkoopwijzer.documents import strings, strings_conditions, wording
from inkoopwijzer.values.text import Lang, Text, day_text

HERE: Final = Path(__file__).parent


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once for both languages; whatever they print is escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["say"] = _say
    made.filters["day"] = day_text
    made.filters["capital"] = wording.capital
    made.globals["t"] = strings
    made.globals["tc"] = strings_conditions
    made.globals["style"] = style("report.css")
    return made


def style(name: str) -> Markup:
    """One of our own style sheets, as it goes into a page."""
    return Markup((HERE / name).read_text("utf-8"))  # noqa: S704 our own file


def squeezed(page: str) -> str:
    """The page without empty lines and indentation."""
    return "\n".join(filter(None, map(str.strip, page.split("\n")))) + "\n"


@pass_context
def _say(context: Context, text: Text, **values: object) -> str:
    """A text in the language of the page."""
    lang: Lang = context["lang"]
    return (text.format(**values) if values else text).to(lang)
