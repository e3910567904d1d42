// Films, sounds and maps as they are stored: <figure class="embed"><a href="…">title</a></figure>.
import { hostOf } from "./embed_hosts.js";

export function embedsIn(body) {
  for (const box of body.querySelectorAll("m-box[data-tag=figure]")) {
    const link = box.querySelector(":scope > m-bare:only-child > a:only-child:not([data-keep])");
    if (box.dataset.keep !== '{"class":"embed"}' || !link || link.children.length || !hostOf(link.getAttribute("href"))) continue;
    if (link.parentElement.textContent.trim() !== link.textContent.trim()) continue;
    const embed = body.ownerDocument.createElement("m-embed");
    embed.dataset.href = link.getAttribute("href");
    embed.textContent = link.textContent;
    box.replaceWith(embed);
  }
}

export function embedsOut(root) {
  for (const embed of root.querySelectorAll("m-embed")) {
    const [figure, link] = ["figure", "a"].map((name) => root.ownerDocument.createElement(name));
    figure.className = "embed";
    link.setAttribute("href", embed.dataset.href);
    link.textContent = embed.textContent;
    figure.append(link);
    embed.replaceWith(figure);
  }
}
