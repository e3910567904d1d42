// The few questions the editor asks: where a link goes, which picture, which language code is in.
const WAIT = 200; // milliseconds after the last key

const ASKED = {
  link: {
    fields: [["address", { required: true, lookup: true, dir: "ltr" }]],
    before: (editor) => ({ address: editor.getAttributes("link").href ?? "" }),
    done: setLink,
    remove: (editor) => editor.chain().focus().extendMarkRange("link").unsetMark("link").run(),
    canRemove: (editor) => editor.isActive("link"),
  },
  image: {
    fields: [["address", { required: true, dir: "ltr" }], ["alt", {}], ["caption", {}]],
    before: () => ({}),
    done: setImage,
  },
  codeBlock: {
    fields: [["language", { dir: "ltr", pattern: "[A-Za-z0-9+#\\-]*" }]],
    before: (editor) => ({ language: editor.getAttributes("codeBlock").language ?? "" }),
    done: (editor, { language }) => setCode(editor, language),
    remove: (editor) => editor.chain().focus().setParagraph().run(),
    canRemove: (editor) => editor.isActive("codeBlock"),
  },
};

export function ask(name, { editor, wordsValue: words, lookupValue: lookup, element }) {
  const asked = ASKED[name];
  const dialog = document.createElement("dialog");
  dialog.className = "editor-dialog";
  dialog.setAttribute("aria-label", words[name]);
  const before = asked.before(editor);
  const inputs = asked.fields.map(([key, options]) => [key, field(dialog, words[key], before[key] ?? "", options, lookup)]);
  const close = () => { dialog.close(); dialog.remove(); };
  const finish = () => {
    if (!inputs.every(([, input]) => input.reportValidity())) return;
    const given = Object.fromEntries(inputs.map(([key, input]) => [key, input.value.trim()]));
    close();
    asked.done(editor, given);
  };
  const row = document.createElement("div");
  row.className = "button-row";
  row.append(button(words.apply, "button primary", finish));
  if (asked.canRemove?.(editor)) row.append(button(words.remove, "button", () => { close(); asked.remove(editor); }));
  row.append(button(words.cancel, "button", close));
  dialog.append(row);
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.localName !== "input") return;
    event.preventDefault();
    finish();
  });
  dialog.addEventListener("cancel", () => dialog.remove());
  element.append(dialog);
  dialog.showModal();
}

function field(dialog, label, value, { lookup, ...options }, address) {
  const holder = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "text", value, autocomplete: "off", ...options });
  holder.append(label, input);
  dialog.append(holder);
  if (lookup) suggest(input, dialog, address);
  return input;
}

function suggest(input, dialog, address) {
  const list = Object.assign(document.createElement("datalist"), { id: "editor-targets" });
  dialog.append(list);
  input.setAttribute("list", list.id);
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const url = `${address}?${new URLSearchParams({ name: "targets", query: input.value.trim() })}`;
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.ok) list.replaceChildren(...(await answer.json()).map(([path, title]) => new Option(title, path)));
    }, WAIT);
  });
}

function button(label, className, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: label });
  made.addEventListener("click", press);
  return made;
}

function setLink(editor, { address }) {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (editor.state.selection.empty && !editor.isActive("link")) {
    return chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
  }
  chain.setMark("link", { href: address }).run();
}

function setImage(editor, { address, alt, caption }) {
  const image = { type: "image", attrs: { src: address, alt } };
  if (!caption) return editor.chain().focus().insertContent(image).run();
  const line = (content) => ({ type: "paragraph", attrs: { bare: true }, content: [content] });
  const box = (tag, ...content) => ({ type: "box", attrs: { tag }, content });
  editor.chain().focus()
    .insertContent(box("figure", line(image), box("figcaption", line({ type: "text", text: caption })))).run();
}

function setCode(editor, language) {
  const chain = editor.chain().focus();
  if (!editor.isActive("codeBlock")) chain.toggleCodeBlock();
  chain.updateAttributes("codeBlock", { language: language || null }).run();
}
