/** The reference at its addresses: `/` and `/reference/<action>`. */
import type { Action } from "../declare/action.js";
import { actionPage, indexPage } from "./page.js";

/** The page at a path, where there is one. Extensions have pages too, which say what they are. */
export function referencePage(actions: ReadonlyMap<string, Action>, path: string): string | undefined {
  const all = [...actions.values()];
  if (path === "/") return indexPage(all);
  const name = /^\/reference\/([a-z]+)$/i.exec(path)?.[1];
  const action = name === undefined ? undefined : actions.get(name.toLowerCase());
  return action && actionPage(all, action);
}
