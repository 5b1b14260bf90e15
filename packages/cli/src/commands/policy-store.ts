/** `turnpike policy add | list | show | history | restore | attach`: the policies of a server. */
import {
  attachPolicy,
  type Control,
  ControlError,
  listPolicies,
  openCredentials,
  policyHistory,
  restorePolicy,
  type SavedPolicy,
  savePolicy,
  showPolicy,
} from "@turnpike/control";
import type { Problem } from "@turnpike/policy";
import type { Server } from "@turnpike/store";
import type { Action, Context } from "../context.js";
import { withDesk } from "../desk.js";
import { Failure } from "../failure.js";
import { type NamedText, readInput } from "../files.js";
import { quote } from "../invocation.js";
import { withData } from "../output/hints.js";
import { type ShownProblem, showProblem } from "../output/problems.js";
import { columns } from "../output/table.js";
import { time } from "../output/times.js";
import { programVersion } from "../version.js";

/** Saves a policy, or a new version of it. */
export const policyAdd: Action = async (context, { args: [server, name, file] }) => {
  const source = await readInput(file as string);
  return withDesk(context, async ({ control }) => {
    const request = { server: server as string, name: name as string, text: source.text };
    const saved = await tellErrors(context, source, () => savePolicy(control, request));
    const unfit = await againstServer(control, saved.server, source.text);
    return tellSaved(context, source, saved, unfit);
  });
};

/** How long a server has to answer that is only asked to be helpful. */
const patienceMs = 2_000;

/** What the server's tools say of the policy, where it answers; a command is not started for that. */
async function againstServer(control: Control, server: Server, text: string): Promise<readonly ShownProblem[]> {
  if (server.target.kind !== "http") return [];
  const [{ askServer }, { fitProblems }] = await Promise.all([
    import("../scan/ask-server.js"),
    import("../output/fit.js"),
  ]);
  const credentials = await openCredentials(control.vault, server.id, server.credentials);
  const asked = await askServer({ target: server.target, credentials }, programVersion(), patienceMs).catch(
    () => undefined,
  );
  return asked === undefined ? [] : fitProblems(text, asked.tools);
}

/** Saves an earlier version again, as the newest. */
export const policyRestore: Action = async (context, { args: [server, name, version] }) =>
  withDesk(context, async ({ control }) => {
    const number = versionNumber(version as string);
    const { version: earlier } = await showPolicy(control, server as string, name as string, number);
    const source = { name: `${name} version ${number}`, text: earlier.document };
    const restore = () => restorePolicy(control, server as string, name as string, number);
    return tellSaved(context, source, await tellErrors(context, source, restore));
  });

/** For people, the errors of a policy are told as `policy validate` tells them, before the command fails. */
async function tellErrors<T>({ out }: Context, source: NamedText, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ControlError && error.code === "policy_invalid" && !out.json) {
      const { errors } = error.detail as { errors: readonly Problem[] };
      for (const each of errors) out.remark(`${showProblem(each, "error", source, out.paint)}\n`);
    }
    throw error;
  }
}

function tellSaved(
  { out }: Context,
  source: NamedText,
  { policy, server, warnings: own }: SavedPolicy,
  unfit: readonly ShownProblem[] = [],
): 0 {
  const warnings = [...own, ...unfit];
  const { id, name, version } = policy;
  if (out.json) out.object({ id, name, version, warnings });
  else {
    for (const each of warnings) out.remark(`${showProblem(each, "warning", source, out.paint)}\n`);
    out.text(
      `saved policy ${out.paint.bold(name)} (${id}) on ${server.name}, version ${version}: in force from the next call`,
    );
  }
  return 0;
}

/** Lists a server's policies. */
export const policyList: Action = async (context, { args: [of] }) =>
  withDesk(context, async ({ control }) => {
    const { out } = context;
    const { server, policies } = await listPolicies(control, of as string);
    if (out.json) {
      for (const { id, name, version, createdAt, savedAt } of policies) {
        out.object({ id, name, server: server.name, version, created_at: time(createdAt), saved_at: time(savedAt) });
      }
    } else if (policies.length === 0) {
      out.text(`no policies yet: ${withData(context)} policy add ${server.name} default policy.json`);
    } else {
      const rows = policies.map(({ id, name, version, savedAt }) => [name, id, String(version), time(savedAt)]);
      out.text(columns(["NAME", "ID", "VERSION", "SAVED"], rows, out.paint));
    }
    return 0;
  });

/** Prints a policy as its author wrote it, or the document it stands for with `--json`. */
export const policyShow: Action = async ({ out, ...context }, { args: [server, name, version] }) =>
  withDesk({ out, ...context }, async ({ control }) => {
    const number = version === undefined ? undefined : versionNumber(version as string);
    const shown = await showPolicy(control, server as string, name as string, number);
    const { policy, version: of, document } = shown;
    if (!out.json) out.text(of.document.replace(/\n$/, ""));
    else
      out.object({
        id: policy.id,
        name: policy.name,
        version: of.version,
        saved_at: time(of.createdAt),
        document: document ?? null,
      });
    return 0;
  });

/** Lists the versions of a policy, newest first. */
export const policyHistoryList: Action = async ({ out, ...context }, { args: [server, name] }) =>
  withDesk({ out, ...context }, async ({ control }) => {
    const { policy, versions } = await policyHistory(control, server as string, name as string);
    const current = (version: number) => version === policy.version;
    if (out.json) {
      for (const { version, createdAt } of versions) {
        out.object({ version, saved_at: time(createdAt), in_force: current(version) });
      }
    } else {
      const rows = versions.map(({ version, createdAt }) => [
        String(version),
        time(createdAt),
        current(version) ? out.paint.green("in force") : "",
      ]);
      out.text(columns(["VERSION", "SAVED", ""], rows, out.paint));
    }
    return 0;
  });

/** Puts a grant under a policy, or under none. */
export const policyAttach: Action = async (context, { args: [grant, name], options: { none } }) => {
  if ((name === undefined) === (none === undefined)) {
    throw new Failure("usage", "which policy? Give its name, or `--none` to take the policy away, one of the two");
  }
  return withDesk(context, async ({ control }) => {
    const { out } = context;
    const view = await attachPolicy(control, grant as string, name as string | undefined);
    const { id, label } = view.grant;
    if (out.json)
      out.object({ id, label, policy: view.policy?.name ?? null, policy_version: view.policy?.version ?? null });
    else if (view.policy)
      out.text(`grant ${out.paint.bold(label)} (${id}) is under policy ${view.policy.name} from the next call`);
    else out.text(`grant ${out.paint.bold(label)} (${id}) has no policy any more`);
    if (view.policy === undefined) {
      const again = `${withData(context)} policy attach ${quote(label)} NAME`;
      out.warn(
        `without a policy the grant refuses everything, as \`(no policy)\`: \`${again}\` puts it under one again`,
      );
    }
    return 0;
  });
};

function versionNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Failure("invalid", `a version is a whole number from 1, not \`${text}\``);
}
