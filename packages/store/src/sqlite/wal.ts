/**
 * What SQLite does not say about its write-ahead log: after a crash it reads up to the first frame that does not fit and
 * passes over the rest without a word. Mostly the rest is nothing, a transaction that was being written. But where frames
 * that fit each other follow the one that does not, commits are lost: a power cut left out sectors that were not yet
 * synced, or something damaged the file. The format is that of https://www.sqlite.org/fileformat2.html#walformat
 */

import { readFileSync } from "node:fs";

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC_BIG_ENDIAN = 0x377f0683;

type Sum = readonly [number, number];

/** How many commits of the log SQLite passes over; throws what the file system throws. */
export function commitsPassedOver(path: string): number {
  const wal = readFileSync(path);
  if (wal.length <= HEADER_BYTES) return 0;
  const littleEndian = wal.readUInt32BE(0) !== MAGIC_BIG_ENDIAN;
  const sum = (from: Sum, start: number, end: number) => added(from, wal, start, end, littleEndian);
  const pageBytes = wal.readUInt32BE(8);
  if (pageBytes < 512 || pageBytes > 65_536) return 1; // a header without sense: all behind it is passed over
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  let before = sum([0, 0], 0, 24);
  let whole = same(before, storedAt(wal, 24));
  let passedOver = 0;
  const generation = whole ? 16 : HEADER_BYTES + 8;
  for (let at = HEADER_BYTES; at + frameBytes <= wal.length; at += frameBytes) {
    // Frames of an older generation, not yet written over, are none of this log.
    const ours = wal.compare(wal, generation, generation + 8, at + 8, at + 16) === 0;
    const summed = sum(sum(before, at, at + 8), at + FRAME_HEADER_BYTES, at + frameBytes);
    const stored = storedAt(wal, at + 16);
    const fits = ours && same(summed, stored);
    const commits = wal.readUInt32BE(at + 4) > 0;
    if (fits && commits && !whole) passedOver += 1;
    if (!fits) whole = false;
    before = stored;
  }
  return passedOver;
}

function storedAt(wal: Buffer, at: number): Sum {
  return [wal.readUInt32BE(at), wal.readUInt32BE(at + 4)];
}

function same([first, second]: Sum, other: Sum): boolean {
  return first === other[0] && second === other[1];
}

/** SQLite's checksum over whole pairs of words, going on from another. */
function added([first, second]: Sum, wal: Buffer, start: number, end: number, littleEndian: boolean): Sum {
  const word = littleEndian ? (at: number) => wal.readUInt32LE(at) : (at: number) => wal.readUInt32BE(at);
  let [one, two] = [first, second];
  for (let at = start; at < end; at += 8) {
    one = (one + word(at) + two) >>> 0;
    two = (two + word(at + 4) + one) >>> 0;
  }
  return [one, two];
}
