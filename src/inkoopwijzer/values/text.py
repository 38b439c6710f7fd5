"""A sentence in the languages of the product: Dutch first, English second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Lang = Literal["nl", "en"]
LANGUAGES: tuple[Lang, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Dutch and in English. Both are always present."""

    nl: str
    en: str

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.nl)

    def to(self, lang: Lang) -> str:
        """The sentence in `lang`."""
        return self.nl if lang == "nl" else self.en

    def format(self, **values: object) -> Text:
        """The same sentence with its {placeholders} filled in; a `Text` value is filled in per language."""

        def fill(template: str, lang: Lang) -> str:
            return template.format(**{k: v.to(lang) if isinstance(v, Text) else v for k, v in values.items()})

        return Text(fill(self.nl, "nl"), fill(self.en, "en"))


MONTHS = Text(
    "januari februari maart april mei juni juli augustus september oktober november december",
    "January February March April May June July August September October November December",
)


def day_text(day: date) -> Text:
    """A day in full: 1 januari 2027."""
    nl, en = (months.split()[day.month - 1] for months in (MONTHS.nl, MONTHS.en))
    return Text(f"{day.day} {nl} {day.year}", f"{day.day} {en} {day.year}")
