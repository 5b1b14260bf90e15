/** What the writers of an order's items are told, and what they tell. */
import type { Client } from "../client.js";
import type { NewLine } from "../invoice/create.js";
import type { Promotion } from "./promotion.js";

/** Who orders, and how it is paid. */
export type Ordering = {
  readonly client: Client;
  readonly orderId: number;
  readonly paymentMethod: string;
  readonly promotion: Promotion | undefined;
};

/** An item that was written: its id, and what is invoiced for it. */
export type Written = { readonly id: number; readonly lines: readonly NewLine[] };

/** Whether a promotion took something off. */
export function isDiscounted({ lines }: Pick<Written, "lines">): boolean {
  return lines.some(({ type }) => type === "PromoHosting");
}
