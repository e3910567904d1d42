// What makes the screens handier; every one of them works without it.
import { guardForms } from "./guard.js";
import { tickAll } from "./ticks.js";
import { closeMenus } from "./menus.js";
import { suggestTags } from "./tags.js";
import { offerCopies } from "./copying.js";

guardForms(document);
tickAll(document);
closeMenus(document);
suggestTags(document);
offerCopies(document);
