/** The books that the calls of the end-to-end tests are about: what they need is put there, and what they did is read. */
import { randomUUID } from "node:crypto";
import type { Billing } from "@turnpike/billing";

type Values = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;
type Table = Parameters<Billing["db"]["insertInto"]>[0];

/** The tables behind the API, and the calls that prepare them. */
export type Company = {
  /** Calls an action without going through Turnpike; throws when it is refused. */
  call(action: string, values?: Values): Promise<Row>;
  /** The row with this id; undefined when there is none. */
  row(table: Table, id: unknown): Promise<Row | undefined>;
  rows(table: Table): Promise<readonly Row[]>;
  /** Writes a row as it is, where no action does. */
  write(table: Table, values: Values): Promise<void>;
  /** A client of its own for whoever asks. */
  client(): Promise<number>;
  /** A pending order of a service and a domain, of a client of its own. */
  order(): Promise<Ordered>;
};

export type Ordered = {
  readonly clientId: number;
  readonly orderId: number;
  readonly serviceId: number;
  readonly domainId: number;
  readonly invoiceId: number;
};

/** Reads and prepares these books. */
export function companyIn(billing: Billing): Company {
  const call: Company["call"] = async (action, values = {}) => {
    const answer = await billing.localApi(action, values);
    if (answer.result !== "success") throw new Error(`${action} was refused: ${String(answer.message)}`);
    return answer as Row;
  };
  const rows: Company["rows"] = (table) =>
    billing.db
      .selectFrom(table as "clients")
      .selectAll()
      .execute();
  const client = async () =>
    Number((await call("AddClient", { ...person, email: `${randomUUID()}@example.com` })).clientid);
  return {
    call,
    rows,
    client,
    async write(table, values) {
      await billing.db
        .insertInto(table)
        .values(values as never)
        .execute();
    },
    row: async (table, id) => (await rows(table)).find((row) => row.id === Number(id)),
    async order() {
      const clientId = await client();
      const made = await call("AddOrder", { clientid: clientId, ...wanted, domain: `${randomUUID()}.com` });
      return {
        clientId,
        orderId: Number(made.orderid),
        serviceId: Number(made.serviceids),
        domainId: Number(made.domainids),
        invoiceId: Number(made.invoiceid),
      };
    },
  };
}

const wanted = {
  paymentmethod: "banktransfer",
  pid: 2,
  billingcycle: "monthly",
  domaintype: "register",
  regperiod: 1,
  eppcode: "move-me",
  noemail: true,
};

const person = {
  firstname: "Ann",
  lastname: "Author",
  address1: "1 Main Street",
  city: "Springfield",
  state: "Oregon",
  postcode: "97477",
  country: "US",
  phonenumber: "5415550100",
  password2: "a password of their own",
  noemail: true,
};
