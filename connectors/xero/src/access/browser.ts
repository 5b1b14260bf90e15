/** The person's browser, where this machine has one: the platform's own opener, given the address as one argument, by no shell. */
import { spawn } from "node:child_process";
import type { Environment } from "./configuration.js";

/** Opens the address; resolves to false once it is known that nothing was opened. */
export type OpenBrowser = (url: URL) => Promise<boolean>;

type Command = readonly [string, ...string[]];

/** The command that opens addresses; undefined where there is no screen to show one on. */
export function opener(environment: Environment, platform: NodeJS.Platform): Command | undefined {
  if (platform === "darwin") return ["/usr/bin/open"];
  if (platform === "win32") return ["rundll32.exe", "url.dll,FileProtocolHandler"];
  const screen = environment.DISPLAY || environment.WAYLAND_DISPLAY;
  return screen ? ["xdg-open"] : undefined;
}

/** Opens addresses with that command. */
export function browserOf(command: Command | undefined): OpenBrowser {
  return (url) => {
    const [file, ...before] = command ?? [];
    if (file === undefined || !/^https?:$/.test(url.protocol)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const child = spawn(file, [...before, url.href], { stdio: "ignore", detached: true, shell: false });
      child.once("error", () => resolve(false));
      child.once("exit", (code) => resolve(code === 0));
      child.unref();
    });
  };
}
