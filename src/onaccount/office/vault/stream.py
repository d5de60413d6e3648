"""Sealing of a stream of any length: AES-256-GCM in frames, so that nothing is kept in memory and no change goes unseen.

Layout: a line that names the format, 16 random bytes, then frames, each a length (4 bytes, big-endian) and a sealed
piece. The number of the frame and whether it is the last are part of its nonce (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár 2015), so frames can be neither altered, swapped, dropped nor cut off.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"OnAccount sealed stream 1\n"
FRAME_BYTES = 1024 * 1024
SALT_BYTES = 16
TAG_BYTES = 16


class BrokenSealError(Exception):
    """The file is not what was written: damaged, cut off, altered, or sealed under another key."""


def seal(*, pieces: Iterable[bytes], target: BinaryIO, key: str) -> None:
    """Write the pieces, sealed, to the target."""
    salt = os.urandom(SALT_BYTES)
    cipher = _cipher(key, salt)
    target.write(FORMAT + salt)
    number, waiting = 0, bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > FRAME_BYTES:
            _write_frame(target, cipher.encrypt(_nonce(number, last=False), bytes(waiting[:FRAME_BYTES]), FORMAT))
            del waiting[:FRAME_BYTES]
            number += 1
    _write_frame(target, cipher.encrypt(_nonce(number, last=True), bytes(waiting), FORMAT))


def unseal(*, source: BinaryIO, key: str) -> Iterator[bytes]:
    """The pieces again; raises BrokenSealError at the first frame that is not exactly as written, and at a missing end."""
    if source.read(len(FORMAT)) != FORMAT:
        raise BrokenSealError("this is no backup of OnAccount")
    cipher = _cipher(key, source.read(SALT_BYTES))
    number, frame = 0, _read_frame(source)
    while True:
        following = _read_frame(source)
        try:
            yield cipher.decrypt(_nonce(number, last=following is None), frame or b"", FORMAT)
        except InvalidTag:
            raise BrokenSealError(f"damaged, altered or sealed under another key (frame {number + 1})") from None
        if following is None:
            return
        number, frame = number + 1, following


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=FORMAT).derive(key.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))  # the key is this file's own, so counting from nought is safe


def _write_frame(target: BinaryIO, frame: bytes) -> None:
    target.write(struct.pack(">I", len(frame)) + frame)


def _read_frame(source: BinaryIO) -> bytes | None:
    head = source.read(4)
    if not head:
        return None
    length = struct.unpack(">I", head)[0] if len(head) == 4 else -1
    if not TAG_BYTES <= length <= FRAME_BYTES + TAG_BYTES:
        raise BrokenSealError("damaged, altered or cut off")
    frame = source.read(length)
    if len(frame) != length:
        raise BrokenSealError("cut off")
    return frame
