import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { serveHttp } from "../src/index.js";

const ask = (url: string) =>
  new Promise<IncomingMessage>((resolve, reject) => get(url, { agent: false }, resolve).once("error", reject));

it("a server that closes finishes the request under way, and takes no other", async () => {
  let answer = (): void => {};
  let arrived = (): void => {};
  const arriving = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { origin, close } = await serveHttp(
    async (_, response, origin) => {
      answer = () => void response.end(origin);
      arrived();
    },
    { port: 0 },
  );
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const asked = ask(origin);
  await arriving;
  const closing = close();
  await expect(ask(origin)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  answer();
  expect(await text(await asked)).toBe(origin);
  await closing;
});

it("a server fails to start where another one listens", async () => {
  const { origin, close } = await serveHttp(async () => {}, { port: 0 });
  const port = Number(new URL(origin).port);
  await expect(serveHttp(async () => {}, { port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await close();
});
