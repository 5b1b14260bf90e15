/** Three steps that put a policy in force, in commands that can be copied. */
import { type Block, copied, paragraph, steps } from "../document/block.js";
import { code, say } from "../document/inline.js";
import { command, exampleUrl } from "./commands.js";

/** What is put in force where. */
type Plan = {
  /** The server as `server add` takes it. */
  readonly server: string;
  /** The policy as `policy add` takes it. */
  readonly policy: string;
  readonly file: string;
  /** What is done with the file before it counts. */
  readonly tried: readonly string[];
};

/** The steps, and the way without a gateway. */
export function threeSteps({ server, policy, file, tried }: Plan): readonly Block[] {
  const register = [
    command("server", "add", server, "--upstream", exampleUrl),
    command("policy", "add", server, policy, file),
    command("grant", "create", server, "my-agent", "--policy", policy),
  ];
  return [
    steps([
      [
        paragraph(
          say`Save it as ${code(file)} in your clone of Turnpike, with its tests beside it, and have both checked:`,
        ),
        copied("Check the policy", "console", tried.join("\n")),
      ],
      [
        paragraph(
          say`Name the server, save the policy, and give the agent a token under it. The URL is your server's own; one that is a command takes its place after ${code("--")}.`,
        ),
        copied("Register", "console", register.join("\n")),
      ],
      [
        paragraph(
          say`Start the gateway, and put the address and the token that ${code("grant create")} has printed into your MCP client (Claude Code, Claude Desktop, Cursor, VS Code or any other) in place of the server's own. Every call is decided from then on, and an edit of the policy counts from the next one.`,
        ),
        copied("Start", "console", command("start")),
      ],
    ]),
    paragraph(
      say`Or without a gateway: name this in the client's configuration in place of the server. It follows the file while it runs, and its limits are those of every other wrapper of the same name.`,
    ),
    copied("Wrap one server", "console", command("wrap", "--policy", file, "--upstream", exampleUrl)),
  ];
}
