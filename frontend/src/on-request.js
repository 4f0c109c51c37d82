// @ts-check
/** What pages offer and load once somebody asks for it: what would be if, how it was on other days, and review packs as slides. */

import { startOtherDays } from "./other-days.js";
import { startReviewPack } from "./review-pack.js";
import { startWhatIf } from "./what-if.js";

/** Offer those that the page has. */
export function startOffers() {
  startWhatIf();
  startOtherDays();
  startReviewPack();
}
