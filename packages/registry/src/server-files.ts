/** The files of a server that are no pages: its recommended policy in both forms, and the tests that go with it. */
import {
  type Recommendation,
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
    ...yamlFiles(recommendation, server.name, `${folder}/`, "policy"),
  ];
  if (withoutApprovals || recommendation.awaitingApproval.length === 0) return files;
  const other = recommendPolicy(server, classified, { withoutApprovals: true });
  return [...files, ...yamlFiles(other, server.name, `${folder}/`, "policy-without-approvals")];
}

function yamlFiles(of: Recommendation, server: string, folder: string, name: string): readonly SiteFile[] {
  const heading = `What \`turnpike scan\` recommends for ${server}: a start, with figures to be made yours.`;
  return [
    { path: `${folder}${name}.yaml`, text: recommendedYaml(of, heading) },
    { path: `${folder}${name}.test.yaml`, text: suiteYaml(recommendedSuite(of, `${name}.yaml`)) },
  ];
}
