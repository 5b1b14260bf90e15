/** The actions on domains, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const domainsActions: readonly Action[] = [];
