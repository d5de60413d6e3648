"""
Papers of the credit file 档案资料: which there are, what may be kept, and what a file is, told by its first bytes.

Terms: document type 资料类型, version 版本, valid until 有效期至, digest 文件指纹 (SHA-256).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from onaccount.kernel.reasons import Refusal

TYPES: Final = (
    "business_licence",
    "credit_application",
    "personal_consent",
    "identity",
    "financial_statement",
    "bank_statement",
    "tax_certificate",
    "bureau_report",
    "court_search",
    "trade_reference",
    "contract",
    "guarantee",
    "site_photos",
    "other",
)
PERSONAL_TYPES: Final = frozenset({"identity"})
LARGEST_BYTES: Final = 20 * 1024 * 1024

# First bytes and the media type they stand for; a zip is an office document or an OFD.
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper as somebody hands it in; `valid_to` exclusive, None where it does not end."""

    type: str
    title: str
    file_name: str
    content: bytes
    valid_from: date
    valid_to: date | None


def media_type(content: bytes) -> str:
    """
    Tell what a file is by its first bytes: PDF, PNG, JPEG, an office document, or plain text.

    Refuses `papers.not_taken` for programs, web pages and everything else.
    """
    for start, kind in _SIGNATURES:
        if content.startswith(start):
            return kind
    if _is_text(content) and content.lstrip()[:1] != b"<":
        return "text/plain"
    raise Refusal("papers.not_taken")


def checked_paper(draft: PaperDraft) -> str:
    """
    Give the media type of a paper that may be kept.

    Refuses `papers.type_unknown`, `papers.empty`, `papers.too_large`, `papers.not_taken` and `papers.period_empty`.
    """
    if draft.type not in TYPES:
        raise Refusal("papers.type_unknown", type=draft.type)
    if not draft.content:
        raise Refusal("papers.empty", file=draft.file_name)
    if len(draft.content) > LARGEST_BYTES:
        raise Refusal("papers.too_large", file=draft.file_name, megabytes=LARGEST_BYTES // 1024 // 1024)
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        raise Refusal("papers.period_empty", valid_from=draft.valid_from)
    return media_type(draft.content)


def _is_text(content: bytes) -> bool:
    if b"\x00" in content or content.startswith((b"MZ", b"#!")):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
