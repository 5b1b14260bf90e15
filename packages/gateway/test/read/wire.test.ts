import { describe, expect, it } from "vitest";
import { readMessage } from "../../src/read/read-message.js";
import { isIdentityEncoding, readContentType } from "../../src/receive/content-type.js";
import { Refusal } from "../../src/refusal.js";
import { type WireCase, wireCases } from "../support/wire-cases.js";

const cases = wireCases();
const byRead = cases.filter(({ by }) => by === "read");
const refused = byRead.filter(({ expect }) => expect !== "forwarded");
const forwarded = byRead.filter(({ expect }) => expect === "forwarded");

describe("what could be read in two ways is refused", () => {
  it.each(refused)("$id: $why", (wire) => {
    const refusal = refusalOf(wire);
    expect({ status: refusal?.status, code: refusal?.error.code }).toEqual(wire.expect);
    expect(refusal?.message).toMatch(/^[^A-Z].*[^.]$/s);
  });
});

describe("what only looks like an attack passes, byte for byte", () => {
  it.each(forwarded)("$id: $why", (wire) => {
    const before = Buffer.from(wire.body);
    const message = readMessage(wire.body, mirror(wire));
    expect(message.generation).toBe(wire.generation);
    expect(message.body).toBe(wire.body);
    expect(wire.body.equals(before)).toBe(true);
  });
});

describe("what the head of the request tells is refused before the body is read", () => {
  const guarded = /^(?:mcp-.*|content-type)$/;
  it.each(cases.filter(({ by }) => by === "receive"))("$id: $why", (wire) => {
    const names = wire.headers.map(([name]) => name.toLowerCase()).filter((name) => guarded.test(name));
    const twice = new Set(names).size < names.length;
    const faulty =
      !readContentType(header(wire, "content-type")).ok || !isIdentityEncoding(header(wire, "content-encoding"));
    expect(twice || faulty).toBe(true);
  });
});

describe("the corpus", () => {
  it("holds attacks and legitimate look-alikes of both generations", () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(forwarded.length).toBeGreaterThanOrEqual(60);
    expect(cases.filter(({ generation }) => generation === "newer").length).toBeGreaterThanOrEqual(60);
  });

  it("gives no head that the receive stage would refuse to cases of the read stage", () => {
    for (const wire of byRead) {
      expect([
        wire.id,
        readContentType(header(wire, "content-type")),
        isIdentityEncoding(header(wire, "content-encoding")),
      ]).toEqual([wire.id, { ok: true }, true]);
    }
  });
});

function refusalOf(wire: WireCase): Refusal | undefined {
  try {
    readMessage(wire.body, mirror(wire));
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return thrown;
    }
    throw thrown;
  }
}

function mirror(wire: WireCase) {
  return {
    protocolVersion: header(wire, "mcp-protocol-version"),
    method: header(wire, "mcp-method"),
    name: header(wire, "mcp-name"),
  };
}

/** As Node gives it: without white space around. */
function header(wire: WireCase, name: string): string | undefined {
  return wire.headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
}
