import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventStreamReader, type StreamEvent, withData } from "../../src/answer/event-stream.js";

const LIMIT = 10_000;

function readAll(chunks: readonly Buffer[], limit = LIMIT): StreamEvent[] {
  const reader = new EventStreamReader(limit);
  const events: StreamEvent[] = [];
  for (const chunk of chunks) {
    const pushed = reader.push(chunk);
    if (!pushed.ok) {
      throw new Error(pushed.message);
    }
    events.push(...pushed.events);
  }
  const last = reader.end();
  if (!last.ok) {
    throw new Error(last.message);
  }
  return [...events, ...last.events];
}

function read(text: string): StreamEvent[] {
  return readAll([Buffer.from(text)]);
}

/** The data of each event that a client is told of, after the rules of the HTML standard, written anew. */
function told(stream: string): string[] {
  const found: string[] = [];
  let data: string[] = [];
  for (const line of stream.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    const [, field = line, value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line === "") {
      if (data.length > 0) {
        found.push(data.join("\n"));
      }
      data = [];
    } else if (field === "data" && !line.startsWith(":")) {
      data.push(value);
    }
  }
  return found;
}

const pieces = fc.constantFrom(
  ...[
    "data: a",
    "data:b",
    "data",
    "data:  c",
    "data: é😀",
    ": comment",
    ":",
    "id: 7",
    "id",
    "event: message",
    "retry: 10",
  ],
  ...["unknown: x", "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r", "dat", "a: split", ""],
);
const streams = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(""));

describe("a stream of events", () => {
  it("gives back its bytes, all of them, in order, wherever it is cut", () => {
    fc.assert(
      fc.property(streams, fc.array(fc.nat(60), { maxLength: 8 }), (text, cuts) => {
        const events = readAll(cutAt(Buffer.from(text), cuts));
        expect(Buffer.concat(events.map(({ bytes }) => bytes)).toString()).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it("tells the same events wherever it is cut, and those that a client is told of", () => {
    fc.assert(
      fc.property(streams, fc.array(fc.nat(60), { maxLength: 8 }), (text, cuts) => {
        const whole = `${text}\n\n`;
        const data = readAll(cutAt(Buffer.from(whole), cuts)).map((event) => event.data);
        expect(data.filter((each) => each !== undefined)).toEqual(told(whole));
      }),
      { numRuns: 3000 },
    );
  });

  it("tells each event as soon as its empty line has come, not later", () => {
    const reader = new EventStreamReader(LIMIT);
    expect(reader.push(Buffer.from("data: a\r"))).toMatchObject({ events: [] });
    expect(reader.push(Buffer.from("\r"))).toMatchObject({ events: [{ data: "a" }] });
    expect(reader.push(Buffer.from("\ndata: b\n\ndata: c\n\n"))).toMatchObject({
      events: [{ data: "b" }, { data: "c" }],
    });
  });

  it("tells priming events, comments and ids apart", () => {
    const events = read("id: 1\nretry: 5\ndata:\n\n: keep-alive\n\nid:2\nevent: message\ndata: {}\n\n");
    expect(events.map(({ data, id }) => [data, id])).toEqual([
      ["", "1"],
      [undefined, undefined],
      ["{}", "2"],
    ]);
  });

  it("drops one byte order mark at its start, and no other", () => {
    expect(read("\ufeffdata: a\n\n")[0]?.data).toBe("a");
    expect(read("data: \ufeffa\n\n")[0]?.data).toBe("\ufeffa");
  });

  it("tells an event that broke off, so that it is looked at like any other", () => {
    expect(read("data: a\n\ndata: b\n").map(({ data }) => data)).toEqual(["a", "b"]);
    expect(read("data: a\n\n")).toHaveLength(1);
  });

  it("is at fault where a line could be data to one client and not to another", () => {
    for (const line of ["Data: x", " data: x", "DATA:x", "data : x", "\ufeffdata: x"]) {
      expect(new EventStreamReader(LIMIT).push(Buffer.from(`data: a\n${line}\n\n`)).ok).toBe(false);
    }
  });

  it("is at fault with an event over the limit, before and after its end", () => {
    const reader = new EventStreamReader(100);
    expect(reader.push(Buffer.from(`data: ${"x".repeat(60)}`)).ok).toBe(true);
    expect(reader.push(Buffer.from("x".repeat(60))).ok).toBe(false);
    expect(new EventStreamReader(100).push(Buffer.from(`data: ${"x".repeat(200)}\n\n`)).ok).toBe(false);
    expect(new EventStreamReader(100).push(Buffer.from("data: x\n\n".repeat(100))).ok).toBe(true);
  });

  it("of one huge event in small pieces is read, where work quadratic in its length would not end", () => {
    const reader = new EventStreamReader(8_000_000);
    const piece = Buffer.alloc(1000, "x");
    reader.push(Buffer.from("data: "));
    for (let i = 0; i < 7000; i++) {
      reader.push(piece);
    }
    expect(reader.push(Buffer.from("\n\n"))).toMatchObject({ ok: true });
  });
});

describe("an event with other data", () => {
  const [event] = read(": note\r\nid: 7\r\ndata: a\r\ndata: b\r\nevent: message\r\nretry: 5\r\nx: y\r\n\r\n");

  it("keeps its id, type, retry, comments and unknown lines, with its data in one line", () => {
    expect(event && withData(event, '{"a":1}')).toBe(
      ': note\nid: 7\ndata: {"a":1}\nevent: message\nretry: 5\nx: y\n\n',
    );
  });

  it("keeps no line of the old data, however it began", () => {
    const [marked] = read("\ufeffdata: old\n\n");
    expect(marked && withData(marked, "new")).toBe("data: new\n\n");
    const [late] = readAll([Buffer.from("data: a\r\r"), Buffer.from("\ndata: old\n\n")]).slice(1);
    expect(late && withData(late, "new")).toBe("data: new\n\n");
  });

  it("never breaks the line, as JSON allows a space wherever it allows a line end", () => {
    expect(event && withData(event, '{\r\n"a":\n1}')).toContain('\ndata: { "a": 1}\n');
  });

  it("reads back as that data", () => {
    fc.assert(
      fc.property(streams, fc.json(), (text, json) => {
        for (const each of read(`${text}\ndata: x\n\n`).filter(({ data }) => data !== undefined)) {
          expect(read(withData(each, json)).map(({ data }) => data)).toEqual([json]);
          expect(read(withData(each, json))[0]?.id).toBe(each.id);
        }
      }),
    );
  });
});

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.filter((at) => at <= bytes.length).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}
