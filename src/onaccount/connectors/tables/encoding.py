"""
Which encoding a text file is in, decided by proof and not by statistics.

Terms: encoding 字符编码. A byte order mark decides; else strict UTF-8 of the whole file; else strict GB18030 of the whole file
(it contains GBK and GB2312); the NUL pattern tells UTF-16; else the file is refused and the user is asked.
A file that is partly one and partly the other is refused: half of it would be read as nonsense. Statistical detectors
are not used: they take a short GBK file for Korean.
"""

import codecs
import re
from pathlib import Path

from onaccount.connectors.tables.faults import UnreadableFile

UTF_8, UTF_8_BOM, GB18030 = "utf-8", "utf-8-sig", "gb18030"
UTF_16, UTF_16_LE, UTF_16_BE = "utf-16", "utf-16-le", "utf-16-be"
BY_CHOICE_ONLY = ("big5", "cp1252", "cp1250")
OFFERED = (UTF_8, UTF_8_BOM, GB18030, UTF_16, UTF_16_LE, UTF_16_BE, *BY_CHOICE_ONLY)
BLOCK = 1 << 16
CHINESE_IN_UTF_8 = range(0xE3, 0xEA)


def encoding_of(*, path: Path) -> str:
    """The one encoding in which the whole file is valid text; refuses a mixture, NUL characters and unknown encodings."""
    with path.open("rb") as stream:
        head = stream.read(BLOCK)
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise UnreadableFile("file.encoding_unknown", line=1)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return checked(path=path, encoding=UTF_16)
    if head.startswith(codecs.BOM_UTF8):
        return checked(path=path, encoding=UTF_8_BOM)
    if b"\x00" in head:
        return checked(path=path, encoding=_utf_16_by_nuls(head=head))
    bad = first_bad_line(path=path, encoding=UTF_8)
    if bad is None:
        return UTF_8
    _refuse_mixture(path=path, bad=bad)
    if first_bad_line(path=path, encoding=GB18030) is None and not _looks_western(path=path):
        return GB18030
    raise UnreadableFile("file.encoding_unknown", line=bad)


def checked(*, path: Path, encoding: str) -> str:
    """The encoding back, after the whole file was decoded strictly in it and found free of NUL characters."""
    if encoding not in OFFERED:
        raise UnreadableFile("file.encoding_not_offered", encoding=encoding)
    bad = first_bad_line(path=path, encoding=encoding)
    if bad is not None:
        raise UnreadableFile("file.encoding_wrong", encoding=encoding, line=bad)
    return encoding


def first_bad_line(*, path: Path, encoding: str) -> int | None:
    """
    The number of the first line that is not text in this encoding, or None if all are. Memory does not grow with the file.

    Refuses a NUL character: a file that has one in an encoding it otherwise fits is not a text file, or is damaged.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    line = 1
    with path.open("rb") as stream:
        last = False
        while not last:
            block = stream.read(BLOCK)
            last = not block
            try:
                text = decoder.decode(block, final=last)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].decode(encoding, errors="ignore").count("\n")
            if "\x00" in text:
                raise UnreadableFile("file.nul", line=line + text.count("\n", 0, text.index("\x00")))
            line += text.count("\n")
    return None


def _utf_16_by_nuls(*, head: bytes) -> str:
    """In UTF-16 text with Latin letters, digits or line ends, every second byte of those is NUL: odd places mean little-endian."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 50 + 1
    if odd >= enough and odd > 10 * even:
        return UTF_16_LE
    if even >= enough and even > 10 * odd:
        return UTF_16_BE
    line = 1 + head.count(b"\n", 0, head.index(b"\x00"))
    raise UnreadableFile("file.nul", line=line)


def _refuse_mixture(*, path: Path, bad: int) -> None:
    """
    Refuse a file that is not UTF-8 (first on line `bad`) if some line is plainly Chinese in UTF-8 all the same.

    Plainly: three or more Chinese characters and no byte left over. A line of GBK is that by accident too rarely to matter.
    """
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(BLOCK):
            number += 1
            if sum(byte in CHINESE_IN_UTF_8 for byte in line) >= 3 and _is_utf_8_chinese(line=line):
                raise UnreadableFile("file.encoding_mixed", line=bad, utf_8_line=number)


def _is_utf_8_chinese(*, line: bytes) -> bool:
    try:
        text = line.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return sum("\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" for character in text) >= 3


def _looks_western(*, path: Path) -> bool:
    """
    Whether the Chinese characters of a GB18030 reading are mostly lone ones inside Latin words, as in "M黮ler".

    That is a Western single-byte encoding; which one cannot be proved, so the user is asked.
    """
    with path.open("rb") as stream:
        text = stream.read(16 * BLOCK).decode(GB18030, errors="ignore")
    runs = len(re.findall(r"[^\x00-\x7f]+", text))
    inside_words = len(re.findall(r"(?<=[a-z])[^\x00-\x7f](?=[A-Za-z])|(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])", text))
    return inside_words * 2 > runs
