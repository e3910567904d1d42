// What makes the pages of accounts handier; all but passkeys works without it.
import { Application } from "@hotwired/stimulus";
import { offerCodes } from "./codes.js";
import MeterController from "./meter.js";
import { offerPasskeys } from "./passkeys.js";

Application.start().register("meter", MeterController);
offerCodes(document);
offerPasskeys(document);
