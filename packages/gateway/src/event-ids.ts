/**
 * The ids of the events that one session has been sent. A server may keep the events of all its sessions together, so an
 * id of a foreign session must not be taken for the place to resume from.
 */
import { hash } from "node:crypto";

const KEPT = 2048;

export class EventIds {
  /** 48 bits of a hash of each of the latest ids: enough that none is guessed, little enough for a thousand sessions. */
  #hashes: number[] = [];
  #next = 0;

  add(id: string): void {
    this.#hashes[this.#next] = short(id);
    this.#next = (this.#next + 1) % KEPT;
  }

  has(id: string): boolean {
    return this.#hashes.includes(short(id));
  }
}

function short(id: string): number {
  return Number.parseInt(hash("sha256", id, "hex").slice(0, 12), 16);
}
