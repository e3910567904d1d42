// Starts the editor on every form that asks for it.
import { Application } from "@hotwired/stimulus";
import EditorController from "./editor_controller.js";

Application.start().register("editor", EditorController);
