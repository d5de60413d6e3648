"""Lines read once and gone over often: kept in a temporary file, so that memory does not grow with the file."""

import pickle  # nosec B403 see `__iter__`
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

L = TypeVar("L")
AT_ONCE = 1000


class Kept(Generic[L]):
    """Any number of iterations over what one iteration gave. The file has no name and dies with the process."""

    def __init__(self, *, lines: Iterable[L]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 closed by `close`
        self.count = 0
        source = iter(lines)
        try:
            while batch := list(islice(source, AT_ONCE)):
                pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
                self.count += len(batch)
        except BaseException:
            self.close()
            raise
        self._end = self._file.tell()

    def __iter__(self) -> Iterator[L]:
        place = 0
        while place < self._end:
            self._file.seek(place)
            batch = pickle.load(self._file)  # noqa: S301 # nosec B301 our own file, which nobody else can name
            place = self._file.tell()
            yield from batch

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
