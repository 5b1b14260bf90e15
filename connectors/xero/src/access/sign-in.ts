/**
 * Signing a person in, from the address they open to the tokens.
 *
 * One at a time: who asks while one is under way is told about that one. It ends with the answer, with the time, or with the
 * server; then the port is free again.
 */
import type { OpenBrowser } from "./browser.js";
import { listenForAnswer } from "./callback/listen.js";
import type { Page } from "./callback/page.js";
import type { Clock } from "./clock.js";
import type { Checks, Identity } from "./identity.js";
import { AccessProblem } from "./problem.js";
import type { TokenSource } from "./tokens/token-source.js";

/** How it ended: `remark` is a sentence about what could not be kept. */
export type Outcome =
  | { readonly ok: true; readonly remark: string | undefined }
  | { readonly ok: false; readonly problem: AccessProblem };

/** A sign-in under way. */
export type Attempt = {
  readonly url: string;
  readonly until: Date;
  readonly outcome: Promise<Outcome>;
  /** Resolves to whether a browser was opened, when that is known. */
  readonly browser: Promise<boolean>;
  /** Ends it without an answer. */
  stop(): void;
};

export type SignInParts = {
  readonly identity: Identity;
  readonly tokens: TokenSource;
  readonly redirectUrl: URL;
  readonly openBrowser: OpenBrowser;
  readonly clock: Clock;
};

const limitMs = 10 * 60_000;

/** Begins a sign-in: listens, and opens a browser where there is one. */
export async function beginSignIn({
  identity,
  tokens,
  redirectUrl,
  openBrowser,
  clock,
}: SignInParts): Promise<Attempt> {
  const { url, checks } = await identity.begin(redirectUrl);
  const over = new AbortController();
  const { promise, resolve: end } = pending<Outcome>();
  const listener = await listenForAnswer(redirectUrl, once(checks, answering));

  async function answering(answer: URL): Promise<Page> {
    try {
      const remark = await tokens.adopt(await identity.finish(answer, checks));
      end({ ok: true, remark });
      return worked;
    } catch (error) {
      const problem = known(error);
      end({ ok: false, problem });
      return { status: 400, title: "Not signed in", text: forPerson(problem.message) };
    }
  }

  const until = new Date(clock.now() + limitMs);
  void clock.wait(limitMs, over.signal).then(
    () => end({ ok: false, problem: new AccessProblem("sign_in", tooLate) }),
    () => undefined,
  );
  const outcome = promise.then(async (ended) => {
    over.abort();
    await listener.close();
    return ended;
  });
  return {
    url: url.href,
    until,
    outcome,
    browser: openBrowser(url),
    stop: () => end({ ok: false, problem: new AccessProblem("cancelled", "the sign-in was ended with the server") }),
  };
}

const tooLate = "nobody finished the sign-in within ten minutes: call `authenticate` to begin another";
const worked: Page = {
  status: 200,
  title: "Signed in to Xero",
  text: "You can close this page and go back to your agent.",
};
const notOurs: Page = {
  status: 400,
  title: "Not signed in",
  text: "This answer does not belong to the sign-in that is under way. Nothing was changed.",
};
const before: Page = {
  status: 400,
  title: "Not signed in",
  text: "This sign-in was answered before. Nothing was changed.",
};

/** Lets the first answer through that carries the state. */
function once({ state }: Checks, take: (answer: URL) => Promise<Page>): (answer: URL) => Promise<Page> {
  let taken = false;
  return async (answer) => {
    const states = answer.searchParams.getAll("state");
    if (states.length !== 1 || states[0] !== state) return notOurs;
    if (taken) return before;
    taken = true;
    return await take(answer);
  };
}

function known(error: unknown): AccessProblem {
  return error instanceof AccessProblem
    ? error
    : new AccessProblem("refused", "the sign-in could not be finished: call `authenticate` to begin another");
}

/** The sentence without what it tells the model to do. */
function forPerson(message: string): string {
  const [said = ""] = message.split(/: call `authenticate`/);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}. You can close this page and go back to your agent.`;
}

function pending<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
