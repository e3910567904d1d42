// Lists of what is to be done and what is done.
import { TaskItem as StockItem, TaskList } from "@tiptap/extension-list";

export { TaskList };

export const TaskItem = StockItem.extend({
  content: "block+",
  addAttributes() {
    return {
      ...this.parent(),
      loose: { default: false, parseHTML: (it) => "loose" in it.dataset, renderHTML: ({ loose }) => (loose ? { "data-loose": "" } : {}) },
    };
  },
  renderHTML: ({ HTMLAttributes }) => ["li", { ...HTMLAttributes, "data-type": "taskItem" }, 0],
});
