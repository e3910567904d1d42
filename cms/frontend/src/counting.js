// How many words a text has and how long it takes to read, in the plural forms of the person's language.
const PER_MINUTE = 220;
const SAID_EVERY = 100; // words
const PAUSE = 3000; // milliseconds after the last key

export class Count {
  constructor(words, say) {
    Object.assign(this, { words, say });
    this.locale = document.documentElement.lang || "en";
    this.plural = new Intl.PluralRules(this.locale);
    this.shown = new Intl.NumberFormat(this.locale);
    this.segmenter = new Intl.Segmenter(this.locale, { granularity: "word" });
  }

  // The sentence to show. It is said aloud only now and then, when typing pauses.
  sentence(text) {
    const count = [...this.segmenter.segment(text)].filter((it) => it.isWordLike).length;
    const sentence = `${this.form("words", count)} · ${this.form("minutes", Math.ceil(count / PER_MINUTE))}`;
    this.last ??= count;
    clearTimeout(this.waiting);
    if (Math.abs(count - this.last) >= SAID_EVERY) this.waiting = setTimeout(() => { this.last = count; this.say(sentence); }, PAUSE);
    return sentence;
  }

  form(name, number) {
    const forms = this.words[name];
    return (forms[this.plural.select(number)] ?? forms.other).replace("{n}", this.shown.format(number));
  }

  stop() {
    clearTimeout(this.waiting);
  }
}
