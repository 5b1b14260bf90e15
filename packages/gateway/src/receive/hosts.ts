/** Which `Host` and `Origin` values may call: loopback names, the public address and what the operator named. */

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

export type HostList = {
  acceptsHost(host: string): boolean;
  acceptsOrigin(origin: string): boolean;
  /** Both headers at once, as they are given. */
  accepts(host: string | undefined, origin: string | undefined): boolean;
};

/** Builds the list. Names are compared without their port: a proxy may change it, a rebinding page cannot use that. */
export function hostList(publicUrl: string | undefined, allowedHosts: readonly string[]): HostList {
  const names = new Set([...LOOPBACK, ...allowedHosts.map((host) => withoutPort(host.toLowerCase()))]);
  if (publicUrl !== undefined) {
    names.add(new URL(publicUrl).hostname.toLowerCase());
  }
  // The same few values come with every call, so each is worked out once; the bound keeps a flood of lies small.
  const known = new Map<string, boolean>();
  const remember = (key: string, check: () => boolean): boolean => {
    let accepted = known.get(key);
    if (accepted === undefined) {
      accepted = check();
      if (known.size < 1000) {
        known.set(key, accepted);
      }
    }
    return accepted;
  };
  const acceptsHost = (host: string) => remember(`h${host}`, () => names.has(withoutPort(host.toLowerCase())));
  const acceptsOrigin = (origin: string) => remember(`o${origin}`, () => names.has(originHost(origin)));
  return {
    acceptsHost,
    acceptsOrigin,
    accepts: (host, origin) =>
      host !== undefined && acceptsHost(host) && (origin === undefined || acceptsOrigin(origin)),
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d{1,5}$/, "");
}

function originHost(origin: string): string {
  try {
    const url = new URL(origin);
    return url.protocol === "http:" || url.protocol === "https:" ? url.hostname.toLowerCase() : "";
  } catch {
    return "";
  }
}
