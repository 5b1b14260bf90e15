import { defineConfig } from "vitest/config";

// Two projects: `unit` runs files side by side on two workers; after it `serial` runs what kills processes, fills disks
// or counts wall-clock seconds, one file at a time.
// What is polled for has as long as the test: how soon it comes is the machine's business, and a busy one takes its time.
const shared = {
  environment: "node",
  retry: 0,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 100_000 } },
} as const;

export default defineConfig({
  // Our packages are read from their sources. The condition has our name in it, since other people's packages use a
  // plain "source" for files that Node cannot load.
  resolve: { conditions: ["@turnpike/source"] },
  ssr: { resolve: { conditions: ["@turnpike/source"] } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          sequence: { groupOrder: 0 },
          include: ["{packages,connectors,backends}/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["**/*.serial.test.ts", "**/node_modules/**", "**/dist/**"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "serial",
          sequence: { groupOrder: 1 },
          include: ["{packages,connectors,backends}/*/test/**/*.serial.test.ts", "test/**/*.serial.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          fileParallelism: false,
        },
      },
    ],
  },
});
