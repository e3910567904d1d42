// What is typed is kept on the server after a pause and on leaving, for nobody else to see until it is saved.
// The form's hidden `turn` counts what was typed, so that both sides know which of two texts is the newer one.
const PAUSE = 3000; // milliseconds
const SLOW = 1000; // until "Saving…" is worth saying
const AGAIN = 20_000;
const LARGEST_ON_LEAVING = 60_000; // bytes; a browser sends no more from a page that goes away

export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) new Sitting(form);
}

class Sitting {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-said]");
    this.link = form.querySelector("[data-sign-in]");
    this.kept = this.turn;
    this.sending = null; // the turn that is under way
    this.closed = false; // it is being saved by a button
    this.listen();
  }

  get turn() { return Number(this.form.elements.turn.value); }

  listen() {
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.typed());
    this.form.addEventListener("submit", () => this.close());
    addEventListener("pageshow", () => { this.closed = false; });
    addEventListener("pagehide", () => this.send(true));
    addEventListener("online", () => this.send());
    addEventListener("focus", () => { if (this.ended) this.send(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.send(true); });
  }

  typed() {
    this.form.elements.turn.value = this.turn + 1;
    delete this.form.dataset.kept;
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), pause);
  }

  close() {
    this.closed = true;
    clearTimeout(this.waiting);
    this.underWay?.abort();
  }

  // One after the other, but for the last words before the page goes.
  async send(leaving = false) {
    clearTimeout(this.waiting);
    if (this.closed || this.turn === this.kept || this.turn === this.sending) return;
    if (this.sending !== null && !leaving) return this.later(PAUSE);
    const turn = this.sending = this.turn;
    const slow = setTimeout(() => this.say("saving"), SLOW);
    try {
      await this.hear(await this.post(leaving), turn);
    } catch (error) {
      if (error.name !== "AbortError") this.failed(navigator.onLine ? "failed" : "offline");
    } finally {
      clearTimeout(slow);
      if (this.sending === turn) this.sending = null;
    }
  }

  post(leaving) {
    const body = new FormData(this.form);
    const size = [...body.values()].reduce((sum, value) => sum + new Blob([value]).size, 0);
    this.underWay = new AbortController();
    return fetch(this.form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: leaving && size < LARGEST_ON_LEAVING,
      signal: this.underWay.signal,
    });
  }

  async hear(answer, turn) {
    if (answer.ok) return this.keep(turn, (await answer.json()).sentence);
    if (answer.type === "opaqueredirect" || [400, 401].includes(answer.status)) return this.renew();
    if (answer.status >= 500) return this.failed("failed");
    const told = await answer.json();
    this.show(told.sentence ?? told.error?.message ?? this.said.dataset.failed, true);
  }

  keep(turn, sentence) {
    this.kept = Math.max(this.kept, turn);
    this.ended = false;
    this.show(sentence);
    if (this.turn !== turn) return;
    this.form.dataset.kept = "true";
    this.form.dispatchEvent(new CustomEvent("kept"));
  }

  failed(state) {
    this.say(state);
    this.later(AGAIN);
  }

  // The form's token may be too old while the session goes on, or the person has signed in anew elsewhere.
  async renew() {
    if (this.renewed === this.turn) return this.failed("failed");
    const token = await this.freshToken();
    this.ended = token === null;
    if (this.ended) return this.say("ended");
    this.renewed = this.turn;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    this.later(0);
  }

  async freshToken() {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-autosave]");
    const same = form?.dataset.draft === this.form.dataset.draft; // the same person, at the same text
    return same ? form.querySelector("[name=csrf_token]").value : null;
  }

  say(state) {
    this.show(this.said.dataset[state], state !== "saving");
  }

  show(sentence, wrong = false) {
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
    this.said.classList.toggle("wrong", wrong);
    this.link.hidden = !this.ended;
  }
}
