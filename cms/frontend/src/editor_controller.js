// The rich editor over the plain text field. The field stays what is sent; it changes only when somebody edits.
import { Controller } from "@hotwired/stimulus";
import { Editor } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { Count } from "./counting.js";
import { features } from "./features.js";
import { clean, textSlice } from "./paste.js";
import { extensions } from "./schema.js";
import { Text } from "./text.js";
import { Toolbar } from "./toolbar.js";

const PAUSE = 300; // milliseconds after the last key until words are counted

export default class EditorController extends Controller {
  static targets = ["source"];
  static values = { words: Object, lookup: String, icons: String };

  connect() {
    this.surface = make("div", { className: "editor-surface" });
    this.notice = make("div", { className: "editor-notice", hidden: true, role: "status" });
    this.count = make("p", { className: "editor-count" });
    this.voice = make("p", { className: "visually-hidden", ariaLive: "polite" });
    this.counter = new Count(this.wordsValue, (sentence) => this.say(sentence));
    this.hint = make("p", { className: "visually-hidden", id: "editor-hint", textContent: this.wordsValue.hint });
    this.editor = new Editor({
      element: this.surface,
      extensions: [...extensions, ...features(this)],
      injectCSS: false,
      editable: !this.isReadOnly,
      // paste.js reads Markdown as a whole.
      enablePasteRules: false,
      editorProps: {
        attributes: {
          role: "textbox", "aria-multiline": "true", "aria-label": this.wordsValue.surface, "aria-describedby": this.hint.id, dir: "auto",
          ...(this.isReadOnly && { "aria-readonly": "true", tabindex: "0" }),
        },
        handleKeyDown: (view, event) => this.hears(view, event),
        transformPastedHTML: clean,
        clipboardTextParser: textSlice,
      },
      onUpdate: () => this.write(),
      onTransaction: () => this.toolbar?.refresh(),
    });
    this.toolbar = new Toolbar(this);
    if (!this.isReadOnly) this.sourceTarget.before(this.toolbar.element);
    this.sourceTarget.before(this.notice, this.surface, this.hint, this.voice);
    this.sourceTarget.after(this.count);
    this.heard = () => this.hear();
    this.sourceTarget.addEventListener("input", this.heard);
    this.open();
  }

  // The form is only to be read: its field is disabled by what stands around it.
  get isReadOnly() {
    return this.sourceTarget.matches(":disabled");
  }

  disconnect() {
    clearTimeout(this.counting);
    this.counter.stop();
    this.editor.destroy();
    this.sourceTarget.removeEventListener("input", this.heard);
    for (const part of [this.toolbar.element, this.notice, this.surface, this.hint, this.voice, this.count]) part.remove();
    this.sourceTarget.hidden = false;
  }

  open() {
    this.load();
    this.show(this.text.losses.length > 0);
    this.warn();
  }

  // Somebody types HTML, or a draft that was kept is put into the field.
  hear() {
    if (this.isWriting) return;
    if (this.isSource) this.tallyLater();
    else this.open();
  }

  // Reads the field into the editor; nothing is written back by it.
  load() {
    const { schema, state, view } = this.editor;
    this.text = new Text(this.sourceTarget.value, schema);
    this.isReading = true;
    // A state of its own: what was before must not come back by undoing.
    view.updateState(EditorState.create({ doc: this.text.read, plugins: state.plugins }));
    // Tables are put in order by the first step, so that it is not taken for an edit.
    view.dispatch(view.state.tr.setMeta("addToHistory", false));
    this.isReading = false;
    this.text.begin(this.editor.state.doc);
    this.tally();
  }

  // Whoever watches the field, such as the keeper of drafts, hears of it as of typing.
  write() {
    if (this.isReading || !this.text || this.isSource) return;
    const html = this.text.written(this.editor.state.doc);
    if (html === this.sourceTarget.value) return;
    this.sourceTarget.value = html;
    this.isWriting = true;
    this.sourceTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.isWriting = false;
    this.tallyLater();
  }

  hears(view, event) {
    this.catchUp(view);
    return this.toolbar.hears(event);
  }

  // A key or a button that comes before the browser's word of where the last key put the cursor acts there all
  // the same: after End, a letter must not replace what was selected before it.
  catchUp(view = this.editor.view) {
    view.domObserver.flush();
  }

  // From one view to the other; HTML that was changed by hand is read anew.
  toggle() {
    if (this.isSource && this.sourceTarget.value !== this.text.html) this.load();
    else if (this.isSource) this.text.begin(this.editor.state.doc);
    this.show(!this.isSource);
    this.warn();
    this.tally();
    if (this.isSource) this.sourceTarget.focus();
    else this.editor.commands.focus();
  }

  show(isSource) {
    this.isSource = isSource;
    this.sourceTarget.hidden = !isSource;
    this.surface.hidden = isSource;
    this.toolbar.refresh();
  }

  // Said before anything is edited, so before anything is lost.
  warn() {
    const { losses } = this.text;
    this.notice.hidden = losses.length === 0;
    if (!losses.length) return;
    const list = make("ul");
    list.append(...losses.map((loss) => make("li", { textContent: this.sentence(loss) })));
    this.notice.replaceChildren(make("p", { textContent: this.wordsValue.losses }), list);
  }

  // Names stand in isolation, so that they read from left to right in any sentence.
  sentence({ kind, ...names }) {
    return this.wordsValue[`loses_${kind}`].replace(/\{(\w+)\}/g, (_, key) => `\u2066${names[key]}\u2069`);
  }

  tallyLater() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.tally(), PAUSE);
  }

  tally() {
    const text = this.isSource ? this.sourceTarget.value.replace(/<[^>]*>/g, " ")
      : this.editor.state.doc.textBetween(0, this.editor.state.doc.content.size, " ");
    this.count.textContent = this.counter.sentence(text);
  }

  say(sentence) {
    this.voice.textContent = sentence;
  }
}

function make(name, properties = {}) {
  const { role, ...others } = properties;
  const element = Object.assign(document.createElement(name), others);
  if (role) element.setAttribute("role", role);
  return element;
}
