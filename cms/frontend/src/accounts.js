// What makes the pages of accounts handier; all but passkeys works without it.
import { offerCodes } from "./codes.js";
import { offerPasskeys } from "./passkeys.js";

offerCodes(document);
offerPasskeys(document);
