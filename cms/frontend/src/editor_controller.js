// The rich editor over the plain text field. The field stays what is sent; it changes only when somebody edits.
import { Controller } from "@hotwired/stimulus";
import { Editor } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { clean } from "./paste.js";
import { extensions } from "./schema.js";
import { Text } from "./text.js";
import { Toolbar } from "./toolbar.js";

export default class EditorController extends Controller {
  static targets = ["source"];
  static values = { words: Object, lookup: String };

  connect() {
    this.surface = make("div", { className: "editor-surface" });
    this.notice = make("div", { className: "editor-notice", hidden: true, role: "status" });
    this.count = make("p", { className: "editor-count" });
    this.editor = new Editor({
      element: this.surface,
      extensions,
      injectCSS: false,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": this.wordsValue.surface, dir: "auto" },
        transformPastedHTML: clean,
      },
      onUpdate: () => this.write(),
      onTransaction: () => this.toolbar?.refresh(),
    });
    this.toolbar = new Toolbar(this);
    this.sourceTarget.before(this.toolbar.element, this.notice, this.surface);
    this.sourceTarget.after(this.count);
    this.sourceTarget.addEventListener("input", () => this.tally());
    this.load();
    this.show(this.text.losses.length > 0);
    this.warn();
  }

  disconnect() {
    this.editor.destroy();
    for (const part of [this.toolbar.element, this.notice, this.surface, this.count]) part.remove();
    this.sourceTarget.hidden = false;
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

  write() {
    if (this.isReading || !this.text || this.isSource) return;
    this.sourceTarget.value = this.text.written(this.editor.state.doc);
    this.tally();
  }

  // From one view to the other; HTML that was changed by hand is read anew.
  toggle() {
    if (this.isSource && this.sourceTarget.value !== this.text.html) this.load();
    else if (this.isSource) this.text.begin(this.editor.state.doc);
    this.show(!this.isSource);
    this.warn();
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
    list.append(...losses.map((loss) => make("li", { textContent: loss, dir: "ltr" })));
    this.notice.replaceChildren(make("p", { textContent: this.wordsValue.losses }), list);
  }

  tally() {
    const text = this.isSource ? this.sourceTarget.value.replace(/<[^>]*>/g, " ")
      : this.editor.state.doc.textBetween(0, this.editor.state.doc.content.size, " ");
    const locale = document.documentElement.lang || "en";
    const found = [...new Intl.Segmenter(locale, { granularity: "word" }).segment(text)].filter((it) => it.isWordLike);
    const shown = new Intl.NumberFormat(locale);
    const { words, minutes } = this.wordsValue;
    this.count.textContent = `${words}: ${shown.format(found.length)} · ${minutes}: ${shown.format(Math.ceil(found.length / 220))}`;
  }
}

function make(name, properties = {}) {
  const { role, ...others } = properties;
  const element = Object.assign(document.createElement(name), others);
  if (role) element.setAttribute("role", role);
  return element;
}
