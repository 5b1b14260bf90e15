import { describe, expect, it } from "vitest";
import type { MirrorHeaders } from "../../src/read/message.js";
import { readMessage } from "../../src/read/read-message.js";
import { Refusal, refusalBody } from "../../src/refusal.js";

const OLDER: MirrorHeaders = { protocolVersion: "2025-11-25", method: undefined, name: undefined };

const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

function newer(method: string, name?: string): MirrorHeaders {
  return { protocolVersion: "2026-07-28", method, name };
}

function read(message: object | string, headers: MirrorHeaders = OLDER) {
  return readMessage(Buffer.from(typeof message === "string" ? message : JSON.stringify(message)), headers);
}

function call(params: object, method = "tools/call") {
  return { jsonrpc: "2.0", id: 7, method, params };
}

function refusal(message: object | string, headers: MirrorHeaders = OLDER): Refusal {
  try {
    readMessage(Buffer.from(typeof message === "string" ? message : JSON.stringify(message)), headers);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return thrown;
    }
    throw thrown;
  }
  throw new Error("not refused");
}

describe("a call", () => {
  it("tells its tool, arguments, sorted argument keys and progress token", () => {
    const message = read(call({ name: "t", arguments: { b: 1, a: [2] }, _meta: { progressToken: "p" } }));
    expect(message).toMatchObject({
      kind: "request",
      method: "tools/call",
      id: 7,
      generation: "older",
      protocolVersion: "2025-11-25",
      asks: "call",
      subject: { kind: "tool", name: "t", args: { a: [2], b: 1 } },
      name: "t",
      argumentKeys: ["a", "b"],
      progressToken: "p",
      round: undefined,
    });
  });

  it("without arguments has none, which a policy takes for none given", () => {
    expect(read(call({ name: "t" })).subject).toEqual({ kind: "tool", name: "t", args: undefined });
  });

  it("of 2026-07-28 tells its revision and whether it is a further round", () => {
    const message = read(call({ name: "t", requestState: "s", _meta: ENVELOPE }), newer("tools/call", "t"));
    expect(message).toMatchObject({ generation: "newer", protocolVersion: "2026-07-28", round: expect.any(String) });
    const answers = call({ name: "t", inputResponses: { a: {} }, _meta: ENVELOPE });
    expect(read(answers, newer("tools/call", "t")).round).not.toBe(message.round);
  });

  it("keeps at most 64 argument keys, of at most 128 characters each, and never half a character", () => {
    const args = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${String(i).padStart(3, "0")}`, i]));
    const { argumentKeys } = read(call({ name: "t", arguments: args }));
    expect(argumentKeys).toHaveLength(64);
    expect([argumentKeys[0], argumentKeys[63]]).toEqual(["k000", "k063"]);
    const long = read(call({ name: "t", arguments: { ["😀".repeat(300)]: 1, ["x".repeat(129)]: 2 } })).argumentKeys;
    expect(long).toEqual(["x".repeat(128), "😀".repeat(128)]);
  });

  it("with a huge number of arguments is read, and keeps its record small", () => {
    const members = Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join(",");
    const text = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{${members}}}}`;
    expect(read(text).argumentKeys).toHaveLength(64);
  });
});

describe("other messages", () => {
  it("of resources and prompts tell their subject", () => {
    expect(read(call({ uri: "file:///a" }, "resources/read"))).toMatchObject({
      asks: "call",
      subject: { kind: "resource", uri: "file:///a" },
      name: "file:///a",
    });
    expect(read(call({ name: "p", arguments: { who: "x" } }, "prompts/get"))).toMatchObject({
      asks: "call",
      subject: { kind: "prompt", name: "p", args: { who: "x" } },
      argumentKeys: ["who"],
    });
  });

  it("that tell of a resource or prompt ask whether it may be read", () => {
    expect(read(call({ uri: "file:///a" }, "resources/subscribe"))).toMatchObject({
      asks: "readable",
      subject: { kind: "resource", uri: "file:///a" },
    });
    const argument = { name: "a", value: "" };
    const ref = { type: "ref/resource", uri: "file:///{x}" };
    expect(read(call({ ref, argument }, "completion/complete"))).toMatchObject({
      asks: "readable",
      subject: { kind: "resource", uri: "file:///{x}" },
    });
    expect(read(call({ ref: { type: "ref/prompt", name: "p" }, argument }, "completion/complete")).subject).toEqual({
      kind: "prompt",
      name: "p",
      args: undefined,
    });
  });

  it("that ask nothing have no subject", () => {
    expect(read(call({}, "tools/list"))).toMatchObject({ asks: "nothing", subject: undefined, name: undefined });
    expect(read({ jsonrpc: "2.0", method: "notifications/initialized" })).toMatchObject({
      kind: "notification",
      id: undefined,
    });
  });

  it("without a version header are of the older generation, of no revision named", () => {
    const headers = { ...OLDER, protocolVersion: undefined };
    expect(read(call({}, "tools/list"), headers)).toMatchObject({ generation: "older", protocolVersion: undefined });
    expect(read(call({ protocolVersion: "2025-06-18" }, "initialize"), headers).protocolVersion).toBe("2025-06-18");
  });
});

describe("a refusal", () => {
  it("carries the request's id once it is known", () => {
    expect(refusal(call({ name: 7 })).id).toBe(7);
    expect(refusal({ jsonrpc: "2.0", id: "a", method: "nothing/here" }).id).toBe("a");
    expect(refusal({ jsonrpc: "1.0", id: "a", method: "ping" }).id).toBe("a");
    expect(refusal("{").id).toBeUndefined();
    expect(refusalBody(refusal("{"))).not.toContain('"id"');
  });

  it("carries no id that the agent could take for one of its own requests", () => {
    expect(refusal({ jsonrpc: "2.0", id: 7, result: {}, error: {} }).id).toBeUndefined();
    expect(refusal({ jsonrpc: "2.0", id: 7 }).id).toBeUndefined();
    expect(refusal({ jsonrpc: "2.0", id: 1.5, method: "ping" }).id).toBeUndefined();
  });

  it("names the revisions served when one is not", () => {
    const params = { name: "t", _meta: { ...ENVELOPE, "io.modelcontextprotocol/protocolVersion": "2027-01-01" } };
    const headers = { protocolVersion: "2027-01-01", method: "tools/call", name: "t" };
    expect(refusal(call(params), headers).error.data).toEqual({ supported: ["2026-07-28"], requested: "2027-01-01" });
  });

  it("names what the envelope misses", () => {
    expect(refusal(call({ name: "t" }), newer("tools/call", "t")).error).toMatchObject({
      code: -32602,
      data: {
        envelope: {
          missing: ["io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities"],
        },
      },
    });
  });

  it("says where the JSON is wrong", () => {
    expect(refusal('{"jsonrpc":"2.0","a":1,"a":2}').message).toContain(
      "`a` appears twice in one object (at character 23)",
    );
  });

  it("never repeats a value of the arguments", () => {
    const secret = "S3CR3T";
    const bodies = [
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{"a":"${secret}","a":"${secret}"}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":["${secret}"]}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["${secret}"],"arguments":{"a":"${secret}"}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{"a":"${secret}"},"x":"${secret}"`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","Arguments":{"a":"${secret}"}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{"a":"${secret}"},"_meta":{"progressToken":["${secret}"]}}}`,
    ];
    for (const body of bodies) {
      expect(refusalBody(refusal(body))).not.toContain(secret);
    }
  });
});

describe("tasks", () => {
  it("are asked about by their id, and only where the revision in use defines them", () => {
    expect(read(call({ taskId: "t" }, "tasks/get"))).toMatchObject({ method: "tasks/get", name: "t", taskIds: ["t"] });
    const headers = { ...OLDER, protocolVersion: "2025-06-18" };
    expect(refusal(call({ taskId: "t" }, "tasks/get"), headers).error.code).toBe(-32601);
  });

  it("that a stream of notices is to tell of are read as well", () => {
    const message = call({ notifications: { taskIds: ["a", "b"] }, _meta: ENVELOPE }, "subscriptions/listen");
    expect(read(message, newer("subscriptions/listen"))).toMatchObject({ taskIds: ["a", "b"] });
  });
});
