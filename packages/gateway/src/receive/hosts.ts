/** Which `Host` and `Origin` values may call: loopback names, the public address and what the operator named. */

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

export type HostList = {
  acceptsHost(host: string): boolean;
  acceptsOrigin(origin: string): boolean;
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
  return {
    acceptsHost: (host) => remember(`h${host}`, () => names.has(withoutPort(host.toLowerCase()))),
    acceptsOrigin: (origin) => remember(`o${origin}`, () => names.has(originHost(origin))),
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
