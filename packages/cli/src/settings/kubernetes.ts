/**
 * The variables that Kubernetes puts into every container for a Service whose name begins with `turnpike`: they share
 * our prefix and are no settings. They are recognised by their fixed endings and, for `…_PORT`, by the URL that they
 * hold, so a real `TURNPIKE_PORT=8080` is never taken for one.
 */

const serviceVariable = /^TURNPIKE(_[A-Z0-9]+)*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/;
const portVariable = /^TURNPIKE(_[A-Z0-9]+)*_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$/;
const portWithNumber = /_PORT_\d+_(TCP|UDP|SCTP)/;
const address = /^(tcp|udp|sctp):\/\//;

/** Whether a variable was injected by Kubernetes for a Service and not set by the operator. */
export function isInjectedByKubernetes(name: string, value: string): boolean {
  if (serviceVariable.test(name)) return true;
  return portVariable.test(name) && (portWithNumber.test(name) || address.test(value));
}
