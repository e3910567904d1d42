// What makes the screens handier; every one of them works without it.
import { keepDrafts } from "./drafts.js";
import { autosave } from "./autosave.js";
import { guardForms } from "./guard.js";
import { tickAll } from "./ticks.js";
import { closeMenus } from "./menus.js";
import { suggestTags } from "./tags.js";
import { moveSchedules } from "./calendar.js";
import { offerCopies } from "./copying.js";
import { keepCompany } from "./presence.js";
import { offerPalette } from "./palette.js";
import { listenForShortcuts } from "./shortcuts.js";

guardForms(document);
keepDrafts(document);
autosave(document);
tickAll(document);
closeMenus(document);
suggestTags(document);
moveSchedules(document);
offerCopies(document);
keepCompany(document);
offerPalette(document);
listenForShortcuts(document);
