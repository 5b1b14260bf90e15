/**
 * Loaded into a gateway before it starts, so that it kills itself with SIGKILL at a named point: `DIE_AT` is
 * `<stage> enters`, `<stage> leaves`, `transaction begun`, `before commit` or `after commit`, `DIE_ON` at which passing.
 * The product knows nothing of it: a hook of the module loader puts the stages' functions into others that count
 * passings, and the statements of the database driver are counted as they run.
 */
import { writeSync } from "node:fs";
import { createRequire, register } from "node:module";

type Work = (...args: readonly unknown[]) => unknown;

const { DIE_AT = "", DIE_ON = "1", STORE_PACKAGE = "" } = process.env;
let passings = 0;

function pass(point: string): void {
  if (point !== DIE_AT) return;
  passings += 1;
  if (passings < Number(DIE_ON)) return;
  writeSync(2, `died at: ${point}\n`);
  process.kill(process.pid, "SIGKILL");
}

/** Called by what the hook below makes of a stage's module. */
function counted(stage: string, work: Work): Work {
  return (...args) => {
    pass(`${stage} enters`);
    const result = work(...args);
    if (result instanceof Promise) {
      return result.then((value: unknown) => {
        pass(`${stage} leaves`);
        return value;
      });
    }
    pass(`${stage} leaves`);
    return result;
  };
}
Object.assign(globalThis, { countedStage: counted });

/** Runs beside the program, in the loader's thread; it must not refer to anything of this module. */
const hook = `
  const STAGE = /\\/gateway\\/dist\\/(receive|grant|read|policy|reserve|upstream|answer|settle)\\/\\1\\.js$/;
  export async function load(url, context, next) {
    const stage = STAGE.exec(url)?.[1];
    if (stage === undefined) return next(url, context);
    const source = \`
      import { \${stage} as real } from "\${url}?real";
      export * from "\${url}?real";
      export const \${stage} = globalThis.countedStage("\${stage}", real);
    \`;
    return { format: "module", source, shortCircuit: true };
  }
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

type Statement = { readonly source: string; run: Work };
type Driver = { readonly prototype: { prepare(sql: string): Statement } };

const driver = createRequire(STORE_PACKAGE)("better-sqlite3") as Driver;
const { prepare } = driver.prototype;
driver.prototype.prepare = function prepareCounted(sql) {
  const statement = prepare.call(this, sql);
  const { run } = statement;
  if (/^begin immediate$/i.test(sql)) statement.run = around(run, undefined, "transaction begun");
  if (/^commit$/i.test(sql)) statement.run = around(run, "before commit", "after commit");
  return statement;
};

function around(run: Work, before: string | undefined, after: string): Work {
  return function runCounted(this: unknown, ...args) {
    if (before !== undefined) pass(before);
    const result = run.apply(this, [...args]);
    pass(after);
    return result;
  };
}
