"""The worked examples in docs/rules are run, so that the documents cannot drift from the code."""

from doctest import DocTestParser, DocTestRunner
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
DOCUMENTS = sorted(file for file in FOLDER.glob("*.md") if file.name != "paths.md")  # a table with a test of its own


def test_there_are_documents_to_run():
    assert {"bands.md", "calendar.md", "identity.md", "money.md"} <= {document.name for document in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_example_gives_the_printed_answer(document):
    examples = DocTestParser().get_doctest(python_blocks(document.read_text("utf-8")), {}, document.name, None, 0)
    report: list[str] = []
    result = DocTestRunner(verbose=False).run(examples, out=report.append)
    assert "".join(report) == ""
    assert result.attempted > 0


def python_blocks(text: str) -> str:
    """The Python blocks on their own lines, every other line blank, so that line numbers stay true."""
    inside = False
    lines = []
    for line in text.splitlines():
        fence = line.startswith("```")
        inside = line == "```python" if fence else inside
        lines.append(line if inside and not fence else "")
    return "\n".join(lines)
