/**
 * Keeps a core awake at the lowest priority. On a virtual machine a core that fell idle is woken by the hypervisor, which
 * costs more than a call and is charged to whoever wakes it; so figures of a quiet virtual machine say more about its
 * host than about the subjects. What has something to do takes the core from the spinner at once.
 */
import { constants, setPriority } from "node:os";

setPriority(constants.priority.PRIORITY_LOW);
process.on("disconnect", () => process.exit(0));

function spin(): void {
  const until = performance.now() + 100;
  while (performance.now() < until);
  setImmediate(spin);
}

process.send?.({});
spin();
