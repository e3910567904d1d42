// Shows while a password is typed what the site's rule thinks of it; the site itself judges, nothing here does.
import { Controller } from "@hotwired/stimulus";

const PAUSE = 400; // ms without a key

export default class extends Controller {
  static targets = ["input", "bar", "words", "check"];
  static values = { url: String };

  connect() {
    this.checkTarget.hidden = true;
    this.wordsTarget.hidden = false;
  }

  disconnect() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.inputTarget.value) this.timer = setTimeout(() => this.ask(), PAUSE);
    else this.clear();
  }

  async ask() {
    this.request = new AbortController();
    try {
      const answer = await fetch(this.urlValue, {
        method: "POST",
        body: new URLSearchParams(this.fields()),
        headers: { Accept: "application/json" },
        signal: this.request.signal,
      });
      if (answer.ok) this.show(await answer.json());
      else this.clear();
    } catch (error) {
      if (error.name !== "AbortError") this.clear();
    }
  }

  // What the rule looks at; the present password stays out of it.
  fields() {
    const form = this.inputTarget.form.elements;
    const names = ["csrf_token", "email", "name"];
    const others = names.filter((name) => form[name]?.value).map((name) => [name, form[name].value]);
    return [...others, ["new_password", this.inputTarget.value]];
  }

  show({ score, verdict, faults }) {
    this.barTarget.hidden = false;
    this.barTarget.value = score;
    this.wordsTarget.textContent = [`${verdict}.`, ...faults].join(" ");
  }

  clear() {
    this.barTarget.hidden = true;
    this.wordsTarget.textContent = "";
  }
}
