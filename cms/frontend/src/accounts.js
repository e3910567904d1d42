// What the pages of accounts can do beyond their forms.
import { Application } from "@hotwired/stimulus";
import MeterController from "./meter.js";

Application.start().register("meter", MeterController);
