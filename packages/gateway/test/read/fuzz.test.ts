import { describe, expect, it } from "vitest";
import type { Message, MirrorHeaders } from "../../src/read/message.js";
import { readMessage } from "../../src/read/read-message.js";
import { Refusal } from "../../src/refusal.js";
import { fuzzCount, fuzzSeed, type MutatedRequest, mutatedRequest, mutatedRequests } from "../support/mutate.js";
import { HABITS, type Seen, seenBy } from "../support/naive-readers.js";

const seed = fuzzSeed();
const count = fuzzCount();

describe(`${count} random requests of seed ${seed}`, () => {
  it("are read in one way by every reader, or refused; none crashes or holds up the gateway", () => {
    let accepted = 0;
    for (const request of mutatedRequests(seed, count)) {
      const started = performance.now();
      const message = readOrRefusal(request);
      expect(performance.now() - started, about(request)).toBeLessThan(2000);
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

function readOrRefusal(request: MutatedRequest): Message | undefined {
  try {
    return readMessage(request.body, mirrorOf(request));
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      expect([400, 404, 200], about(request)).toContain(thrown.status);
      return undefined;
    }
    throw new Error(`a fault that is no refusal: ${about(request)}`, { cause: thrown });
  }
}

/** Every reader sees the method, id, subject and revision that the gateway saw. */
function checkSeen(message: Message, request: MutatedRequest): void {
  const ours: Seen = JSON.parse(request.body.toString("utf8")) as Seen;
  for (const [habit, how] of Object.entries(HABITS)) {
    const seen = seenBy(how, request.body);
    const say = `${habit}: ${about(request)}`;
    expect(seen?.method, say).toBe(message.method);
    expect(seen?.id, say).toBe(message.id);
    expect(seen?.revision !== undefined, say).toBe(message.generation === "newer");
    const { subject } = message;
    if (message.asks === "call" && subject !== undefined) {
      expect(subject.kind === "resource" ? seen?.uri : seen?.name, say).toBe(message.name);
      const args = subject.kind === "resource" ? undefined : subject.args;
      expect(JSON.stringify(seen?.arguments), say).toBe(args === undefined ? undefined : JSON.stringify(pairs(ours)));
    }
  }
}

/** The arguments as JSON.parse sees them, as nested pairs like the naive readers'. */
function pairs(root: unknown): unknown {
  const { params } = root as { params: { arguments: unknown } };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    return typeof value === "object" && value !== null
      ? Object.entries(value).map(([key, each]) => [key, walk(each)])
      : value;
  };
  return walk(params.arguments);
}

/** A router that believes the headers sends the message where the gateway thinks it goes. */
function checkHeaders(message: Message, headers: MirrorHeaders, request: MutatedRequest): void {
  expect([undefined, message.method], about(request)).toContain(headers.method);
  if (headers.name !== undefined) {
    const sentinel = /^=\?base64\?(.*)\?=$/.exec(headers.name);
    const name = sentinel ? Buffer.from(sentinel[1] ?? "", "base64").toString() : headers.name;
    expect(name, about(request)).toBe(message.name);
  }
  expect(headers.protocolVersion === "2026-07-28", about(request)).toBe(message.generation === "newer");
}

/** As the receive stage gives them: it refuses those that stand twice, so here the first is as good as any. */
function mirrorOf(request: MutatedRequest): MirrorHeaders {
  const get = (name: string) => request.headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
  return { protocolVersion: get("mcp-protocol-version"), method: get("mcp-method"), name: get("mcp-name") };
}

function about(request: MutatedRequest): string {
  return `seed ${seed}, request ${request.index}: ${JSON.stringify(request.headers)} ${request.body.toString("latin1").slice(0, 2000)}`;
}
