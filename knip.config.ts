import type { KnipConfig } from "knip";

// What nothing uses goes. Types may be exported for the reader alone, where a signature needs their name.
const config: KnipConfig = {
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreBinaries: ["turnpike", "php"],
  workspaces: {
    ".": {
      entry: [
        "scripts/*.{js,ts}",
        "bench/run.ts",
        "bench/profile.ts",
        "bench/billing-*.ts",
        "bench/processes/*.ts",
        "test/**/*.test.ts",
        "test/conformance/fixture/stdio.ts",
      ],
      project: ["scripts/**/*.{js,ts}", "bench/**/*.ts", "test/**/*.ts", "*.ts"],
    },
    "packages/*": { project: ["src/**/*.ts", "test/**/*.ts"] },
    // The keeper is a program of its own, started by its path.
    "packages/gateway": { entry: ["src/keeper.ts"], project: ["src/**/*.ts", "test/**/*.ts"] },
    "packages/cli": { entry: ["src/main.ts"], project: ["src/**/*.ts", "test/**/*.ts", "bin/*.js"] },
    "backends/*": { project: ["src/**/*.ts", "test/**/*.ts"] },
    "backends/billing": {
      project: ["src/**/*.ts", "test/**/*.ts"],
      // Fonts: files that are looked for by name, never imported.
      ignoreDependencies: ["dejavu-fonts-ttf"],
    },
    "connectors/*": { project: ["src/**/*.ts", "test/**/*.ts"] },
    "connectors/whmcs": { entry: ["src/main.ts"], project: ["src/**/*.ts", "test/**/*.ts", "bin/*.js"] },
    // Children that are killed in tests are started by their path.
    "connectors/xero": {
      entry: ["src/main.ts", "test/access/children/*.ts"],
      project: ["src/**/*.ts", "test/**/*.ts", "bin/*.js"],
    },
  },
};

export default config;
