/** The files of a server that are no pages: its recommended policy in both forms, and the tests that go with it. */
import {
  type Recommendation,
  type Report,
  recommendedSuite,
  recommendedYaml,
  recommendPolicy,
  suiteYaml,
} from "@turnpike/catalogue";
import type { SiteFile } from "./document/page.js";
import type { ServerEntry } from "./entries.js";

/** The name of the tests beside the recommended policy. */
export const suiteName = "policy.test.yaml";

/** The files; the recommendation without approvals is there where it differs. */
export function serverFiles({ report, folder, policy }: ServerEntry, withoutApprovals: boolean): readonly SiteFile[] {
  const { recommendation, server, classified } = report;
  const files = [
    { path: `${folder}/policy.json`, text: policy },
    ...yamlFiles(recommendation, report, `${folder}/policy`),
  ];
  if (withoutApprovals || recommendation.awaitingApproval.length === 0) return files;
  const other = recommendPolicy(server, classified, { withoutApprovals: true });
  return [...files, ...yamlFiles(other, report, `${folder}/policy-without-approvals`)];
}

function yamlFiles(of: Recommendation, { server, findings }: Report, path: string): readonly SiteFile[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return [
    { path: `${path}.yaml`, text: recommendedYaml(of, server.name, findings) },
    { path: `${path}.test.yaml`, text: suiteYaml(recommendedSuite(of, `${name}.yaml`)) },
  ];
}
