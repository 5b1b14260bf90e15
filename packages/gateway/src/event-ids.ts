/**
 * The ids of the events that one session has been sent, each with the stream it belongs to. A server may keep the events
 * of all its sessions together, so an id of a foreign session must not be taken for the place to resume from; and what
 * comes after an id answers the request of that id's stream and no other.
 */
import { hash } from "node:crypto";

const KEPT = 2048;

let streams = 0;

/** A new stream, told from all others; resuming one goes on with it. */
export function newStream(): number {
  streams += 1;
  return streams;
}

export class EventIds {
  /** 48 bits of a hash of each of the latest ids: enough that none is guessed, little enough for a thousand sessions. */
  readonly #hashes: number[] = [];
  readonly #streams: number[] = [];
  #next = 0;

  add(id: string, stream: number): void {
    this.#hashes[this.#next] = short(id);
    this.#streams[this.#next] = stream;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** The stream of an event that was sent; undefined for an id that none had. */
  streamOf(id: string): number | undefined {
    return this.#streams[this.#hashes.lastIndexOf(short(id))];
  }
}

function short(id: string): number {
  return Number.parseInt(hash("sha256", id, "hex").slice(0, 12), 16);
}
