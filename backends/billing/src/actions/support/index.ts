/** The actions on support, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const supportActions: readonly Action[] = [];
