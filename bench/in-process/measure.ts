/** What single steps cost, called directly: where the time of a call goes before any socket is touched. */
import { decisionRows } from "./decision.js";
import { storeRows } from "./store.js";

export type InProcess = {
  readonly rows: readonly { readonly what: string; readonly micros: number }[];
};

/** All rows; the store's in SQLite in the folder. */
export async function measureInProcess(folder: string): Promise<InProcess> {
  return { rows: [...decisionRows(), ...(await storeRows(folder))] };
}
