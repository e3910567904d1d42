// Known tags are suggested for the last name in a field of names with commas between.
const WAIT = 200; // milliseconds after the last key

export function suggestTags(root) {
  for (const input of root.querySelectorAll("input[data-lookup]")) attach(input);
}

function attach(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-known`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(input, list), WAIT);
  });
}

async function fill(input, list) {
  const cut = input.value.lastIndexOf(",") + 1;
  const start = input.value.slice(0, cut);
  const typed = input.value.slice(cut).trim();
  if (!typed) return list.replaceChildren();
  const url = `${input.dataset.lookup}?${new URLSearchParams({ name: "tags", query: typed })}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const names = (await answer.json()).map(([, name]) => name);
  list.replaceChildren(...names.map((name) => new Option("", start ? `${start} ${name}` : name)));
}
