// From the prepared form, in which everything is a box, a mark or a list, to the nodes that features.js names, and back.
import { embedsIn, embedsOut } from "./embeds_html.js";
import { signsIn, signsOut } from "./footnotes_html.js";
import { tasksIn, tasksOut } from "./tasks_html.js";

export function known(body) {
  embedsIn(body);
  tasksIn(body);
  signsIn(body);
}

export function plain(root) {
  embedsOut(root);
  tasksOut(root);
  signsOut(root);
  for (const table of root.querySelectorAll("table[data-caption]")) delete table.dataset.caption;
}
