/** Provisioning: the servers, and what is done on them for a client's service. */
import { filled, flag, id, text } from "../schema/input.js";
import { flags, flat, numbers, record, texts } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";

const accountId = id(
  "The service's id (WHMCS once called it accountid): `id` in whmcs_get_client_products. No client's or product's id",
);
const seenIn = "whmcs_get_client_products, status";

// `accountid` was renamed to `serviceid`; the tools keep the name that their users know.
const service = ({ accountid }: { accountid: number }) => ({ serviceid: accountid });

const server = record(
  numbers("id activeServices maxAllowedServices percentUsed"),
  texts("name hostname ipaddress module"),
  flags("active"),
  { status: record(flags("http"), texts("load uptime")).optional() },
);

export const provisioningTools: readonly Tool[] = [
  tool({
    name: "whmcs_get_servers",
    title: "Get Servers",
    description: "Lists the servers that services run on, and how full they are. Changes nothing.",
    effect: "reads",
    action: "GetServers",
    input: { fetchStatus: flag("true asks each server for its load, which takes a while").optional() },
    output: { servers: flat(server), ...flags("fetchStatus") },
  }),
  tool({
    name: "whmcs_module_create",
    title: "Module Create",
    description:
      "Provisions a client's service on its server and sets it Active, paid or not. It uses capacity and may cost us money at the provider.",
    effect: "adds",
    action: "ModuleCreate",
    asksOthers: true,
    seenIn,
    input: { accountid: accountId },
    values: service,
    output: {},
  }),
  tool({
    name: "whmcs_module_suspend",
    title: "Module Suspend",
    description:
      "Suspends a client's service: their site or mail stops at once. whmcs_module_unsuspend ends it. Check with whmcs_get_transactions that they have not just paid.",
    effect: "adds",
    action: "ModuleSuspend",
    asksOthers: true,
    seenIn,
    input: {
      accountid: accountId,
      suspendreason: text("Why, which the client may see; Overdue on Payment if left out").optional(),
    },
    values: ({ suspendreason, ...rest }) => ({ ...service(rest), suspendreason }),
    output: {},
  }),
  tool({
    name: "whmcs_module_unsuspend",
    title: "Module Unsuspend",
    description:
      "Ends the suspension of a client's service, so that it is delivered again, paid or not: look for unpaid invoices with whmcs_get_invoices first.",
    effect: "adds",
    action: "ModuleUnsuspend",
    asksOthers: true,
    seenIn,
    input: { accountid: accountId },
    values: service,
    output: {},
  }),
  tool({
    name: "whmcs_module_terminate",
    title: "Module Terminate",
    description:
      "Removes a client's service from its server, with all its files, databases and mail. This cannot be undone. To stop a service for a while use whmcs_module_suspend.",
    effect: "removes",
    action: "ModuleTerminate",
    asksOthers: true,
    seenIn,
    input: { accountid: accountId },
    values: service,
    output: {},
  }),
  tool({
    name: "whmcs_module_change_password",
    title: "Module Change Password",
    description:
      "Sets the password of a client's service on its server, and with it cuts off whoever uses the old one. If servicepassword is left out, the one stored in WHMCS is set again.",
    effect: "adds",
    action: "ModuleChangePw",
    asksOthers: true,
    seenIn,
    input: { accountid: accountId, servicepassword: filled("The new password").optional() },
    values: ({ servicepassword, ...rest }) => ({ ...service(rest), servicepassword }),
    output: {},
  }),
];
