/** GetClientsDomains. */
import { keptCount, page } from "../../database/list.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getClientsDomains = action({
  name: "GetClientsDomains",
  area: "clients",
  description: "Obtain the domains of clients that match the passed criteria",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    limitstart: param.count("The offset for the returned domains (default: 0)"),
    limitnum: param.count("The number of domains to return (default: 25)"),
    clientid: param.int("Domains of this client"),
    domainid: param.int("The domain with this ID"),
    domain: param.text("The domain with this name"),
  },
  response: {
    clientid: field.nullable(field.intText("The client that was asked for")),
    domainid: field.nullable(field.intText("The domain that was asked for")),
    totalresults: field.int("How many domains there are"),
    startnumber: field.int("The offset of the first one"),
    numreturned: field.int("How many are in this answer"),
    domains: field.list("domain", "The domains", {
      id: field.intText("The ID of the domain"),
      userid: field.intText("Its client"),
      orderid: field.idOrZeroText("The order it came of"),
      regtype: field.text("Register or Transfer"),
      domainname: field.text("Its name"),
      registrar: field.text("The registrar module"),
      regperiod: field.intText("For how many years it is registered"),
      firstpaymentamount: field.money("What was paid first"),
      recurringamount: field.money("What a renewal costs"),
      paymentmethod: field.text("The payment method"),
      paymentmethodname: field.text("The name of the payment method"),
      regdate: field.day("When it was registered"),
      expirydate: field.day("When it expires"),
      nextduedate: field.day("When it is next to be paid"),
      status: field.text("Its status"),
      subscriptionid: field.text("The subscription it is paid by"),
      promoid: field.idOrZeroText("The promotion that applies"),
      dnsmanagement: field.intText("1 when DNS is managed, else 0"),
      emailforwarding: field.intText("1 when mail is forwarded, else 0"),
      idprotection: field.intText("1 when the owner is hidden, else 0"),
      donotrenew: field.intText("1 when it is not renewed, else 0"),
      notes: field.text("Notes for administrators"),
    }),
  },
  errors: [],
  example: {
    request: { clientid: 1 },
    response: {
      clientid: "1",
      domainid: null,
      totalresults: 1,
      startnumber: 0,
      numreturned: 1,
      domains: {
        domain: [
          {
            id: "1",
            userid: "1",
            orderid: "1",
            regtype: "Register",
            domainname: "example.net",
            registrar: "sandbox",
            regperiod: "1",
            firstpaymentamount: "14.95",
            recurringamount: "14.95",
            paymentmethod: "paypal",
            paymentmethodname: "PayPal",
            regdate: "2026-03-10",
            expirydate: "2027-03-10",
            nextduedate: "2027-03-10",
            status: "Active",
            subscriptionid: "",
            promoid: "0",
            dnsmanagement: "0",
            emailforwarding: "0",
            idprotection: "0",
            donotrenew: "0",
            notes: "",
          },
        ],
      },
    },
  },
  async run({ db }, input) {
    const { clientid, domainid, domain } = input;
    let query = db
      .selectFrom("domains")
      .leftJoin("payment_methods", "payment_methods.module", "domains.payment_method")
      .selectAll("domains")
      .select("payment_methods.display_name")
      .orderBy("domains.id");
    if (clientid !== undefined) query = query.where("domains.client_id", "=", clientid);
    if (domainid !== undefined) query = query.where("domains.id", "=", domainid);
    if (domain) query = query.where("domains.domain", "=", domain);
    const isCounted = domainid === undefined && !domain;
    const total = isCounted ? await keptCount(db, "domains", { client_id: clientid }) : undefined;
    const { rows, ...counts } = await page(db, query, input, total);
    const domains = rows.map((row) => ({
      ...row,
      userid: row.client_id,
      orderid: row.order_id,
      regtype: row.type,
      domainname: row.domain,
      regperiod: row.years,
      firstpaymentamount: row.first_payment,
      recurringamount: row.recurring,
      paymentmethod: row.payment_method,
      paymentmethodname: row.display_name ?? row.payment_method,
      regdate: row.registered,
      expirydate: row.expires,
      nextduedate: row.next_due,
      subscriptionid: row.subscription_id,
      promoid: row.promotion_id,
      dnsmanagement: row.dns_management,
      emailforwarding: row.email_forwarding,
      idprotection: row.id_protection,
      donotrenew: row.do_not_renew,
    }));
    return { clientid: clientid ?? null, domainid: domainid ?? null, ...counts, domains };
  },
});
