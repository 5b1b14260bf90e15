/** The actions on catalogue, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const catalogueActions: readonly Action[] = [];
