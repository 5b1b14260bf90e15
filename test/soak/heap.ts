/** The heap of another Node process, looked at through its inspector after a forced collection: what is left is held. */
import { WebSocket } from "undici";

export type Heap = {
  /** Bytes that are still held, objects and buffers, after everything else was collected. */
  heldBytes(): Promise<number>;
  close(): void;
};

/** What makes a process listen for `openHeap`, on a free port. */
export const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" } as const;

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };

/** `stderr` is what the process has written there, which says where its inspector listens. */
export async function openHeap(stderr: string): Promise<Heap> {
  const address = /ws:\/\/\S+/.exec(stderr)?.[0];
  if (address === undefined) throw new Error(`the process says no inspector: ${stderr}`);
  const socket = new WebSocket(address);
  await new Promise<void>((open, fail) => {
    socket.addEventListener("open", () => open());
    socket.addEventListener("error", () => fail(new Error("the inspector does not answer")));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  const ask = <T>(method: string) =>
    new Promise<T>((resolve) => {
      last += 1;
      waiting.set(last, resolve as (result: unknown) => void);
      socket.send(JSON.stringify({ id: last, method }));
    });
  await ask("HeapProfiler.enable");
  return {
    heldBytes: async () => {
      // What a first collection lets go may free more for the second: weak references, finalizers.
      for (let i = 0; i < 2; i++) await ask("HeapProfiler.collectGarbage");
      const { usedSize, backingStorageSize = 0 } = await ask<Usage>("Runtime.getHeapUsage");
      return usedSize + backingStorageSize;
    },
    close: () => socket.close(),
  };
}
