/**
 * Names of files for what strangers have named. They are lower-case letters, digits and dashes, so that no name leaves
 * its folder, and two that differ only in case are two files on any disk.
 */
import { slug } from "@turnpike/catalogue";

/** What Windows keeps for devices, with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A name that is not taken yet, which it then is. */
export function freeName(name: string, taken: Set<string>): string {
  const plain = slug(name);
  const wanted = devices.test(plain) ? `${plain}-` : plain;
  let candidate = wanted;
  for (let number = 2; taken.has(candidate); number++) candidate = `${wanted}-${number}`;
  taken.add(candidate);
  return candidate;
}
