/** A connector with what is behind it, as the end-to-end tests open it. */
import type { serveOnHttp } from "@turnpike/whmcs";

/** Makes a server for each connection. */
type ServerFactory = Parameters<typeof serveOnHttp>[0];

/** A connector and the system it is for; `Company` is what the tests know of the books there. */
export type Business<Company> = {
  /** The name that the server gets. */
  readonly name: string;
  /** The connector's committed binary. */
  readonly binary: string;
  /** Opens the system, new and empty but for what it needs, with its files in the folder. */
  open(folder: string): Promise<Opened<Company>>;
  /** The connector inside this process, with the environment that `open` gave. */
  serverFactory(env: Readonly<Record<string, string>>): ServerFactory;
};

/** A system that runs in the test's process, so that its books can be read beside every answer. */
export type Opened<Company> = {
  readonly company: Company;
  /** What the connector must have in its environment to reach it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
};
