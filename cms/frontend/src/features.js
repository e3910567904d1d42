// What the editor knows beyond plain texts, each kind in a file of its own. known.js says how they are stored.
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import { ask } from "./dialogs.js";
import { Embed } from "./embeds.js";
import { Find } from "./find.js";
import { Footnote, FootnoteSign, Footnotes, footnoteKeys } from "./footnotes.js";
import { Addresses } from "./links.js";
import { Slash } from "./slash.js";
import { TaskItem, TaskList } from "./tasks.js";

// Which question changes a node that is selected as a whole.
const QUESTIONS = { embed: "embed", isle: "htmlBlock", island: "htmlBlock" };

export function features(controller) {
  const checkboxLabel = ({ textContent }) => `${controller.wordsValue.taskDone}: ${textContent}`;
  return [
    Embed, FootnoteSign, Footnote, Footnotes, footnoteKeys, TaskList, Addresses,
    TaskItem.configure({ nested: true, a11y: { checkboxLabel } }),
    Slash.configure({ controller }), Find.configure({ controller }), opening(controller), promptFocus,
  ];
}

// The text has the focus at once, not with the next picture as TipTap's own command gives it: the next key belongs to it already.
const promptFocus = Extension.create({
  name: "promptFocus",
  addCommands: () => ({
    focus: () => ({ view, dispatch }) => {
      if (dispatch) view.focus();
      return true;
    },
  }),
});

// Enter or a double click on a selected block opens it; what it is, and that it opens, is said aloud.
function opening(controller) {
  const open = ({ state }) => {
    const question = QUESTIONS[state.selection.node?.type.name];
    if (question) ask(question, controller);
    return Boolean(question);
  };
  return Extension.create({
    name: "opening",
    addKeyboardShortcuts: () => ({ Enter: ({ editor }) => open(editor) }),
    addProseMirrorPlugins: () => [new Plugin({ props: { handleDoubleClick: open } })],
    onSelectionUpdate({ editor: { state: { selection } } }) {
      const question = selection instanceof NodeSelection && QUESTIONS[selection.node.type.name];
      if (question) controller.say(`${controller.wordsValue[question]}. ${controller.wordsValue.opens}`);
    },
  });
}
