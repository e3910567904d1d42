// Asks one of the questions in a dialog over the text.
import { combobox } from "./combobox.js";
import { QUESTIONS } from "./questions.js";

export function ask(name, { editor, wordsValue: words, lookupValue: lookup, element }) {
  const asked = QUESTIONS[name], before = asked.before(editor);
  const dialog = make("dialog", { className: "editor-dialog" });
  dialog.setAttribute("aria-label", words[name]);
  if (asked.note) dialog.append(make("p", { className: "editor-dialog-note", textContent: asked.note(words) }));
  const inputs = asked.fields.map(([key, options]) => [key, field(dialog, words, key, before[key] ?? "", options, lookup)]);
  const fault = make("p", { className: "error", hidden: true });
  fault.setAttribute("role", "alert");
  const close = () => { dialog.close(); dialog.remove(); };
  const finish = () => {
    if (!inputs.every(([, input]) => input.reportValidity())) return;
    const given = Object.fromEntries(inputs.map(([key, input]) => [key, input.value.trim()]));
    const wrong = asked.check?.(given, editor);
    fault.hidden = !wrong;
    if (wrong) {
      fault.textContent = words[wrong];
      return inputs[0][1].focus();
    }
    close();
    editor.commands.focus();
    asked.done(editor, given);
  };
  const row = make("div", { className: "button-row" });
  row.append(button(words.apply, "button primary", finish));
  if (asked.canRemove?.(editor)) row.append(button(words.remove, "button", () => { close(); asked.remove(editor); }));
  row.append(button(words.cancel, "button", close));
  dialog.append(fault, row);
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.localName !== "input" || event.defaultPrevented) return;
    event.preventDefault();
    finish();
  });
  dialog.addEventListener("close", () => dialog.remove());
  element.append(dialog);
  dialog.showModal();
}

function field(dialog, words, key, value, { lookup, choices, lines, ...options }, address) {
  const label = make("label", {}), input = make(choices ? "select" : lines ? "textarea" : "input", { autocomplete: "off", ...options });
  if (choices) input.append(...choices(value, words).map(([it, shown]) => new Option(shown, it)));
  if (lines) input.rows = lines;
  input.value = value;
  label.append(words[key], input);
  dialog.append(label);
  if (lookup) combobox(input, words.suggestions, address);
  return input;
}

function button(label, className, press) {
  const made = make("button", { type: "button", className, textContent: label });
  made.addEventListener("click", press);
  return made;
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
