/** The installation: its figures, staff, gateways, currencies, log, e-mails and to-do list. */

import { z } from "zod";
import { localDate } from "../local-date.js";
import { clientAsUserId, date, filled, id, oneOf, paging, text } from "../schema/input.js";
import { amounts, byName, flags, flat, list, numbers, page, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const perDay = byName(z.union([z.string(), z.number()]));

const statistics = {
  ...amounts("income_today income_thismonth income_thisyear income_alltime"),
  ...numbers("orders_pending orders_today_cancelled orders_today_pending orders_today_fraud orders_today_active"),
  ...numbers("orders_today_total orders_yesterday_cancelled orders_yesterday_pending orders_yesterday_fraud"),
  ...numbers("orders_yesterday_active orders_yesterday_total orders_thismonth_total orders_thisyear_total"),
  ...numbers("tickets_allactive tickets_awaitingreply tickets_flaggedtickets tickets_open tickets_answered"),
  ...numbers("tickets_customerreply tickets_closed tickets_onhold tickets_inprogress cancellations_pending"),
  ...numbers("todoitems_due networkissues_open billableitems_uninvoiced quotes_valid staff_online"),
  timeline_data: record({
    new_orders: perDay,
    accepted_orders: perDay,
    income: perDay,
    expenditure: perDay,
    new_tickets: perDay,
  }).optional(),
};

const admin = record(
  numbers("id roleId loginAttempts"),
  texts("uuid username twoFactorAuthModule firstname lastname fullName email signature notes template language"),
  texts("created_at updated_at"),
  flags("isDisabled"),
);

export const systemTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_stats",
    title: "Get System Stats",
    description:
      "Shows the installation's figures: income, orders, tickets. Income is text in the default currency, written for people ($1,234.50 USD), other currencies converted: not for accounts. Changes nothing.",
    effect: "reads",
    action: "GetStats",
    input: {},
    output: statistics,
  }),
  tool({
    name: "whmcs_get_admin_users",
    title: "Get Admin Users",
    description: "Lists the staff who can log in to the administration, with id, username and role. Changes nothing.",
    effect: "reads",
    action: "GetAdminUsers",
    input: {},
    output: { ...numbers("count"), admin_users: flat(admin) },
  }),
  tool({
    name: "whmcs_get_payment_methods",
    title: "Get Payment Methods",
    description:
      "Lists the active payment gateways: `module` is the system name that other tools want as gateway or paymentmethod, `displayname` what clients see. Changes nothing.",
    effect: "reads",
    action: "GetPaymentMethods",
    input: {},
    output: {
      ...numbers("totalresults"),
      paymentmethods: list("paymentmethod", record(texts("module displayname"))),
    },
  }),
  tool({
    name: "whmcs_get_currencies",
    title: "Get Currencies",
    description:
      "Lists the currencies with id, code and rate against the default currency (whose rate is 1). Each client has one currency, which all amounts of theirs are in; nothing is converted. Changes nothing.",
    effect: "reads",
    action: "GetCurrencies",
    input: {},
    output: {
      ...numbers("totalresults"),
      currencies: list("currency", record(numbers("id format"), texts("code prefix suffix"), amounts("rate"))),
    },
  }),
  tool({
    name: "whmcs_get_activity_log",
    title: "Get Activity Log",
    description: "Shows what happened in the installation, the latest first: who did what, when. Changes nothing.",
    effect: "reads",
    action: "GetActivityLog",
    input: {
      ...paging,
      userid: clientAsUserId.optional(),
      date: date("The day").optional(),
      user: text("A client's or user's e-mail address, or a staff username").optional(),
      description: text("Words of the entry").optional(),
      ipaddress: text("The address it was done from").optional(),
    },
    values: ({ userid, date: day, ...rest }, { dateFormat }) => ({
      ...rest,
      clientid: userid,
      date: day === undefined ? undefined : localDate(day, dateFormat),
    }),
    output: {
      ...page,
      activity: list(
        "entry",
        record(numbers("id clientId userId adminId userid"), texts("date description username ipaddress")),
      ),
    },
  }),
  tool({
    name: "whmcs_log_activity",
    title: "Log Activity",
    description: "Writes an entry to the activity log, which stays there. It does nothing else.",
    effect: "adds",
    action: "LogActivity",
    seenIn: "whmcs_get_activity_log",
    input: { description: filled("The entry's text"), userid: clientAsUserId.optional() },
    values: ({ userid, description }) => ({ description, clientid: userid }),
    output: {},
  }),
  tool({
    name: "whmcs_get_email_templates",
    title: "Get Email Templates",
    description: "Lists the e-mail templates that whmcs_send_email can send, by their exact names. Changes nothing.",
    effect: "reads",
    action: "GetEmailTemplates",
    input: {
      type: oneOf(
        ["general", "product", "domain", "invoice", "support", "affiliate"],
        "Which kind: it decides what the id in whmcs_send_email means",
      ).optional(),
      language: text("The language's full name in lower case, such as english").optional(),
    },
    output: {
      ...numbers("totalresults"),
      emailtemplates: list("emailtemplate", record(numbers("id"), texts("name subject"), flags("custom"))),
    },
  }),
  tool({
    name: "whmcs_send_email",
    title: "Send Email",
    description:
      "Mails a client at once: a template (messagename) or a message of your own (customtype, customsubject and custommessage). It cannot be taken back. What id means depends on the kind of message: general a client, invoice an invoice, product a service, domain a domain, support a ticket, affiliate an affiliate; the wrong kind of id reaches a stranger.",
    effect: "adds",
    action: "SendEmail",
    seenIn: "whmcs_get_activity_log",
    input: {
      messagename: text("The template's name to the letter: `name` in whmcs_get_email_templates").optional(),
      id: id("What the message is about; see above").optional(),
      customtype: text(
        "The kind of your own message: general, product, domain, invoice, support or affiliate",
      ).optional(),
      customsubject: text("The subject of your own message").optional(),
      custommessage: text("The body of your own message, in HTML").optional(),
    },
    fault: ({ messagename, customtype, customsubject, custommessage }) => {
      if (!messagename && !customtype) return "give messagename, or customtype with customsubject and custommessage";
      if (messagename && customtype) return "give either messagename or customtype, not both";
      return customtype && (!customsubject || !custommessage) ? "give customsubject and custommessage too" : undefined;
    },
    output: {},
  }),
  tool({
    name: "whmcs_get_todo_items",
    title: "Get To-Do Items",
    description: "Lists the staff's to-do items. Changes nothing.",
    effect: "reads",
    action: "GetToDoItems",
    input: {
      ...paging,
      status: oneOf(
        ["Incomplete", "Complete", "Pending"],
        "Incomplete means everything that is not complete; all if left out",
      ).optional(),
    },
    values: ({ status, ...rest }) => ({ ...rest, status: status === "Complete" ? "Completed" : status }),
    output: {
      ...page,
      items: list("item", record(numbers("id admin"), texts("date title description status duedate"))),
    },
  }),
];
