// What is asked, and what is done with the answer. `check` gives the name of a sentence that says why not.
import { TextSelection } from "@tiptap/pm/state";
import { HOSTS, hostOf } from "./embed_hosts.js";
import { setEmbed } from "./embeds.js";
import { fragment } from "./prepare.js";
import { holdsBlocks } from "./kinds.js";
import { captionOf, setCaption } from "./tables.js";

const LANGUAGES = "bash c cpp csharp css diff go html java javascript json kotlin markdown php python ruby rust sql swift toml typescript xml yaml".split(" ");
const ISLES = ["isle", "island"];

export const QUESTIONS = {
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
    fields: [["language", { choices: languages }]],
    before: (editor) => ({ language: editor.getAttributes("codeBlock").language ?? "" }),
    done: (editor, { language }) => setCode(editor, language),
    remove: (editor) => editor.chain().focus().setParagraph().run(),
    canRemove: (editor) => editor.isActive("codeBlock"),
  },
  embed: {
    fields: [["embedAddress", { required: true, dir: "ltr", inputMode: "url" }], ["embedTitle", { dir: "auto" }]],
    note: (words) => words.embedHosts.replace("{hosts}", HOSTS.join(", ")),
    before: ({ state: { selection: { node } } }) => (node?.type.name === "embed" ? { embedAddress: node.attrs.href, embedTitle: node.attrs.label === node.attrs.href ? "" : node.attrs.label } : {}),
    check: ({ embedAddress }) => (hostOf(embedAddress) ? null : "embedRefused"),
    done: (editor, { embedAddress, embedTitle }) => setEmbed(editor, embedAddress, embedTitle),
    remove: (editor) => editor.chain().focus().deleteSelection().run(),
    canRemove: ({ state: { selection: { node } } }) => node?.type.name === "embed",
  },
  htmlBlock: {
    fields: [["htmlSource", { required: true, lines: 10, dir: "ltr", spellcheck: false }]],
    before: ({ state: { selection: { node } } }) => ({ htmlSource: isIsle(node) ? node.attrs.html : "" }),
    check: ({ htmlSource }, { state: { selection: { node } } }) => (node?.type.name === "island" && holdsBlocks(fragment(htmlSource)) ? "htmlInLine" : null),
    done: setHtml,
    remove: (editor) => editor.chain().focus().deleteSelection().run(),
    canRemove: ({ state: { selection: { node } } }) => isIsle(node),
  },
  tableCaption: {
    fields: [["caption", { dir: "auto" }]],
    before: (editor) => ({ caption: captionOf(editor) }),
    done: (editor, { caption }) => setCaption(editor, caption),
  },
};

function languages(current, words) {
  const known = LANGUAGES.includes(current) || !current ? LANGUAGES : [current, ...LANGUAGES];
  return [["", words.languagePlain], ...known.map((name) => [name, name])];
}

function isIsle(node) {
  return ISLES.includes(node?.type.name);
}

function setHtml(editor, { htmlSource: html }) {
  const { state: { selection, tr }, view } = editor;
  if (isIsle(selection.node)) view.dispatch(tr.setNodeAttribute(selection.from, "html", html));
  else editor.chain().insertContent({ type: "isle", attrs: { html } }).run();
  view.focus();
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
    .insertContent(box("figure", line(image), box("figcaption", line({ type: "text", text: caption }))))
    .command(goBehindFigure).run();
}

// Who has put in a picture writes on after it, not in its caption.
function goBehindFigure({ tr }) {
  const { $from } = tr.selection;
  const depth = [...Array($from.depth).keys()].map((i) => i + 1).find((i) => $from.node(i).attrs.tag === "figure");
  if (!depth) return true;
  const behind = $from.after(depth);
  if (!tr.doc.resolve(behind).nodeAfter) tr.insert(behind, tr.doc.type.schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(behind), 1)).scrollIntoView();
  return true;
}

function setCode(editor, language) {
  const chain = editor.chain().focus();
  if (!editor.isActive("codeBlock")) chain.toggleCodeBlock();
  chain.updateAttributes("codeBlock", { language: language || null }).run();
}
