/** nginx as a reverse proxy with kept-alive connections on both sides, one worker, answers passed on as they come. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endsWithTheRun, pidOf, stop } from "../machine/child.js";
import { processTree } from "../machine/cpu.js";
import { freePort, listens } from "../machine/port.js";
import { anyToken, type Subject } from "./subject.js";

/** Starts nginx; undefined when it is not installed. */
export async function nginxSubject(upstreamPort: number, folder: string): Promise<Subject | undefined> {
  const command = ["nginx", "/usr/sbin/nginx"].find((name) => spawnSync(name, ["-v"]).status === 0);
  if (command === undefined) {
    return undefined;
  }
  const port = await freePort();
  const own = join(folder, "nginx");
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "nginx.conf"), configuration(port, upstreamPort, own));
  const args = ["-p", own, "-c", join(own, "nginx.conf"), "-e", "stderr"];
  const child = endsWithTheRun(spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] }));
  await listens("nginx", port);
  const pids = processTree(pidOf(child));
  return {
    id: "nginx",
    title: "nginx, 1 worker",
    port,
    path: "/mcp",
    token: anyToken,
    pids,
    filtersLists: false,
    stop: () => stop(child),
  };
}

function configuration(port: number, upstreamPort: number, folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log stderr error;
    events { worker_connections 1024; }
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n      ")}
      upstream mcp { server 127.0.0.1:${upstreamPort}; keepalive 128; keepalive_requests 1000000000; }
      server {
        listen 127.0.0.1:${port};
        keepalive_requests 1000000000;
        client_max_body_size 4m;
        location / {
          proxy_pass http://mcp;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
          proxy_buffer_size 64k;
          proxy_buffers 8 64k;
        }
      }
    }
  `;
}
