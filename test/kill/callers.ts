/** Agents of every kind that make calls and tell what they heard: the SDKs' clients, and one that writes its own bytes. */
import { connectAgent, type AgentKind as SdkKind } from "../support/agents.js";
import { newerRequest, olderRequest, openSession, post, type RawMessage } from "../support/raw-agent.js";
import { argumentsOf, type Call, type Heard } from "./calls.js";

export const callerKinds = [
  "sdk v2, newer generation",
  "sdk v2, older generation",
  "sdk v1",
  "raw, newer generation",
  "raw, older generation",
] as const satisfies readonly (SdkKind | `raw, ${string}`)[];
export type CallerKind = (typeof callerKinds)[number];

export type Caller = {
  /** Makes a call; never rejects. */
  call(call: Call): Promise<Heard>;
  close(): Promise<void>;
};

type Target = { readonly url: string; readonly token: string };

/** Connects a caller; rejects where its first messages find no gateway. */
export async function connectCaller(kind: CallerKind, target: Target): Promise<Caller> {
  switch (kind) {
    case "raw, newer generation":
      return rawCaller((params) => post({ ...target, ...newerRequest("tools/call", params) }));
    case "raw, older generation": {
      const headers = await openSession(target);
      const end = async () => void (await post({ ...target, headers, httpMethod: "DELETE" }).catch(() => undefined));
      return rawCaller((params) => post({ ...target, headers, body: olderRequest("tools/call", params) }), end);
    }
    default:
      return sdkCaller(kind, target);
  }
}

type Send = (params: Record<string, unknown>) => Promise<{ readonly messages: readonly RawMessage[] }>;

function rawCaller(send: Send, close = async () => {}): Caller {
  return {
    close,
    async call(call) {
      const answer = await send({ name: call.name, arguments: argumentsOf(call) }).catch(() => undefined);
      return heardOf(answer?.messages.find(({ result, error }) => result !== undefined || error !== undefined));
    },
  };
}

async function sdkCaller(kind: SdkKind, target: Target): Promise<Caller> {
  const agent = await connectAgent(kind, target);
  return {
    close: () => agent.close().catch(() => undefined),
    async call(call) {
      try {
        const { isError, text } = await agent.callTool(call.name, argumentsOf(call));
        return heardIn(isError, text);
      } catch (thrown) {
        return errorHeard(String(thrown));
      }
    },
  };
}

/** What an answer says of a call, whichever way it came. */
export function heardOf(message: RawMessage | undefined): Heard {
  if (message?.result !== undefined) return heardIn(message.result.isError === true, JSON.stringify(message.result));
  return message?.error === undefined ? "nothing" : errorHeard(message.error.message);
}

function heardIn(isError: boolean, text: string): Heard {
  if (!isError) return "success";
  return text.includes("[POLICY DENIED]") ? "denied" : "error";
}

/** A server over HTTP, and one that is a command. */
const UNREACHED =
  /(cannot|could not) be (reached|started)|before it got the message|does not read|is started again|as it may/;

/** What the server or the gateway says of a call that was let through; every other error is about no record. */
function errorHeard(message: string): Heard {
  if (UNREACHED.test(message)) return "unreached";
  return /it went wrong|answered \d+ without|broke off|ended before it answered/.test(message) ? "error" : "nothing";
}
