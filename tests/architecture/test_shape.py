"""The hard limits of STYLE.md. A limit that hurts is a sign to split, not to raise it."""

import ast
import re

from tests.architecture import shape

JUNK_DRAWERS = {"utils", "util", "common", "helpers", "core", "services", "managers", "misc"}
MEASURED = list(shape.functions())


def test_no_file_is_longer_than_400_lines() -> None:
    assert [str(file) for file in shape.modules() if len(file.read_text("utf-8").splitlines()) > 400] == []


def test_no_function_is_longer_than_70_lines() -> None:
    assert [(function.place, function.lines) for function in MEASURED if function.lines > 70] == []


def test_no_function_takes_more_than_6_parameters() -> None:
    assert [(function.place, function.parameters) for function in MEASURED if function.parameters > 6] == []


def test_no_function_nests_deeper_than_3() -> None:
    assert [(function.place, function.nesting) for function in MEASURED if function.nesting > 3] == []


def test_every_function_is_typed() -> None:
    assert [function.place for function in MEASURED if not function.typed] == []


def test_no_template_is_longer_than_150_lines() -> None:
    assert [str(file) for file in shape.templates() if len(file.read_text("utf-8").splitlines()) > 150] == []


def test_nothing_is_a_junk_drawer() -> None:
    assert [
        str(file) for file in shape.modules() if JUNK_DRAWERS & {file.stem, *file.relative_to(shape.SOURCE).parts}
    ] == []


def test_every_package_says_what_it_is() -> None:
    words = {
        folder: ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) for folder in shape.packages()
    }
    assert [folder.name for folder, text in words.items() if not text] == []
    assert [folder.name for folder, text in words.items() if text and len(text.splitlines()) > 6] == []


def test_every_public_rule_query_and_action_is_documented() -> None:
    held = re.compile(r"(^|/)(rules|queries|actions|kernel|lifecycle)[./]")
    silent = [
        f"{function.place} {function.name}"
        for function in MEASURED
        if held.search(function.place)
        and not function.name.startswith("_")
        and not function.documented
        and function.lines > 1
    ]
    assert silent == []


def test_a_nested_block_is_counted_once() -> None:
    tree = ast.parse("def f():\n if a:\n  for b in c:\n   pass\n elif d:\n  pass\n else:\n  while e:\n   pass")
    assert shape.depth(tree.body[0]) == 2
