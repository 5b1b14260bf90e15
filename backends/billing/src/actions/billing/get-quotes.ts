/** GetQuotes. */
import type { Quote, QuoteItem } from "../../books/quote.js";
import { keptCount, page } from "../../database/list.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";
import { writeDecimal } from "../../money/cents.js";

export const getQuotes = action({
  name: "GetQuotes",
  area: "billing",
  description: "Retrieve a list of quotes.",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned quote data (default: 0)"),
    limitnum: param.count("The number of records to return (default: 25)"),
    quoteid: param.int("Find a specific quote"),
    userid: param.int("Find quotes for a specific client"),
    subject: param.text("Find quotes with this subject"),
    stage: param.text("Find quotes at this stage"),
    datecreated: param.day("Find quotes made on this day"),
    lastmodified: param.day("Find quotes last changed on this day"),
    validuntil: param.day("Find quotes valid until this day"),
  },
  response: {
    totalresults: field.int("The total number of results available"),
    startnumber: field.int("The starting number for the returned results"),
    numreturned: field.int("The number of results returned"),
    quotes: field.list("quote", "The quotes that match, newest first", {
      id: field.int("The quote id"),
      subject: field.text("The subject"),
      stage: field.text("The stage"),
      validuntil: field.day("The day until which it is valid"),
      userid: field.idOrZero("The client id, 0 when it is for somebody else"),
      client: field.nullable(
        field.object("The client", {
          id: field.int("The client id"),
          firstname: field.text("First name"),
          lastname: field.text("Last name"),
          companyname: field.text("Company"),
          email: field.text("Email address"),
          datecreated: field.text("The day on which the client was added"),
          groupid: field.idOrZero("The client group"),
          status: field.text("The client's status"),
        }),
      ),
      firstname: field.text("First name of whom it is for, where that is no client"),
      lastname: field.text("Last name"),
      companyname: field.text("Company"),
      email: field.text("Email address"),
      address1: field.text("Address"),
      address2: field.text("Second line of the address"),
      city: field.text("City"),
      state: field.text("State"),
      postcode: field.text("Postcode"),
      country: field.text("Country"),
      phonenumber: field.text("Phone number"),
      tax_id: field.text("Tax id"),
      currency: field.idOrZero("The currency id, 0 for the client's own"),
      subtotal: field.money("The lines, net of tax"),
      tax1: field.money("The first level of tax"),
      tax2: field.money("The second level of tax"),
      total: field.money("The total"),
      proposal: field.text("The text of the proposal"),
      customernotes: field.text("Notes that the customer sees"),
      adminnotes: field.text("Notes that only administrators see"),
      datecreated: field.day("The day on which it was made"),
      lastmodified: field.day("The day of its last change"),
      datesent: field.day("The day on which it was sent"),
      dateaccepted: field.day("The day on which it was accepted"),
      items: field.list("item", "The lines", {
        id: field.int("The line id"),
        description: field.text("The description"),
        quantity: field.text("The quantity"),
        unitprice: field.money("The price of one"),
        discount: field.decimal(2, "The discount in percent"),
        taxable: field.flag("Whether it is taxed"),
      }),
    }),
  },
  errors: [],
  example: {
    request: { quoteid: 1 },
    response: {
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      quotes: {
        quote: [
          {
            id: 1,
            subject: "A website",
            stage: "Draft",
            validuntil: "2026-04-10",
            userid: 1,
            client: {
              id: 1,
              firstname: "One",
              lastname: "Client",
              companyname: "",
              email: "one@example.com",
              datecreated: "2026-01-01",
              groupid: 0,
              status: "Active",
            },
            firstname: "",
            lastname: "",
            companyname: "",
            email: "",
            address1: "",
            address2: "",
            city: "",
            state: "",
            postcode: "",
            country: "",
            phonenumber: "",
            tax_id: "",
            currency: 0,
            subtotal: "450.00",
            tax1: "0.00",
            tax2: "0.00",
            total: "450.00",
            proposal: "",
            customernotes: "",
            adminnotes: "",
            datecreated: "2026-03-10",
            lastmodified: "2026-03-10",
            datesent: "0000-00-00",
            dateaccepted: "0000-00-00",
            items: {
              item: [
                { id: 1, description: "Design", quantity: "2", unitprice: "250.00", discount: "10.00", taxable: 1 },
              ],
            },
          },
        ],
      },
    },
  },
  async run({ db }, input) {
    const columns = {
      id: input.quoteid,
      client_id: input.userid,
      subject: input.subject || undefined,
      stage: input.stage || undefined,
      date_created: input.datecreated,
      last_modified: input.lastmodified,
      valid_until: input.validuntil,
    };
    let query = db.selectFrom("quotes").selectAll().orderBy("id", "desc");
    for (const [column, value] of Object.entries(columns)) {
      if (value !== undefined) query = query.where(column as "subject", "=", value as string);
    }
    const { rows, ...counts } = await page(db, query, input, await keptCount(db, "quotes", columns));
    return { ...counts, quotes: await withLines(db, rows) };
  },
});

async function withLines(db: Db, quotes: readonly Quote[]) {
  const ids = quotes.map(({ id }) => id);
  const clientIds = quotes.flatMap(({ client_id }) => (client_id === null ? [] : [client_id]));
  const items = await db.selectFrom("quote_items").selectAll().where("quote_id", "in", ids).orderBy("id").execute();
  const clients = await db.selectFrom("clients").selectAll().where("id", "in", clientIds).execute();
  return quotes.map((quote) => {
    const client = clients.find(({ id }) => id === quote.client_id);
    return {
      ...quote,
      validuntil: quote.valid_until,
      userid: quote.client_id,
      client: client ? { ...client, datecreated: client.created_at.slice(0, 10), groupid: client.group_id } : null,
      currency: quote.currency_id,
      customernotes: quote.customer_notes,
      adminnotes: quote.admin_notes,
      datecreated: quote.date_created,
      lastmodified: quote.last_modified,
      datesent: quote.date_sent,
      dateaccepted: quote.date_accepted,
      items: items.filter(({ quote_id }) => quote_id === quote.id).map(answeredItem),
    };
  });
}

function answeredItem({ id, description, quantity_e3, unit_price, discount, taxed }: QuoteItem) {
  return {
    id,
    description,
    quantity: writeDecimal(quantity_e3, 3).replace(/\.?0+$/, ""),
    unitprice: unit_price,
    // Thousandths of a percent are kept; two decimals are shown.
    discount: Math.round(discount / 10),
    taxable: taxed,
  };
}
