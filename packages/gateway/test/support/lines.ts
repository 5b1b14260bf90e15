/** Two pipes in this process with the path between them and a real upstream: for corpora, where a process each is too dear. */
import { PassThrough } from "node:stream";
import { serveLines } from "../../src/index.js";
import { defaultSettings, type GatewaySettings } from "../../src/settings.js";
import type { Running } from "./running.js";

/** An agent at the other end of the pipes. */
export type LinesAgent = {
  write(bytes: Buffer | string): void;
  /** Every line that came, parsed. */
  readonly messages: readonly Record<string, unknown>[];
  readonly reports: readonly string[];
  /** Closes the input and waits until everything under way has been answered. */
  finish(): Promise<void>;
};

/** Serves the first grant of a running gateway over two pipes as well. */
export function startLines(running: Running, settings: Partial<GatewaySettings> = {}): LinesAgent {
  const input = new PassThrough();
  const output = new PassThrough();
  const reports: string[] = [];
  let text = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const lines = serveLines(
    { ...defaultSettings, stopTimeoutMs: 10_000, ...settings },
    {
      store: running.sqlite.store,
      counters: running.sqlite.counters,
      openCredentials: async () => [],
      report: (line) => reports.push(line),
      speaker: { token: running.token, serverId: running.serverId },
      input,
      output,
    },
  );
  return {
    write: (bytes) => void input.write(bytes),
    get messages() {
      return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>]));
    },
    reports,
    finish: async () => {
      input.end();
      await lines.ended;
      await lines.close();
    },
  };
}
