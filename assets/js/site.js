/** What the pages do beyond HTML. Each behaviour finds its own elements and does nothing without them. */
import { closeFoldsWhenLeft } from "./folds.js";
import { offerLanguage } from "./offer.js";
import { keepPlace } from "./place.js";
import { leaveByShift } from "./shortcut.js";
import { suggestWhileTyping } from "./suggesting.js";

leaveByShift(document.querySelector("[data-shift]"));
closeFoldsWhenLeft(document.querySelectorAll("[data-fold]"));
keepPlace(document.querySelector("[data-languages]"));
offerLanguage(document.querySelector("[data-languages]"));
suggestWhileTyping(document.querySelectorAll("[data-suggest]"));
