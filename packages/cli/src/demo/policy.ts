/**
 * The policies of the demonstration: what an agent may do to the books of a company. The first shows one of each: plain
 * permission, a limit, conditions on arguments, a refusal with a reason, and tools that are not even seen.
 */

/** The document, as a person would write it. */
export const clerkPolicy = `{
  "version": "1",
  "name": "billing-clerk",
  "description": "Looks everything up, writes invoices of up to 5000, 30 a minute, records payments of up to 500.",
  "default": "deny",
  "hide": ["whmcs_get_admin_users", "whmcs_get_activity_log"],
  "tools": {
    "whmcs_get_*": {},
    "whmcs_create_invoice": {
      "deny_if": [
        {
          "conditions": [{ "path": "sum(args.itemamount[*])", "op": "gt", "value": 5000 }],
          "on_deny": "invoices over 5000 are written by a person"
        }
      ],
      "limits": [{ "counter": "whmcs_create_invoice_rate", "window": "minute", "max": 30, "scope": "grant" }]
    },
    "whmcs_add_payment": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 500, "if_absent": true }],
          "on_deny": "payments over 500 are recorded by a person"
        }
      ]
    },
    "whmcs_delete_client": { "action": "deny", "reason": "clients are deleted by a person, never by an agent" }
  }
}
`;

/** The same for the everything server, which shows all that MCP has. */
export const everythingPolicy = `{
  "version": "1",
  "name": "all-but-the-environment",
  "description": "May do everything but read the environment of the process.",
  "default": "allow",
  "tools": {
    "get-env": { "action": "deny", "reason": "the environment of a process may hold secrets" }
  }
}
`;
