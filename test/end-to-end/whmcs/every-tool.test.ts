import { whmcsToolNames } from "../../support/whmcs-tools.js";
import { testEveryTool } from "../support/every-tool.js";
import { allSteps } from "./all-steps.js";
import { whmcs } from "./whmcs.js";

testEveryTool(whmcs, allSteps, whmcsToolNames);
