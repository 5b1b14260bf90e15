import type { KnipConfig } from "knip";

// What nothing uses goes. Each package's public door counts as used only where a test or another package comes in by it.
const config: KnipConfig = {
  workspaces: {
    ".": {
      entry: ["scripts/*.ts", "bench/*.ts", "test/**/*.test.ts", "test/support/*.ts"],
      project: ["scripts/**/*.ts", "bench/**/*.ts", "test/**/*.ts", "*.ts"],
    },
    "packages/*": { entry: ["src/index.ts", "test/**/*.test.ts"], project: ["src/**/*.ts", "test/**/*.ts"] },
    "packages/cli": {
      entry: ["bin/turnpike.js", "src/main.ts", "test/**/*.test.ts"],
      project: ["src/**/*.ts", "test/**/*.ts", "bin/*.js"],
    },
    "connectors/*": { entry: ["src/index.ts", "test/**/*.test.ts"], project: ["src/**/*.ts", "test/**/*.ts"] },
  },
};

export default config;
