"""What is looked at on a page: axe's rules, the content policy, whether it fits a phone."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL_BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}


@dataclass
class Finding:
    """One page in one way of looking at it."""

    name: str
    way: str
    violations: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    overflow: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.violations or self.policy or self.overflow)


def examined(page: Any, name: str, *, way: str = "") -> list[Finding]:
    """Look at the page that is open: light at a desk, dark, then on a phone."""
    findings = [looked_at_once(page, name, f"{way} light".strip(), {})]
    page.emulate_media(color_scheme="dark")
    findings.append(looked_at_once(page, name, f"{way} dark".strip(), COLOURS))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    findings.append(looked_at_once(page, name, f"{way} phone".strip(), ALL_BUT_COLOURS))
    page.set_viewport_size(DESK)
    return findings


def examined_rtl(page: Any, name: str) -> list[Finding]:
    """The same in Arabic, where colours are known already."""
    findings = [looked_at_once(page, name, "arabic", ALL_BUT_COLOURS)]
    page.set_viewport_size(PHONE)
    findings.append(looked_at_once(page, name, "arabic phone", ALL_BUT_COLOURS))
    page.set_viewport_size(DESK)
    if page.evaluate("document.documentElement.dir") != "rtl":
        findings[0].violations.append("the page does not run from right to left")
    return findings


def table_of(findings: list[Finding]) -> str:
    """Page types by what was found on them, over all ways of looking."""
    names = dict.fromkeys(finding.name for finding in findings)
    rows = [f"{'page type':34}  looks   axe   CSP  overflow"]
    for name in names:
        own = [finding for finding in findings if finding.name == name]
        axe, policy = (sum(len(getattr(it, part)) for it in own) for part in ("violations", "policy"))
        rows.append(f"{name:34}  {len(own):5}  {axe:4}  {policy:4}  {sum(it.overflow > 0 for it in own):8}")
    return "\n".join(rows) + "\n"


def looked_at_once(page: Any, name: str, way: str, options: dict[str, Any]) -> Finding:
    page.wait_for_load_state()  # a press of a link returns when the next page has begun to come
    policy = page.evaluate("window.violations.splice(0)")
    wide = page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
    violations = [
        f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]
    ]
    return Finding(name, way, violations, policy, wide)
