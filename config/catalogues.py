# ruff: noqa: T201 - a command: what it finds goes to the terminal
"""The catalogues of translations: collect marked strings, begin a language, check, compile."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
MARKS = ["lazy_gettext", "lazy_ngettext:1,2", "_l"]


def main(arguments: list[str]) -> int:
    """Run the verb that stands first; the exit code."""
    match arguments:
        case ["check"]:
            return check()
        case ["update"]:
            return update()
        case ["compile"]:
            return compile_all()
        case ["begin", locale]:
            return begin(locale)
    print("Say what to do: check, update, compile, or begin LOCALE.", file=sys.stderr)
    return 2


def check() -> int:
    """Print every string that a catalogue lacks, leaves unsure or gets wrong; 1 when there is one."""
    with tempfile.TemporaryDirectory() as scratch:
        template = _read(_extract(Path(scratch) / "messages.pot"))
    if not len(template) or not _catalogues():
        print("No marked string, or no catalogue, was found: config/babel.cfg leads past the code.")
        return 1
    faults = [fault for path in _catalogues() for fault in _faults(path, template)]
    print("\n".join(faults) or "Every catalogue is complete.")
    if faults:
        print(f"{len(faults)} to mend: make translations, then edit translations/*/LC_MESSAGES/messages.po")
    return 1 if faults else 0


def update() -> int:
    """Bring what the code marks today into every catalogue; strings that went away are dropped."""
    template = _extract(TRANSLATIONS / "messages.pot")
    _pybabel("update", "-i", template, "-d", TRANSLATIONS, "--no-fuzzy-matching", "--ignore-obsolete",
             "--ignore-pot-creation-date", "--width=100")  # fmt: skip
    return 0


def compile_all() -> int:
    """Make the catalogues that the running site reads."""
    _pybabel("compile", "-d", TRANSLATIONS)
    return 0


def begin(locale: str) -> int:
    """Make an empty catalogue for a language that has none yet."""
    if (TRANSLATIONS / locale).exists():
        print(f"There is a catalogue for {locale} already.", file=sys.stderr)
        return 1
    template = _extract(TRANSLATIONS / "messages.pot")
    _pybabel("init", "-i", template, "-d", TRANSLATIONS, "-l", locale)
    return 0


def _extract(target: Path) -> Path:
    marks = [option for mark in MARKS for option in ("-k", mark)]
    form = ["--add-location=file", "--sort-by-file", "--width=100"]
    header = ["--project=Masthead", "--copyright-holder=The Masthead contributors"]
    # By default Babel passes over folders such as _macros/.
    where = ["--ignore-dirs=.* node_modules", "-F", str(ROOT / "config" / "babel.cfg")]
    _pybabel("extract", *where, *marks, *form, *header, "-o", target, "cms")
    return target


def _pybabel(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own words only


def _catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _faults(path: Path, template: Catalog) -> Iterator[str]:
    catalogue = _read(path)
    for wanted in template:
        if not wanted.id:
            continue
        found = catalogue.get(wanted.id, wanted.context)
        if fault := _fault(found, catalogue):
            yield f"{path.relative_to(ROOT)}: {fault}: {wanted.id!r}"


def _fault(message: Message | None, catalogue: Catalog) -> str | None:
    if message is None:
        return "missing"
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "unsure (fuzzy)"
    return next((str(error) for error in message.check(catalogue)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
