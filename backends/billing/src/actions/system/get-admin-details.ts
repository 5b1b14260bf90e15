/** GetAdminDetails. */
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import { versionFields, versionValues } from "./whmcs-details.js";

export const getAdminDetails = action({
  name: "GetAdminDetails",
  area: "system",
  description: "Obtain the details of the administrator who calls",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {},
  response: {
    adminid: field.intText("The administrator"),
    name: field.text("First and last name"),
    notes: field.text("Their notes"),
    signature: field.text("Their signature under replies"),
    allowedpermissions: field.text("What they may do, separated by commas"),
    departments: field.text("The departments they work for, separated by commas"),
    requesttime: field.moment("When this was asked"),
    ...versionFields,
  },
  errors: [],
  example: {
    request: {},
    response: {
      adminid: "1",
      name: "Ada Admin",
      notes: "",
      signature: "",
      allowedpermissions: "API Access",
      departments: "1",
      requesttime: "2026-03-10 12:00:00",
      ...versionValues,
    },
  },
  async run({ db, caller, now }) {
    const admin = await db.selectFrom("admins").selectAll().where("id", "=", caller.adminId).executeTakeFirstOrThrow();
    const role = await db
      .selectFrom("admin_roles")
      .select("api_access")
      .where("id", "=", admin.role_id)
      .executeTakeFirstOrThrow();
    const departments = await db
      .selectFrom("admin_departments")
      .select("department_id")
      .where("admin_id", "=", admin.id)
      .orderBy("department_id")
      .execute();
    return {
      adminid: admin.id,
      name: `${admin.firstname} ${admin.lastname}`,
      notes: admin.notes,
      signature: admin.signature,
      allowedpermissions: role.api_access === 1 ? "API Access" : "",
      departments: departments.map(({ department_id: id }) => id).join(","),
      requesttime: now,
      ...versionValues,
    };
  },
});
