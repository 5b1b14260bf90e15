/** The actions on system, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const systemActions: readonly Action[] = [];
