/** Starts the subjects that a run asked for; what cannot be had is said and left out, but for the bare proxy. */
import type { Listening } from "../machine/child.js";
import { gatewaySubject } from "./gateway.js";
import { nginxSubject } from "./nginx.js";
import { bareSubject, directSubject } from "./plain.js";
import type { Subject, SubjectId } from "./subject.js";

/** The subjects in the order asked for. */
export async function startSubjects(
  ids: readonly SubjectId[],
  upstream: Listening,
  folder: string,
  say: (line: string) => void,
): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const id of ids) {
    const subject = await startSubject(id, upstream, folder);
    if (subject === undefined) {
      say("nginx is not installed: measured without it");
    } else {
      subjects.push(subject);
    }
  }
  return subjects;
}

async function startSubject(id: SubjectId, upstream: Listening, folder: string): Promise<Subject | undefined> {
  const origin = `http://127.0.0.1:${upstream.port}`;
  switch (id) {
    case "direct":
      return directSubject(upstream);
    case "bare":
    case "control":
    case "collected":
      return bareSubject(id, origin);
    case "nginx":
      return nginxSubject(upstream.port, folder);
    case "gateway":
    case "power":
      return gatewaySubject(id, `${origin}/mcp`, folder);
  }
}
