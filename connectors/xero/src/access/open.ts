/** Opens access to Xero as the environment says. */
import type { Access } from "./access.js";
import { type Environment, readConfiguration } from "./configuration.js";
import { AccessProblem } from "./problem.js";

/** Access, which a configuration that is wrong does not make fail: every use of it says then what is missing. */
export function openAccess(environment: Environment): Access {
  const read = readConfiguration(environment);
  return read.ok
    ? noAccess(
        read.configuration.apiUrl,
        new AccessProblem("sign_in", "not signed in to Xero: call `authenticate` first"),
      )
    : noAccess("https://api.xero.com", new AccessProblem("configuration", read.problem));
}

function noAccess(apiUrl: string, problem: AccessProblem): Access {
  const reject = () => Promise.reject(problem);
  return {
    apiUrl,
    token: reject,
    renewed: reject,
    tenants: reject,
    tenant: reject,
    signIn: reject,
    close: () => Promise.resolve(),
  };
}
