"""The press 打印: a typst template and plain data become a PDF.

Typst is logic for layout alone: it reads the data as JSON, sees no file outside the template's folder and no network,
so nothing a user typed can run. Both scripts are set in Noto Sans SC (SIL OFL), which comes as a package.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import justmytype_intl_cjk
import typst

from onaccount.kernel.reasons import as_json_value


def print_pdf(*, template: Path, data: Mapping[str, Any]) -> bytes:
    """Set the template with `data` (facts, nested as needed) and return the bytes of the PDF."""
    return typst.compile(
        template,
        root=template.parent,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(as_json_value(data), ensure_ascii=False)},
        format="pdf",
    )


@cache
def _fonts() -> Path:
    package = Path(justmytype_intl_cjk.__file__ or "").parent
    return package / "fonts" / "ofl" / "notosanssc"
