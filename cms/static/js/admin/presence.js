// This window tells that it has the post open, and shows who else has.
const WHILE_BUSY = 25_000; // milliseconds between two reports
const WHILE_IDLE = 60_000;
const IDLE_AFTER = 120_000;

export function keepCompany(root) {
  const place = root.querySelector("[data-presence]");
  const form = root.querySelector("form[data-newest]");
  if (place && form) new Window(place, form).open();
}

class Window {
  constructor(place, form) {
    this.place = place;
    this.form = form;
    this.tab = token();
    this.touchedAt = Date.now();
    this.typing = false;
    this.reports = 0;
  }

  open() {
    for (const kind of ["keydown", "pointerdown", "pointermove"]) {
      addEventListener(kind, () => this.touch(), { passive: true });
    }
    this.form.addEventListener("input", () => { this.typing = true; });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.report(); });
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => { if (event.persisted) this.report(); });
    this.report();
  }

  // Who comes back to a window that rested is seen again at once.
  touch() {
    const rested = this.isIdle;
    this.touchedAt = Date.now();
    if (rested) this.report();
  }

  get isIdle() {
    return Date.now() - this.touchedAt > IDLE_AFTER;
  }

  async report() {
    clearTimeout(this.next);
    if (document.hidden) return; // it reports itself again once it is looked at
    const typing = this.typing;
    this.typing = false;
    const number = ++this.reports;
    let goesOn = true;
    try {
      const body = this.words({ typing: typing ? "1" : "0", base: this.form.elements.base.value });
      const answer = await fetch(this.place.dataset.presence, { method: "POST", body, redirect: "manual" });
      goesOn = answer.ok || answer.status >= 500;
      const markup = answer.ok ? await answer.text() : null;
      // An answer that a later report has overtaken is old news.
      if (markup !== null && number === this.reports) this.show(markup);
    } catch {
      // The network is away; the next report may get through.
    }
    clearTimeout(this.next);
    if (goesOn) this.next = setTimeout(() => this.report(), this.isIdle ? WHILE_IDLE : WHILE_BUSY);
  }

  leave() {
    clearTimeout(this.next);
    navigator.sendBeacon(this.place.dataset.presence, this.words({ leaving: "1" }));
  }

  words(more) {
    const body = new FormData();
    const all = { csrf_token: this.form.elements.csrf_token.value, tab: this.tab, ...more };
    for (const [name, value] of Object.entries(all)) body.set(name, value);
    return body;
  }

  // Only what is new is spoken: that somebody goes on typing is seen, not said again and again.
  show(markup) {
    const before = sentences(this.place);
    const page = new DOMParser().parseFromString(markup, "text/html");
    this.place.replaceChildren(...page.body.childNodes);
    const said = sentences(this.place).filter((sentence) => !before.includes(sentence));
    if (said.length) this.place.parentElement.querySelector("[data-presence-said]").textContent = said.join(" ");
  }
}

function sentences(place) {
  return [...place.querySelectorAll("[data-neighbour]")].map((each) => each.dataset.neighbour);
}

function token() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
