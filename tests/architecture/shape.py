"""The shape of the source: `python -m tests.architecture.shape map` or `measure`; the tests hold the limits."""

import ast
import statistics
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "onaccount"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEEPER = (ast.If, ast.For, ast.While, ast.Try, ast.AsyncFor, ast.Match)  # a `with` decides nothing


@dataclass(frozen=True, slots=True)
class Function:
    place: str
    name: str
    lines: int
    parameters: int
    nesting: int
    typed: bool
    documented: bool


def floors() -> list[str]:
    """The top-level packages, highest first, as the import contract says them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith("1 "))
    return [name.strip(" ()") for layer in layers for name in layer.split("|")]


def packages() -> list[Path]:
    """Every package with source, lowest floor first."""
    order = list(reversed(floors()))
    found = [file.parent for file in SOURCE.rglob("__init__.py") if "migrations" not in file.parts]
    found = [folder for folder in found if folder != SOURCE and "management" not in folder.parts]
    return sorted(found, key=lambda folder: (order.index(folder.relative_to(SOURCE).parts[0]), folder.as_posix()))


def modules() -> list[Path]:
    """Every source file that people write."""
    return sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)


def templates() -> list[Path]:
    return sorted(file for file in SOURCE.rglob("templates/**/*") if file.suffix in {".html", ".txt", ".typ"})


def functions() -> Iterator[Function]:
    """Every function and method with its measures; `self` and `cls` are no parameters."""
    for file in modules():
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        defined = [node for node in nodes if isinstance(node, DEFINITIONS)]
        closed = [node for node in nodes if isinstance(node, ast.ClassDef) and node.name.startswith("_")]
        inner = {child for node in [*defined, *closed] for child in ast.walk(node) if child is not node}
        for node in defined:
            named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            named = [argument for argument in named if argument.arg not in {"self", "cls"}]
            yield Function(
                place=f"{file.relative_to(SOURCE)}:{node.lineno}",
                name=node.name,
                lines=(node.end_lineno or node.lineno) - node.lineno + 1,
                parameters=len(named),
                nesting=depth(node),
                typed=node.returns is not None and all(argument.annotation for argument in named),
                documented=node in inner or ast.get_docstring(node) is not None,
            )


def depth(node: ast.AST) -> int:
    """How many blocks deep the deepest statement stands; an `elif` is no deeper than its `if`."""
    deepest = 0
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        children = getattr(node, field, [])
        for child in children if isinstance(children, list) else []:
            chained = (
                field == "orelse" and isinstance(node, ast.If) and isinstance(child, ast.If) and len(children) == 1
            )
            step = 1 if isinstance(child, DEEPER) and not chained else 0
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                deepest = max(deepest, step + depth(child))
    return deepest


def show_map() -> None:
    for folder in packages():
        name = ".".join(folder.relative_to(SOURCE).parts)
        text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or "(no words yet)"
        print(f"{name}\n    " + text.replace("\n", "\n    ") + "\n")


def show_measures() -> None:
    measured = list(functions())
    rows = {
        "lines per file": ([len(file.read_text(encoding="utf-8").splitlines()) for file in modules()], "80 / 300", 400),
        "lines per function": ([function.lines for function in measured], "8 / 30", 70),
        "parameters": ([function.parameters for function in measured], "2 / 4", 6),
        "nesting": ([function.nesting for function in measured], "- / 2", 3),
        "lines per template": (
            [len(file.read_text(encoding="utf-8").splitlines()) for file in templates()],
            "25 / 80",
            150,
        ),
    }
    print(f"{'':20}{'median / p95 / max':>22}{'goal':>12}{'limit':>8}")
    for name, (values, goal, limit) in rows.items():
        ordered = sorted(values) or [0]
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        print(f"{name:20}{f'{statistics.median(ordered):.0f} / {p95} / {ordered[-1]}':>22}{goal:>12}{limit:>8}")
    typed = sum(function.typed for function in measured) / max(1, len(measured))
    print(f"{'typed functions':20}{f'{typed:.1%}':>22}{'100 %':>12}{'100 %':>8}")


if __name__ == "__main__":
    {"map": show_map, "measure": show_measures}[sys.argv[1]]()
