/** A change as it is asked for, and what is wrong with it whatever it is to change. */
import type { ChangedLine } from "../schema/line-item.js";
import { faultOfGivenLines } from "./lines.js";

/** The fields to change of the document with this id, and the lines that are to go. */
export type Requested<Change> = {
  readonly id: string;
  readonly change: Change;
  readonly removed: readonly string[];
  readonly unitdp: number | undefined;
};

/** What a tool's arguments ask for; `change` is the one element of Xero's envelope. */
export const requested = <Change>(
  id: string,
  [change]: readonly Change[],
  { removeLineItems = [], unitdp }: Extras,
): Requested<Change> => ({ id, change: change ?? ({} as Change), removed: removeLineItems, unitdp });

type Extras = { readonly removeLineItems?: readonly string[] | undefined; readonly unitdp?: number | undefined };

type AnyChange = { readonly LineItems?: readonly ChangedLine[] | undefined };

/** What is wrong with it; `idField` is the document's own name for its id. */
export function faultOfRequest<Change extends AnyChange>(
  { id, change, removed }: Requested<Change>,
  idField: keyof Change & string,
): string | undefined {
  const { [idField]: inside = id, LineItems: given, ...rest } = change;
  if (String(inside).toLowerCase() !== id.toLowerCase())
    return `${idField} is another one than the id beside it: leave it out`;
  if (given === undefined && removed.length === 0 && Object.keys(rest).length === 0) {
    return "nothing to change: there is no field but the id";
  }
  return faultOfGivenLines({ given, removed });
}
