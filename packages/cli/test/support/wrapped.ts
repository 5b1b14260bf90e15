/** The built `turnpike wrap` as a child process, spoken to in bytes: for what no honest client sends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { turnpikeBinary } from "../../../../test/support/gateway-process.js";

/** A JSON-RPC message, read carelessly. */
export type Message = {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
};

/** A running wrapper. */
export type Wrapped = {
  readonly pid: number;
  /** Writes bytes as they are. */
  write(bytes: string | Buffer): void;
  /** Writes each message on a line. */
  send(...messages: readonly object[]): void;
  /** The first message, of those that came or will come, that fits and was not returned before. */
  next(fits?: (message: Message) => boolean): Promise<Message>;
  /** The answer to the request of this id. */
  answer(id: string | number): Promise<Message>;
  /** Opens the session as a client of the older generation does. */
  initialize(): Promise<Message>;
  /** Every line of standard output so far. */
  lines(): readonly string[];
  stderr(): string;
  /** Resolves when standard error holds this text. */
  told(text: string): Promise<void>;
  /** Closes standard input. */
  end(): void;
  /** Closes our end of its standard output. */
  closeOutput(): void;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
};

/** Starts `turnpike wrap` with these arguments on a data folder. */
export function startWrap(data: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Wrapped {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TURNPIKE_|NODE_OPTIONS|VITEST)/.test(name));
  const child = spawn(process.execPath, [turnpikeBinary, "wrap", "--data", data, ...args], {
    env: { ...Object.fromEntries(inherited), NO_COLOR: "1", ...env },
    stdio: "pipe",
  });
  child.stdin.on("error", () => undefined);
  const lines: string[] = [];
  const waiting: Message[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    waiting.push(JSON.parse(line) as Message);
    changed();
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
    changed();
  });
  let over = false;
  const ended = once(child, "close").then(([code]) => {
    over = true;
    changed();
    return code as number | null;
  });
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = () => {
        const found = look();
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`it ended before: ${stderr}`));
        else return;
        listeners.delete(listener);
      };
      listeners.add(listener);
      listener();
    });
  const wrapped: Wrapped = {
    pid: child.pid ?? 0,
    write: (bytes) => void child.stdin.write(bytes),
    send: (...messages) =>
      wrapped.write(messages.map((each) => `${JSON.stringify({ jsonrpc: "2.0", ...each })}\n`).join("")),
    next: (fits = () => true) =>
      until(() => {
        const at = waiting.findIndex(fits);
        return at < 0 ? undefined : waiting.splice(at, 1)[0];
      }),
    answer: (id) => wrapped.next((message) => message.id === id && message.method === undefined),
    initialize: async () => {
      wrapped.send({ id: "init", method: "initialize", params: initializeParams });
      const answer = await wrapped.answer("init");
      wrapped.send({ method: "notifications/initialized" });
      return answer;
    },
    lines: () => lines,
    stderr: () => stderr,
    told: (text) => until(() => (stderr.includes(text) ? true : undefined)).then(() => undefined),
    end: () => void child.stdin.end(),
    closeOutput: () => void child.stdout.destroy(),
    kill: (signal) => void child.kill(signal),
    ended,
  };
  return wrapped;
}

/** What an honest client of the older generation begins with. */
export const initializeParams = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "agent", version: "1" },
};

/** The envelope of 2026-07-28. */
export const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": { name: "agent", version: "1" },
};
