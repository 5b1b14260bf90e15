/** The settings as the gateway takes them. */
import type { GatewaySettings } from "@turnpike/gateway";
import { isWildcard } from "./gateway-url.js";
import type { Settings } from "./table.js";

/** The gateway's part of the settings. Who listens on a certain address may be called by that address. */
export function gatewaySettings(settings: Settings): GatewaySettings {
  const { host } = settings;
  const hosts = isWildcard(host) ? settings.allowed_host : [...settings.allowed_host, host];
  return {
    host,
    port: settings.port,
    publicUrl: settings.public_url,
    allowedHosts: hosts.map((each) => (each.includes(":") ? `[${each}]` : each)),
    bodyLimitBytes: settings.body_limit,
    answerLimitBytes: settings.answer_limit,
    receiveTimeoutMs: settings.receive_timeout,
    connectTimeoutMs: settings.connect_timeout,
    responseTimeoutMs: settings.response_timeout,
    idleTimeoutMs: settings.idle_timeout,
    callTimeoutMs: settings.call_timeout,
    stopTimeoutMs: settings.stop_timeout,
    sessionsPerGrant: settings.sessions_per_grant,
    callsPerGrant: settings.calls_per_grant,
    streamsPerGrant: settings.streams_per_grant,
    sessionIdleMs: settings.session_idle,
    childrenPerServer: settings.children_per_server,
  };
}
