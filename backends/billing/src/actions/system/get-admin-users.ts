/** GetAdminUsers. */
import { createHash } from "node:crypto";
import { contains } from "../../database/search.js";
import type { Db } from "../../database/tables.js";
import { action } from "../../declare/action.js";
import * as field from "../../declare/field.js";
import * as param from "../../declare/param.js";

export const getAdminUsers = action({
  name: "GetAdminUsers",
  area: "system",
  description: "Retrieve administrators; never their passwords",
  kind: "read",
  history: { "1.0": "Initial Version" },
  parameters: {
    roleid: param.int("Administrators with this role"),
    email: param.text("Administrators whose email address contains this"),
    include_disabled: param.bool("Whether to show those who are disabled"),
  },
  response: {
    count: field.int("How many there are"),
    admin_users: field.flatList("The administrators", {
      id: field.int("The administrator"),
      uuid: field.text("A name that is never given twice"),
      roleId: field.int("Their role"),
      username: field.text("What they log in with"),
      twoFactorAuthModule: field.text("Always empty: there is no second factor"),
      firstname: field.text("First name"),
      lastname: field.text("Last name"),
      email: field.text("Email address"),
      signature: field.text("Their signature under replies"),
      notes: field.text("Their notes"),
      template: field.text("The look of their pages"),
      language: field.text("The language"),
      isDisabled: field.flag("1 when they cannot log in, else 0"),
      loginAttempts: field.int("How often they failed to log in"),
      supportDepartmentIds: field.texts("The departments they work for"),
      receivesTicketNotifications: field.texts("The departments whose tickets they are told of"),
      homepageWidgetsConfig: field.text("Always empty: there is no home page"),
      hiddenHomepageWidgets: field.text("Always empty: there is no home page"),
      created_at: field.moment("When they were added"),
      updated_at: field.moment("When they were last changed"),
      fullName: field.text("First and last name"),
      gravatarHash: field.text("MD5 of the email address"),
    }),
  },
  errors: [],
  example: {
    request: {},
    response: {
      count: 1,
      admin_users: [
        {
          id: 1,
          uuid: "0b3f7b3e-6a52-4f0e-9d0a-000000000009",
          roleId: 1,
          username: "admin",
          twoFactorAuthModule: "",
          firstname: "Ada",
          lastname: "Admin",
          email: "admin@company.example",
          signature: "",
          notes: "",
          template: "blend",
          language: "english",
          isDisabled: 0,
          loginAttempts: 0,
          supportDepartmentIds: ["1"],
          receivesTicketNotifications: ["1"],
          homepageWidgetsConfig: "",
          hiddenHomepageWidgets: "",
          created_at: "2026-03-10 12:00:00",
          updated_at: "2026-03-10 12:00:00",
          fullName: "Ada Admin",
          gravatarHash: "65f0fec0dcea6b72232099c12e68cf5d",
        },
      ],
    },
  },
  async run({ db }, { roleid, email, include_disabled: includesDisabled }) {
    let query = db.selectFrom("admins").selectAll().orderBy("id");
    if (roleid !== undefined) query = query.where("role_id", "=", roleid);
    if (email) query = query.where(contains("email", email));
    if (includesDisabled !== true) query = query.where("is_disabled", "=", 0);
    const admins = [];
    for (const row of await query.execute()) {
      const departments = await departmentsOf(db, row.id);
      admins.push({
        ...row,
        roleId: row.role_id,
        twoFactorAuthModule: "",
        isDisabled: row.is_disabled,
        loginAttempts: row.login_attempts,
        supportDepartmentIds: departments.map(({ department_id: id }) => String(id)),
        receivesTicketNotifications: departments.flatMap((each) =>
          each.notified === 1 ? [String(each.department_id)] : [],
        ),
        homepageWidgetsConfig: "",
        hiddenHomepageWidgets: "",
        fullName: `${row.firstname} ${row.lastname}`,
        gravatarHash: createHash("md5").update(row.email.trim().toLowerCase()).digest("hex"),
      });
    }
    return { count: admins.length, admin_users: admins };
  },
});

function departmentsOf(db: Db, adminId: number) {
  const all = db.selectFrom("admin_departments").select(["department_id", "notified"]);
  return all.where("admin_id", "=", adminId).orderBy("department_id").execute();
}
