import { describe, expect, it } from "vitest";
import type { Message, MirrorHeaders } from "../../src/read/message.js";
import { readMessage } from "../../src/read/read-message.js";
import { Refusal } from "../../src/refusal.js";
import { fuzzCount, fuzzSeed, type MutatedRequest, mutatedRequest, mutatedRequests } from "../support/mutate.js";
import { HABITS, seenBy, tidied } from "../support/naive-readers.js";

const seed = fuzzSeed();
const count = fuzzCount();

describe(`${count} random requests of seed ${seed}`, () => {
  it("are read in one way by every reader, or refused; none crashes or holds up the gateway", () => {
    let accepted = 0;
    for (const request of mutatedRequests(seed, count)) {
      const message = readOrRefusal(request);
      if (message !== undefined) {
        accepted++;
        checkSeen(message, request);
        checkHeaders(message, mirrorOf(request), request);
      }
    }
    expect(accepted / count).toBeGreaterThan(0.05);
    expect(accepted / count).toBeLessThan(0.7);
  }, 120_000);

  it("are the same whenever they are made", () => {
    expect(mutatedRequest(seed, 7)).toEqual([...mutatedRequests(seed, 8)][7]);
  });
});

function must(holds: boolean, what: string, request: MutatedRequest): void {
  if (!holds) {
    const body = request.body.toString("latin1").slice(0, 2000);
    throw new Error(`${what}: seed ${seed}, request ${request.index}: ${JSON.stringify(request.headers)} ${body}`);
  }
}

function readOrRefusal(request: MutatedRequest): Message | undefined {
  try {
    return readMessage(request.body, mirrorOf(request));
  } catch (thrown) {
    must(thrown instanceof Refusal && [200, 400, 404].includes(thrown.status), `not a refusal: ${thrown}`, request);
    return undefined;
  }
}

/** Every reader sees the method, id, subject and generation that the gateway saw. */
function checkSeen(message: Message, request: MutatedRequest): void {
  const { subject } = message;
  const names = new Set(tidied(message.name ?? ""));
  must(names.size === 1, "a name that some servers would change", request);
  const judged = message.asks === "call" && subject !== undefined ? subject : undefined;
  for (const [habit, how] of Object.entries(HABITS)) {
    const seen = seenBy(how, request.body);
    const same = (ours: unknown, theirs: unknown, what: string) =>
      must(ours === theirs, `${what} where ${habit}: ${String(ours)}, ${String(theirs)}`, request);
    same(message.method, seen?.method, "another method");
    same(message.id, seen?.id, "another id");
    same(message.generation === "newer", seen?.revision !== undefined, "another generation");
    same(message.progressToken, seen?.progressToken, "another progress token");
    if (judged !== undefined) {
      same(message.name, judged.kind === "resource" ? seen?.uri : seen?.name, "another subject");
    }
    if (judged !== undefined && judged.kind !== "resource") {
      same(argumentsOf(request), JSON.stringify(seen?.arguments), "other arguments");
    }
  }
}

/** The arguments as JSON.parse sees them, as nested pairs like the naive readers'. */
function argumentsOf(request: MutatedRequest): string | undefined {
  const root = JSON.parse(request.body.toString("utf8")) as { params: { arguments: unknown } };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    return typeof value === "object" && value !== null
      ? Object.entries(value).map(([key, each]) => [key, walk(each)])
      : value;
  };
  return JSON.stringify(walk(root.params.arguments));
}

/** A router that believes the headers sends the message where the gateway thinks it goes. */
function checkHeaders(message: Message, headers: MirrorHeaders, request: MutatedRequest): void {
  must([undefined, message.method].includes(headers.method), "another method in the header", request);
  if (headers.name !== undefined) {
    const sentinel = /^=\?base64\?(.*)\?=$/.exec(headers.name);
    const name = sentinel ? Buffer.from(sentinel[1] ?? "", "base64").toString() : headers.name;
    must(name === message.name, "another name in the header", request);
  }
  must(
    (headers.protocolVersion === "2026-07-28") === (message.generation === "newer"),
    "another generation in the header",
    request,
  );
}

/** As the receive stage gives them: it refuses those that stand twice, so here the first is as good as any. */
function mirrorOf(request: MutatedRequest): MirrorHeaders {
  const get = (name: string) => request.headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
  return { protocolVersion: get("mcp-protocol-version"), method: get("mcp-method"), name: get("mcp-name") };
}
