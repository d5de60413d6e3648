"""
The gate a ZIP container passes before any parser opens it: what it claims is checked against what it holds.

Terms: ZIP bomb 压缩炸弹, nested archive 嵌套压缩包, forged size 伪造大小. Every part is inflated once here, in blocks, counting the
bytes that really come out; the directory's figures must agree. Refused: encryption, links, paths that leave the folder,
parts that overlap or repeat, unusual compression, archives inside, document type declarations (XXE, billion laughs).
Runs in the child process, whose memory and time are limited.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.limits import MEGABYTE, Limits

BLOCK = 1 << 20
LOCAL_HEADER_BYTES = 30
DECLARATIONS = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le", "utf-16-be")
)
LONGEST_DECLARATION = max(map(len, DECLARATIONS))
Part = zipfile.ZipInfo


class Container:
    """An inspected ZIP container. `parts` maps each name to its entry; `blocks` inflates one part under the gate's eyes."""

    def __init__(self, *, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.unpacked = 0
        entries = _directory(path=path, limits=limits)
        self.parts = {entry.filename: entry for entry in entries}
        if len(self.parts) != len(entries):
            raise UnreadableFile("file.damaged")
        for entry in entries:
            _check_entry(entry=entry)
        with path.open("rb") as stream:
            self.starts = {entry.filename: _data_start(stream=stream, entry=entry) for entry in entries}
        self._refuse_overlap()

    def blocks(self, *, name: str) -> Iterator[bytes]:
        """The true content of a part, block by block; refuses as soon as it outgrows what was declared or allowed."""
        entry = self.parts[name]
        count, tail = 0, b""
        with self.path.open("rb") as stream:
            stream.seek(self.starts[name])
            for block in _inflated(stream=stream, entry=entry):
                if count == 0 and block.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
                    raise UnreadableFile("file.nested_archive", part=name)
                count += len(block)
                self._count(entry=entry, count=count, more=len(block))
                _refuse_declaration(entry=entry, content=tail + block)
                tail = block[-LONGEST_DECLARATION:]
                yield block
        if count != entry.file_size:
            raise UnreadableFile("file.sizes_forged", part=name)

    def content(self, *, name: str, most: int) -> bytes:
        """A small part as a whole, cut off at `most` bytes."""
        content = b""
        for block in self.blocks(name=name):
            content += block[: most - len(content)]
        return content

    def _count(self, *, entry: Part, count: int, more: int) -> None:
        self.unpacked += more
        if count > entry.file_size:
            raise UnreadableFile("file.sizes_forged", part=entry.filename)
        if self.unpacked > self.limits.unpacked_bytes:
            raise UnreadableFile("file.bomb", unpacked=self.unpacked, allowed=self.limits.unpacked_bytes)
        if count > 8 * MEGABYTE and count > self.limits.unpacked_ratio * entry.compress_size:
            raise UnreadableFile("file.bomb", part=entry.filename, ratio=count // max(entry.compress_size, 1))

    def _refuse_overlap(self) -> None:
        end = 0
        for entry in sorted(self.parts.values(), key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise UnreadableFile("file.bomb", part=entry.filename)
            end = self.starts[entry.filename] + entry.compress_size


def _directory(*, path: Path, limits: Limits) -> list[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFile("file.damaged") from error
    if len(entries) > limits.parts:
        raise UnreadableFile("file.bomb", parts=len(entries), allowed=limits.parts)
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise UnreadableFile("file.bomb", unpacked=sum(e.file_size for e in entries), allowed=limits.unpacked_bytes)
    return entries


def _check_entry(*, entry: Part) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise UnreadableFile("file.encrypted")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile("file.unsafe_path", part=name)
    if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or ":" in name:
        raise UnreadableFile("file.unsafe_path", part=name)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableFile("file.damaged", part=name)


def _data_start(*, stream: BinaryIO, entry: Part) -> int:
    if entry.header_offset < 0:
        raise UnreadableFile("file.damaged", part=entry.filename)
    stream.seek(entry.header_offset)
    header = stream.read(LOCAL_HEADER_BYTES)
    if len(header) < LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise UnreadableFile("file.damaged", part=entry.filename)
    name_bytes = int.from_bytes(header[26:28], "little")
    extra_bytes = int.from_bytes(header[28:30], "little")
    return entry.header_offset + LOCAL_HEADER_BYTES + name_bytes + extra_bytes


def _inflated(*, stream: BinaryIO, entry: Part) -> Iterator[bytes]:
    left = entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := stream.read(min(left, BLOCK))):
        left -= len(packed)
        if inflater is None:
            yield packed
            continue
        try:
            yield from _blocks(inflater, packed)
        except zlib.error as error:
            raise UnreadableFile("file.damaged", part=entry.filename) from error
    if inflater is not None and (rest := inflater.flush()):
        yield rest


def _blocks(inflater: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """What one piece unpacks to, never more than a block at a time: a bomb is met before it bursts."""
    while packed and not inflater.eof:
        if block := inflater.decompress(packed, BLOCK):
            yield block
        packed = inflater.unconsumed_tail


def _refuse_declaration(*, entry: Part, content: bytes) -> None:
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")) and any(word in content for word in DECLARATIONS):
        raise UnreadableFile("file.document_type", part=entry.filename)
