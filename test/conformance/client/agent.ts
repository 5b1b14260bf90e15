/**
 * The agent of the suite's client scenarios: `agent.ts URL`, told by the environment which scenario this is.
 *
 * The suite plays the server. CONFORMANCE_WAY says how the agent gets to it: straight, through a bare pipe, or through a
 * gateway that runs already.
 */
import { openWay, type Way } from "../way.js";
import { connect, scenarios } from "./scenarios.js";

const { MCP_CONFORMANCE_SCENARIO = "", MCP_CONFORMANCE_PROTOCOL_VERSION = "", CONFORMANCE_WAY = "" } = process.env;
const [url = ""] = process.argv.slice(2);

const scenario = scenarios[MCP_CONFORMANCE_SCENARIO];
if (!scenario) throw new Error(`no agent for scenario \`${MCP_CONFORMANCE_SCENARIO}\``);
const passage = await openWay(JSON.parse(CONFORMANCE_WAY) as Way, url);
const client = await connect(passage.url, MCP_CONFORMANCE_PROTOCOL_VERSION, scenario.capabilities ?? {});
await scenario.play(client);
await client.close();
await passage.close();
