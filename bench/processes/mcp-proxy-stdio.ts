/**
 * mcp-proxy between an agent over stdio and a server over HTTP: its command line has the other direction only, its library
 * both. It is named by its file because it is installed apart.
 */
import { pathToFileURL } from "node:url";

type Library = { startStdioServer(options: { serverType: "HTTPStream"; url: string }): Promise<unknown> };

const [library = "", url = ""] = process.argv.slice(2);
const { startStdioServer } = (await import(pathToFileURL(library).href)) as Library;
await startStdioServer({ serverType: "HTTPStream", url });
