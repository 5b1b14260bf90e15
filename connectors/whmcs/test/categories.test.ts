/** What a scan says of this server, held to what its tools do: policies and pages follow from it. */
import { type Annotations, classifyServer } from "@turnpike/catalogue";
import { expect, it } from "vitest";
import { tools } from "../src/tools/all.js";

const grave = {
  Destructive: "delete_client delete_ticket cancel_order delete_order fraud_order module_terminate delete_quote",
  Financial: "add_payment register_domain renew_domain accept_quote",
  Execute: "transfer_domain accept_order module_create module_suspend module_unsuspend module_change_password",
};

it("the gravest tools are called what they are, all that only get are Read, and everything else is Write", () => {
  const listed = tools.map(({ name, description, annotations, input }) => ({
    name,
    description,
    annotations: annotations as Annotations,
    inputSchema: input["~standard"].jsonSchema.input({ target: "draft-2020-12" }),
  }));
  const said = classifyServer({ name: "turnpike-whmcs", tools: listed }).map(({ name, category }) => [name, category]);
  const expected = new Map(
    Object.entries(grave).flatMap(([category, names]) => names.split(" ").map((name) => [`whmcs_${name}`, category])),
  );
  expect(said).toEqual(
    tools.map(({ name }) => [name, expected.get(name) ?? (name.startsWith("whmcs_get_") ? "Read" : "Write")]),
  );
});
