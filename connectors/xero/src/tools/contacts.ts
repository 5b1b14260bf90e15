/** Contacts: whom we sell to and buy from. */
import type { Contacts } from "xero-node";
import { sdkNames } from "../api/sdk-names.js";
import { contacts, newContact } from "../schema/contact.js";
import { batch, filled, flag, idempotencyKey, order, page, pageSize, tenant, where } from "../schema/input.js";
import { envelope, pagination } from "../schema/output.js";
import { type Tool, tool } from "../tool.js";
import { reads, writes } from "./support.js";

export const contactTools: readonly Tool[] = [
  tool({
    name: "list_contacts",
    title: "List Contacts",
    description:
      "Finds contacts, customers and suppliers alike, a page at a time. `searchTerm` looks in names, numbers and e-mail addresses. `ContactID` is what other tools want. Look here before creating one. Changes nothing.",
    effect: "reads",
    input: {
      where: where('ContactStatus=="ACTIVE" AND IsSupplier==true').optional(),
      order: order("Name ASC").optional(),
      page: page.optional(),
      pageSize: pageSize.optional(),
      includeArchived: flag("true lists archived ones too").optional(),
      searchTerm: filled("Part of a name, number or e-mail address, letter case aside").optional(),
      tenant: tenant.optional(),
    },
    output: { ...envelope, pagination, Contacts: contacts },
    run: (args, context) =>
      reads(context, args, (api, tenantId) =>
        api.getContacts(
          tenantId,
          undefined,
          args.where,
          args.order,
          undefined,
          args.page ?? 1,
          args.includeArchived,
          undefined,
          args.searchTerm,
          args.pageSize,
        ),
      ),
  }),
  tool({
    name: "create_contacts",
    title: "Create Contacts",
    description:
      "Creates contacts, up to 50 at a time, when somebody asked for that. Each name can exist once: look with list_contacts first. Those that Xero refuses are named with its reasons, the others are saved all the same. There is no tool to change or remove a contact.",
    effect: "adds",
    seenIn: "list_contacts with searchTerm",
    input: { ...batch("Contacts", newContact), idempotencyKey: idempotencyKey.optional(), tenant: tenant.optional() },
    output: { ...envelope, pagination, Contacts: contacts },
    run: ({ tenant: named, idempotencyKey: key, ...body }, context) =>
      writes(context, { tenant: named, idempotencyKey: key }, "Contacts", (api, tenantId, sent) =>
        api.createContacts(tenantId, sdkNames(body) as Contacts, false, sent),
      ),
  }),
];
