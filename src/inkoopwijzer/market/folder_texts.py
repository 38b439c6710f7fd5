"""Many short texts in one piece of memory: the names of a market, made into text only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class PackedTexts(Sequence[str]):
    """Texts one after another: text i is `data[ends[i - 1] : ends[i]]`, UTF-8. A list of millions costs its letters."""

    data: bytes
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._text(n) for n in range(*at.indices(len(self)))]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        return self._text(place)

    def _text(self, place: int) -> str:
        start = int(self.ends[place - 1]) if place else 0
        return self.data[start : int(self.ends[place])].decode()

    def __iter__(self) -> Iterator[str]:
        start, data = 0, self.data
        for end in self.ends.tolist():
            yield data[start:end].decode()
            start = end


def join_packed(pieces: Iterable[tuple[str, NDArray[np.integer]]]) -> PackedTexts:
    """The texts of all pieces in order; a piece is its texts glued together and the number of bytes of each."""
    data: list[bytes] = []
    sizes: list[NDArray[np.integer]] = [np.zeros(0, np.int64)]
    for glued, lengths in pieces:
        data.append(glued.encode())
        sizes.append(lengths)
    return PackedTexts(b"".join(data), np.cumsum(np.concatenate(sizes), dtype=np.int64))
