/**
 * The policy of the demonstration: what an agent may do to the books of a small shop. It shows one of each: plain
 * permission, a limit, a condition on an argument, a refusal with a reason, and a tool that is not even seen.
 */

/** The document, as a person would write it. */
export const demoPolicy = `{
  "version": "1",
  "name": "shop-assistant",
  "description": "May look at everything, may write small invoices, at most 3 a minute; takes no money and deletes nothing.",
  "default": "deny",
  "hide": ["pay_invoice"],
  "tools": {
    "list_*": {},
    "create_invoice": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 1000 }],
          "on_deny": "invoices over 1000 are written by a person"
        }
      ],
      "limits": [{ "counter": "invoices", "window": "minute", "max": 3 }]
    },
    "send_reminder": { "limits": [{ "counter": "reminders", "window": "day", "max": 20 }] },
    "delete_client": { "action": "deny", "reason": "clients are deleted by a person, never by an agent" }
  },
  "resources": { "books://*": {} },
  "prompts": { "*": {} }
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
