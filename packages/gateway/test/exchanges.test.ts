/** The cases of `cases/exchanges`, played over real sockets through a real gateway; the proof is what reached the server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { newerRequest, olderRequest, openSession, post, type RawAnswer } from "../../../test/support/raw-agent.js";
import { type ExchangeCase, type Expected, exchangeCases, type Step, type Texts } from "./support/exchange-cases.js";
import { type Running, startRunning } from "./support/running.js";
import { type ScriptedServer, startScriptedServer } from "./support/scripted-server.js";

const allow = { version: "1", default: "allow" };
const cases = exchangeCases();

let server: ScriptedServer;
let running: Running;
beforeAll(async () => {
  server = await startScriptedServer();
  running = await startRunning({ upstream: server.url, policy: allow, credentials: ["x-own-key", "of-the-gateway"] });
});
afterAll(async () => {
  await running.dispose();
  await server.close();
});

test("there are exchanges", () => {
  expect(cases.length).toBeGreaterThan(20);
});

test.each(cases.map((each) => [each.id, each] as const))("%s", async (_, each) => {
  server.play(each.server ?? {});
  const player = new Player(await running.fresh(each.policy ?? allow), each);
  for (const [at, step] of each.steps.entries()) await player.play(step, `step ${at + 1}`);
});

/** Plays the steps of one case; remembers grants, sessions and tasks by the names that the case gives them. */
class Player {
  readonly #target: Running;
  readonly #case: ExchangeCase;
  readonly #tokens = new Map<string, string>();
  readonly #sessions = new Map<string, Record<string, string>>();
  readonly #kept = new Map<string, string>();

  constructor(target: Running, each: ExchangeCase) {
    this.#target = target;
    this.#case = each;
  }

  async play(step: Step, where: string): Promise<void> {
    const token = step.as === undefined ? undefined : await this.#token(step.as);
    if (step.opens !== undefined) {
      this.#sessions.set(step.opens, await openSession({ url: this.#target.url, token }));
      return;
    }
    const before = server.reached.length;
    const answer = await this.#send(step, token);
    this.#keep(step, answer);
    check(answer, step.expect ?? {}, server.reached.slice(before), `${this.#case.id}, ${where}`);
  }

  async #token(name: string): Promise<string> {
    const token = this.#tokens.get(name) ?? (await this.#target.grant(name));
    this.#tokens.set(name, token);
    return token;
  }

  #send(step: Step, token: string | undefined): Promise<RawAnswer> {
    const { url, base, serverId } = this.#target;
    const message = this.#message(step);
    const bodiless = step.get === true ? "GET" : step.delete === true ? "DELETE" : undefined;
    const session = step.in === undefined ? {} : (this.#sessions.get(step.in) ?? {});
    return post({
      url: step.path === undefined ? url : `${base}${step.path.replace("{server}", serverId)}`,
      token,
      headers: {
        "mcp-protocol-version": "2025-11-25",
        ...(bodiless === undefined ? {} : { "content-type": undefined }),
        ...session,
        ...message.headers,
        ...step.headers,
      },
      ...(bodiless === undefined ? { body: step.body ?? message.body ?? "" } : { httpMethod: bodiless }),
    });
  }

  #message({ send, revision }: Step): { readonly body?: object; readonly headers?: Record<string, string> } {
    if (send === undefined) return {};
    const text = JSON.stringify(send).replace(/\{(\w+)\}/g, (whole, name: string) => this.#kept.get(name) ?? whole);
    const { method, params, id } = JSON.parse(text) as NonNullable<Step["send"]>;
    if (revision !== "2026-07-28") return { body: olderRequest(method, params, id) };
    const { body, headers } = newerRequest(method, params, id);
    const task = typeof params?.taskId === "string" ? { "mcp-name": params.taskId } : {};
    return { body, headers: { ...headers, ...task } };
  }

  #keep({ keeps }: Step, { messages }: RawAnswer): void {
    if (keeps === undefined) return;
    const result = messages.at(-1)?.result as { taskId?: string; task?: { taskId?: string } } | undefined;
    this.#kept.set(keeps, String(result?.taskId ?? result?.task?.taskId));
  }
}

function check(answer: RawAnswer, expected: Expected, reached: readonly string[], where: string): void {
  const { status, headers, text, messages } = answer;
  expect({ status, text: status === (expected.status ?? 200) ? "" : text }, where).toEqual({
    status: expected.status ?? 200,
    text: "",
  });
  expect(messages.at(-1)?.error?.code, where).toBe(expected.error);
  checkTexts(text, expected, where);
  for (const [name, value] of Object.entries(expected.header ?? {})) {
    if (value === null) expect(headers[name], where).toBeUndefined();
    else expect(headers[name], where).toContain(value);
  }
  expect(reached.length, `${where}: ${reached.join("\n---\n")}`).toBe(expected.arrives ?? 1);
  if (expected.arrived !== undefined) checkTexts(reached.at(-1) ?? "", expected.arrived, where);
}

function checkTexts(text: string, { has = [], lacks = [] }: Texts, where: string): void {
  for (const each of has) expect(text, where).toContain(each);
  for (const each of lacks) expect(text, where).not.toContain(each);
}
