// What pages do beyond forms and links. Without it every form still works.
import "./partial";
import { autosave } from "./autosave";
import { dialogs } from "./dialogs";
import { drops } from "./drops";
import { keys } from "./keys";
import { live } from "./live";
import { menus } from "./menus";
import { toasts } from "./toasts";

document.documentElement.dataset["script"] = "on";
autosave();
dialogs();
drops();
keys();
live();
menus();
toasts();
