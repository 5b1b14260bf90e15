import type { Command } from "commander";
import type { Action } from "../context.js";

/** Adds a command to its parent; its code is loaded when it is called. */
export type AddCommand = (parent: Command, name: string, description: string, load: () => Promise<Action>) => Command;
