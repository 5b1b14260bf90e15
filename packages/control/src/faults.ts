/** Faults of the store that are the asker's to mend, as refusals; the others pass unchanged. */
import { isStoreFault } from "@turnpike/store";
import { ControlError } from "./errors.js";

/** Does something with the store; a name in use becomes a refusal with this message. */
export async function unlessTaken<T>(message: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isStoreFault(error, "name_taken")) throw new ControlError("taken", message);
    if (isStoreFault(error, "name_malformed")) throw new ControlError("invalid", error.message);
    throw error;
  }
}
