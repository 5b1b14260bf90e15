/** `turnpike scan`: classifies, grades and finds, and writes the policy that it recommends. */
import path from "node:path";
import { type Report, reportOn, SEVERITIES, type Severity, visible } from "@turnpike/catalogue";
import type { Action, Call, Context } from "../context.js";
import { asFailures } from "../desk.js";
import { type ExitCode, Failure } from "../failure.js";
import { howMany } from "../output/problems.js";
import { loadTokenCounter } from "../scan/count-tokens.js";
import { type Gathered, gather, type Unanswered } from "../scan/gather.js";
import { sarifOf } from "../scan/sarif.js";
import { shapeOf } from "../scan/shape.js";
import { showReport } from "../scan/show.js";
import { sourcesOf } from "../scan/sources.js";
import { checkPages, type Written, writePages } from "../scan/write-pages.js";
import { checkOutput, writePolicies } from "../scan/write-policy.js";
import { programVersion } from "../version.js";

type Wanted = {
  readonly many: boolean;
  readonly output: string | undefined;
  readonly pages: string | undefined;
  readonly failOn: Severity | undefined;
  readonly sarif: boolean;
  readonly withoutApprovals: boolean;
};

/** Scans what the command line names. */
export const scan: Action = async (context, call) => {
  const wanted = wantedOf(call);
  const before = wanted.pages === undefined ? new Set<string>() : await checkPages(wanted.pages);
  const sources = await asFailures(() => sourcesOf(call, context));
  const gathered = await gather(sources, programVersion(), (done, count) => {
    if (wanted.many) context.out.remark(progress(done, count, sources.length));
  });
  const dead = gathered.filter((each) => !each.ok);
  if (!wanted.many && dead[0] !== undefined) throw dead[0].failure;
  const reports = await reportsOn(gathered, wanted);
  const written = await write(reports, wanted, before);
  tell(context, dead, reports, wanted);
  for (const line of written) context.out.remark(line);
  return verdict(reports, dead.length, wanted);
};

function wantedOf({ options }: Call): Wanted {
  const { list, output, pages, failOn, sarif, withoutApprovals } = options as Record<string, unknown>;
  const many = list !== undefined;
  checkOutput(output as string | undefined, many);
  const severity = SEVERITIES.find((each) => each === String(failOn).toLowerCase());
  if (failOn !== undefined && severity === undefined) {
    throw new Failure("invalid", `\`--fail-on\` takes ${SEVERITIES.join(", ")}, not \`${String(failOn)}\``);
  }
  return {
    many,
    output: output as string | undefined,
    pages: pages as string | undefined,
    failOn: severity,
    sarif: sarif === true,
    withoutApprovals: withoutApprovals === true,
  };
}

function progress(done: Gathered, count: number, of: number): string {
  const said = done.ok
    ? `${visible(done.server.name)}: ${howMany(done.server.tools.length, "tool")}`
    : visible(done.failure.message);
  return `${String(count).padStart(String(of).length)}/${of}  ${said}`;
}

async function reportsOn(gathered: readonly Gathered[], { withoutApprovals }: Wanted): Promise<readonly Report[]> {
  const servers = gathered.flatMap((each) => (each.ok ? [each.server] : []));
  const count = await loadTokenCounter();
  return servers.map((server) =>
    reportOn(
      server,
      servers.filter((other) => other !== server),
      count,
      { withoutApprovals },
    ),
  );
}

/** Writes what is to be written, and gives a line for each thing. */
async function write(reports: readonly Report[], wanted: Wanted, before: Written): Promise<readonly string[]> {
  const { output, pages, many, withoutApprovals } = wanted;
  const policies = output === undefined ? [] : await writePolicies(reports, output, many);
  const lines = policies.length === 0 ? [] : [`wrote ${policies.join(", ")}`];
  if (pages === undefined) return lines;
  const { siteFiles } = await import("@turnpike/registry");
  const count = await writePages(siteFiles(reports, { withoutApprovals }), pages, before);
  return [...lines, `wrote ${howMany(count, "file")}: open ${path.join(pages, "index.html")}`];
}

function tell({ out }: Context, dead: readonly Unanswered[], reports: readonly Report[], wanted: Wanted): void {
  if (wanted.sarif) out.object(sarifOf(reports, dead, programVersion()));
  else if (out.json) tellPrograms(out, dead, reports);
  else out.text(reports.map((report) => showReport(report, out.paint)).join("\n\n"));
}

function tellPrograms(out: Context["out"], dead: readonly Unanswered[], reports: readonly Report[]): void {
  for (const report of reports) out.object(shapeOf(report));
  for (const { called, failure } of dead) {
    const { code, message, detail } = failure;
    out.object({ server: called, error: { code, message, detail } });
  }
}

/** 1 when a server did not answer, or where a finding is as grave as `--fail-on` says. */
function verdict(reports: readonly Report[], dead: number, { failOn }: Wanted): ExitCode {
  if (dead > 0) return 1;
  if (failOn === undefined) return 0;
  const worst = SEVERITIES.indexOf(failOn);
  return reports.some(({ findings }) => findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= worst)) ? 1 : 0;
}
