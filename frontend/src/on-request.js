// @ts-check
/** What pages offer and load once somebody asks for it: what would be if, and how it was on other days. */

import { startOtherDays } from "./other-days.js";
import { startWhatIf } from "./what-if.js";

/** Offer both, where the page has them. */
export function startOffers() {
  startWhatIf();
  startOtherDays();
}
