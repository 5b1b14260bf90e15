/**
 * What a store refuses, whatever the driver. A fault has a stable code for programs, one public sentence for each code,
 * and a private detail for the operator. The gateway shows the sentence and never the detail.
 */

/** One sentence a code; `packages/store/ERRORS.md` says for each what to do, and a test keeps the two in step. */
export const storeFaults = {
  store_unavailable: "the store cannot be read or written now",
  store_damaged: "the database file is damaged",
  not_found: "no such thing in this organisation",
  name_taken: "the name is in use",
  name_malformed: "the name is not one that can be used",
  folder_too_new: "the data folder was written by a newer program",
  folder_foreign: "the data folder holds a database of something else",
  folder_in_use: "another gateway runs on this data folder",
  key_malformed: "the key for credentials is not one that can be used",
  key_exposed: "the key file can be read by others",
  sealed_unreadable: "a sealed credential cannot be opened with the keys at hand",
} as const;

export type StoreFaultCode = keyof typeof storeFaults;

/** Thrown by every port; `message` is `sentence: detail`, and the two stand alone as well. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  readonly code: StoreFaultCode;
  readonly sentence: string;
  readonly detail: string;

  constructor(code: StoreFaultCode, detail: string, cause?: unknown) {
    super(`${storeFaults[code]}: ${detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.sentence = storeFaults[code];
    this.detail = detail;
  }
}

/** Whether what was thrown is a fault of a store, and of this code where one is named. */
export function isStoreFault(thrown: unknown, code?: StoreFaultCode): thrown is StoreFault {
  return thrown instanceof StoreFault && (code === undefined || thrown.code === code);
}
