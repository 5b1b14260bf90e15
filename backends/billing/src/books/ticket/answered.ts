/** Tickets and what was written to them in the words of answers. */
import * as field from "../../declare/field.js";

/** Who wrote, as GetTickets and GetTicket say it. */
export const requestorFields = {
  requestor_name: field.text("The name of who wrote it"),
  requestor_email: field.text("Their email address"),
  requestor_type: field.text("Owner, Sub-account, Registered User, Guest or Operator"),
} as const;

export const attachmentFields = {
  attachment: field.text("The names of its files, separated by |"),
  attachments: field.flatList("Its files", {
    filename: field.text("The name of the file"),
    index: field.int("Its place among the files of the message"),
  }),
  attachments_removed: field.bool("Whether its files were removed"),
} as const;
