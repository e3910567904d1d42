// The sites whose pages may be shown within a text.
import allowed from "../../tools/allowlist.json";

const PAGES = allowed.embeds.map(({ name, pages }) => [name, pages.map((page) => new RegExp(`^(?:${page})$`))]);

export const HOSTS = PAGES.map(([name]) => name);

export function hostOf(address) {
  return PAGES.find(([, pages]) => pages.some((page) => page.test(address)))?.[0];
}
