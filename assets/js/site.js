/** What the pages do beyond HTML. Each behaviour finds its own elements and does nothing without them. */
import { closeFoldsWhenLeft } from "./folds.js";
import { leaveWithoutTrace } from "./leaving.js";
import { offerLanguage } from "./offer.js";
import { suggestWhileTyping } from "./suggesting.js";

leaveWithoutTrace(document.querySelector("[data-exit]"));
closeFoldsWhenLeft(document.querySelectorAll("[data-fold]"));
offerLanguage(document.querySelector("[data-languages]"));
suggestWhileTyping(document.querySelectorAll("[data-suggest]"));
