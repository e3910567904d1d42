// Task lists as they are stored: <ul class="tasks"><li class="done">☑ …</li><li>☐ …</li></ul>, readable wherever lists are.
const DONE = "☑", OPEN = "☐";

export function tasksIn(body) {
  for (const list of body.querySelectorAll("ul[data-keep]")) {
    if (list.dataset.keep !== '{"class":"tasks"}' || ![...list.children].every(isTask)) continue;
    delete list.dataset.keep;
    list.dataset.type = "taskList";
    for (const item of list.children) {
      item.dataset.type = "taskItem";
      item.dataset.checked = String("keep" in item.dataset);
      delete item.dataset.keep;
      const text = item.firstElementChild.firstChild;
      text.data = text.data.slice(2);
    }
  }
}

function isTask(item) {
  const [sign, keep] = item.dataset.keep ? [DONE, '{"class":"done"}'] : [OPEN, undefined];
  const text = item.firstElementChild?.firstChild;
  const isText = item.firstElementChild?.matches("p, m-bare") && text?.nodeType === Node.TEXT_NODE;
  return item.dataset.keep === keep && isText && text.data.startsWith(`${sign} `);
}

export function tasksOut(root) {
  for (const item of root.querySelectorAll("li[data-type=taskItem]")) {
    const isDone = item.dataset.checked === "true";
    if (isDone) item.className = "done";
    delete item.dataset.checked;
    delete item.dataset.type;
    if (!item.firstElementChild?.matches("p, m-bare")) item.prepend(root.ownerDocument.createElement("p"));
    item.firstElementChild.prepend(`${isDone ? DONE : OPEN} `);
  }
  for (const list of root.querySelectorAll("ul[data-type=taskList]")) {
    list.className = "tasks";
    delete list.dataset.type;
  }
}
