/** The actions on system, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { affiliateActivate } from "./affiliate-activate.js";
import { createProject } from "./create-project.js";
import { getActivityLog } from "./get-activity-log.js";
import { getAdminDetails } from "./get-admin-details.js";
import { getAdminUsers } from "./get-admin-users.js";
import { getAffiliates } from "./get-affiliates.js";
import { getConfigurationValue } from "./get-configuration-value.js";
import { getEmailTemplates } from "./get-email-templates.js";
import { getStats } from "./get-stats.js";
import { getTodoItems } from "./get-todo-items.js";
import { logActivity } from "./log-activity.js";
import { sendEmail } from "./send-email.js";
import { setConfigurationValue } from "./set-configuration-value.js";
import { whmcsDetails } from "./whmcs-details.js";

export const systemActions: readonly Action[] = [
  affiliateActivate,
  createProject,
  getActivityLog,
  getAdminDetails,
  getAdminUsers,
  getAffiliates,
  getEmailTemplates,
  getStats,
  getTodoItems,
  logActivity,
  sendEmail,
  setConfigurationValue,
  getConfigurationValue,
  whmcsDetails,
];
