/**
 * What a child writes to its standard error, and what is wrong with what it writes to its standard output, as lines for
 * the operator: so many a minute, so long each, and without the secrets that the child was given.
 */
import { StringDecoder } from "node:string_decoder";

const MOST_LINES = 100;
const EVERY_MS = 60_000;
const MOST_BYTES = 1_000;
/** A shorter value stands in too many words that are no secret. */
const SHORTEST_SECRET = 6;

/** How much one server may tell, all its children together. */
export class Complaints {
  readonly #report: (line: string) => void;
  readonly #secrets: readonly string[];
  /** So much more than is told has to be known, so that no secret is cut where it cannot be seen. */
  readonly longestSecret: number;
  #since = 0;
  #lines = 0;
  #left = 0;

  constructor(report: (line: string) => void, secrets: readonly string[]) {
    this.#report = report;
    this.#secrets = [...new Set(secrets.flatMap(spellings))]
      .filter((each) => each.length >= SHORTEST_SECRET)
      .sort((a, b) => b.length - a.length);
    this.longestSecret = this.#secrets[0]?.length ?? 0;
  }

  /** Tells a line without its secrets; of one that was `cut` the end may be the beginning of a secret. */
  tell(what: string, cut = false): void {
    const now = performance.now();
    if (this.#lines === 0 || now - this.#since >= EVERY_MS) {
      this.#tellLeft();
      this.#since = now;
      this.#lines = 0;
    }
    if (this.#lines < MOST_LINES) {
      this.#lines += 1;
      const safe = this.#withoutSecrets(what);
      this.#report(cut ? `${safe.slice(0, safe.length - this.longestSecret).slice(0, MOST_BYTES)}…` : safe);
    } else {
      this.#left += 1;
    }
  }

  /** Says how many lines were left out. */
  #tellLeft(): void {
    if (this.#left > 0) {
      this.#report(`${this.#left} more lines were left out, above ${MOST_LINES} a minute`);
      this.#left = 0;
    }
  }

  end(): void {
    this.#tellLeft();
  }

  #withoutSecrets(text: string): string {
    return this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
  }
}

/** How a secret may stand in a line: as it is, as JSON has it, and each of its own lines by itself. */
function spellings(secret: string): readonly string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), ...secret.split(/\r?\n/)];
}

/** The standard error of one child, taken apart into lines; of a long one its beginning is told. */
export class StandardError {
  readonly #complaints: Complaints;
  readonly #decoder = new StringDecoder("utf8");
  #held = "";
  #cut = false;

  constructor(complaints: Complaints) {
    this.#complaints = complaints;
  }

  push(chunk: Buffer): void {
    const lines = this.#decoder.write(chunk).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      this.#hold(line);
      this.end();
    }
    this.#hold(last);
  }

  end(): void {
    const line = this.#held.trimEnd();
    if (line !== "") {
      this.#complaints.tell(`standard error: ${line}`, this.#cut);
    }
    this.#held = "";
    this.#cut = false;
  }

  #hold(part: string): void {
    const most = MOST_BYTES + this.#complaints.longestSecret;
    this.#cut ||= this.#held.length + part.length > most;
    this.#held = (this.#held + part).slice(0, most);
  }
}
