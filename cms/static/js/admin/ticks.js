// A checkbox that ticks every row, and the text of a bulk action only where it is wanted.
export function tickAll(root) {
  const boxes = [...root.querySelectorAll('input[name="rowid"][form="bulk"]')];
  const place = root.querySelector(".list thead .tick");
  const bar = root.querySelector(".bulk-bar");
  if (!bar || boxes.length === 0) return;
  if (place) place.append(master(boxes, bar));
  const choice = bar.querySelector("select");
  choice.addEventListener("change", () => showText(bar, choice.value));
  showText(bar, choice.value);
}

function master(boxes, bar) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.autocomplete = "off";
  all.setAttribute("aria-label", bar.dataset.all);
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", () => {
    const ticked = boxes.filter((each) => each.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }));
  return all;
}

function showText(bar, name) {
  for (const input of bar.querySelectorAll("[data-for]")) {
    const wanted = input.dataset.for.split(" ").includes(name);
    input.hidden = !wanted;
    input.disabled = !wanted;
    bar.querySelector(`label[for="${input.id}"]`).hidden = !wanted;
  }
}
