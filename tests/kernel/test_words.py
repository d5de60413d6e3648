"""The kernel knows codes only; the office has a sentence for each, from the facts the code carries."""

import ast
from pathlib import Path
from string import Formatter

from onaccount import kernel
from onaccount.office.labels import REASONS


def test_every_refusal_of_the_kernel_has_words():
    assert set(REASONS) == set(FACTS)


def test_the_words_name_only_facts_that_the_refusal_carries():
    named = {code: {name for _, name, _, _ in Formatter().parse(str(words)) if name} for code, words in REASONS.items()}
    assert {code: sorted(names - FACTS[code]) for code, names in named.items() if names - FACTS[code]} == {}


def refusals():
    """Each refusal written in the kernel's source: its code and the names of its facts."""
    for path in sorted(Path(kernel.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                yield ast.literal_eval(node.args[0]), {keyword.arg for keyword in node.keywords}


FACTS = dict(refusals())
