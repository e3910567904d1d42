"""The code of the application as syntax trees, for the tests that hold the house's rules."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CMS = ROOT / "cms"


@dataclass(frozen=True)
class Module:
    """`name` is dotted: cms.actions.saving; a package's own name stands for its __init__."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first name below cms: actions, models …; empty for cms itself."""
        return self.name.partition(".")[2].partition(".")[0]

    def at(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every Python module of the application."""
    return tuple(_read(path) for path in sorted(CMS.rglob("*.py")))


@cache
def names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


def imported(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Each import of one of our modules: the statement, and the dotted name of what it brings in."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names if alias.name.split(".")[0] == "cms")
        if isinstance(node, ast.ImportFrom):
            source = _absolute(module, node)
            if source.split(".")[0] != "cms":
                continue
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield node, whole if whole in names() else source


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, the inner ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def places(where: Iterable[Module], fault: Callable[[ast.AST], bool]) -> list[str]:
    """File and line of each node that has the fault."""
    return [module.at(node) for module in where for node in ast.walk(module.tree) if fault(node)]


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, ast.parse(path.read_text(encoding="utf-8"), str(path)))


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    for _ in range(node.level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{node.module}" if node.module else package
