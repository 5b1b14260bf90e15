/** The actions on clients, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";

export const clientsActions: readonly Action[] = [];
