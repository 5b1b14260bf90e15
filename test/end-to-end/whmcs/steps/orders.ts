/** Orders, and the services that they bring about. */
import { expect } from "vitest";
import type { Fields, Step } from "../../support/step.js";
import type { Company } from "../company.js";

const pending = async (company: Company) => ({ orderid: (await company.order()).orderId });

async function served(company: Company, done: readonly string[]): Promise<{ accountid: number }> {
  const { serviceId } = await company.order();
  for (const action of done) await company.call(action, { serviceid: serviceId });
  return { accountid: serviceId };
}

async function orderIs(company: Company, { orderid }: Fields, status: string): Promise<void> {
  expect(await company.row("orders", orderid)).toMatchObject({ status });
  const services = (await company.rows("services")).filter((row) => row.order_id === orderid);
  expect(services).toMatchObject([{ status }]);
}

/** The service stands so, and the server's module was asked for it. */
async function serviceIs(company: Company, { accountid }: Fields, operation: string, status: string): Promise<void> {
  const service = await company.row("services", accountid);
  expect(service).toMatchObject({ status });
  const asked = (await company.rows("module_calls")).filter((row) => row.operation === operation);
  const about = asked.map((row) => (JSON.parse(String(row.parameters)) as { subject: string }).subject);
  expect(about).toContain(service?.domain);
}

export const orderSteps: readonly Step<Company>[] = [
  {
    tool: "whmcs_get_orders",
    args: async (company) => ({ userid: (await company.order()).clientId }),
    async check(company, { args, answer }) {
      const [row] = (await company.rows("orders")).filter((each) => each.client_id === args.userid);
      const shown = { id: row?.id, invoiceid: row?.invoice_id, status: "Pending" };
      expect(answer).toMatchObject({ totalresults: 1, orders: { order: [shown] } });
    },
  },
  {
    tool: "whmcs_accept_order",
    args: async (company) => ({ ...(await pending(company)), autosetup: true, sendemail: false }),
    check: (company, { args }) => orderIs(company, args, "Active"),
  },
  {
    tool: "whmcs_cancel_order",
    args: async (company) => ({ ...(await pending(company)), noemail: true }),
    async check(company, { args }) {
      await orderIs(company, args, "Cancelled");
      const { invoice_id: invoice } = (await company.row("orders", args.orderid)) ?? {};
      expect(await company.row("invoices", invoice)).toMatchObject({ status: "Cancelled" });
    },
  },
  {
    tool: "whmcs_delete_order",
    args: async (company) => {
      const order = await pending(company);
      await company.call("CancelOrder", { ...order, noemail: true });
      return order;
    },
    async check(company, { args }) {
      expect(await company.row("orders", args.orderid)).toBeUndefined();
    },
  },
  {
    tool: "whmcs_fraud_order",
    args: pending,
    check: (company, { args }) => orderIs(company, args, "Fraud"),
  },
  {
    tool: "whmcs_pending_order",
    args: async (company) => {
      const order = await pending(company);
      await company.call("AcceptOrder", { ...order, autosetup: true, sendemail: false });
      return order;
    },
    check: (company, { args }) => orderIs(company, args, "Pending"),
  },
  {
    tool: "whmcs_get_servers",
    args: () => ({}),
    async check(company, { answer }) {
      const servers = (await company.rows("servers")).map(({ id, name, hostname }) => ({ id, name, hostname }));
      expect(answer).toMatchObject({ servers });
    },
  },
  {
    tool: "whmcs_module_create",
    args: (company) => served(company, []),
    check: (company, { args }) => serviceIs(company, args, "Create", "Active"),
  },
  {
    tool: "whmcs_module_suspend",
    args: async (company) => ({ ...(await served(company, ["ModuleCreate"])), suspendreason: "asked for" }),
    async check(company, { args }) {
      await serviceIs(company, args, "Suspend", "Suspended");
      expect(await company.row("services", args.accountid)).toMatchObject({ suspension_reason: "asked for" });
    },
  },
  {
    tool: "whmcs_module_unsuspend",
    args: (company) => served(company, ["ModuleCreate", "ModuleSuspend"]),
    check: (company, { args }) => serviceIs(company, args, "Unsuspend", "Active"),
  },
  {
    tool: "whmcs_module_terminate",
    args: (company) => served(company, ["ModuleCreate"]),
    check: (company, { args }) => serviceIs(company, args, "Terminate", "Terminated"),
  },
  {
    tool: "whmcs_module_change_password",
    args: async (company) => ({ ...(await served(company, ["ModuleCreate"])), servicepassword: "another one 7!" }),
    async check(company, { args }) {
      await serviceIs(company, args, "ChangePassword", "Active");
      expect(await company.row("services", args.accountid)).toMatchObject({ password: "another one 7!" });
    },
  },
];
