/** What would make a tool pass for harmless: nothing that ends something or moves money may be called Read. */
import { describe, expect, it } from "vitest";
import { classifyServer, type Tool } from "../src/index.js";

const said = (tool: Tool) => classifyServer({ name: "srv", tools: [tool] })[0]?.category;

/** Names without a description, in every style. */
const names = `
  list_purge view_delete show_remove check_and_remove findAndDelete findOneAndDelete find-one-and-delete search_delete
  select_and_drop lookup_and_cancel export_and_delete download_and_remove readAndWipe archive_and_purge get_rid_of_user
  dequeue drain_queue dropTable reset_db wipe_disk formatDisk truncate_logs expire_sessions terminateInstances
  close_account end_subscription revokeKey deprovision offboard_employee fire_employee mail_delete_autoreply
  delete-api-v1-users-id DELETE_api_v1_users_id users_id_delete api.v1.users.delete apiV1UsersIdDELETE deleteUserMutation
  mutation_deleteUser userDelete dlt_usr usr_rm db.drop KillProcess DELETEUSER deleteuser removefile cancelorder user-del
  empty_trash clear_history flush_all git_push_force hard_reset usersDeleteV2
  post_charges post-v1-payouts POST_v1_refunds PostCharges v1ChargesPost createCharge payInvoice buy_now checkout
  submit_order top_up send_money send_usdc transferFunds move_money split_bill process_refund capture_payment charge_card
  accept_quote claim_rewards stake borrow liquidate execute_trade market_buy bid renew_domain run_payroll disburse remit
  bill_customer invoice_pay make_deposit release_escrow swap_tokens mint_nft sweep_funds sweep settle withdraw payinvoice
  refundpayment sendmoney exercise_option create_instant_settlement enable_auto_renewal
  borrar_archivo eliminarFactura effacer_tout datei_loeschen konto_kuendigen rechnung_bezahlen pagar_factura rembourser
  удалить_файл оплатить_счет 删除用户 退款 削除 사용자_삭제 usun_plik verwijder_klant betaal_factuur poista_tiedosto
  hapus_pengguna xoa_nguoi_dung smazat_soubor slet_fil διαγραφή حذف_المستخدم हटाएं
`
  .trim()
  .split(/\s+/);

describe("a name that ends something or moves money", () => {
  it.each(names)("%s is not called Read", (name) => {
    expect(said({ name })).not.toBe("Read");
  });
});

describe("a description that is graver than its name", () => {
  it.each([
    ["get_and_delete", "Gets a message and deletes it"],
    ["fetch_payment", "Pays the invoice by fetching money from the card"],
    ["get_user", "Permanently deletes the user"],
    ["read_once", "Reads the secret and deletes it"],
    ["pop_message", "Removes and returns the oldest message"],
    ["get_refund", "Refunds the order to the customer"],
    ["sync", "Deletes local files that are gone upstream"],
    ["rebalance_portfolio", "Buys and sells to reach the target weights"],
    ["unlink_record", "Removes one record"],
    ["maintenance", "It removes old backups"],
    ["housekeeping", "Old records are deleted"],
    ["list", "Lists nothing; deletes everything"],
    ["exercise_position", "Exercises a held option contract"],
    ["helper", "<use_case>This tool cancels the order.</use_case>"],
  ])("%s, %j, is not called Read", (name, description) => {
    expect(said({ name, description, annotations: { readOnlyHint: true } })).not.toBe("Read");
  });
});

describe("arguments that choose the operation", () => {
  const choosing = (name: string, argument: string, values: readonly string[], required = false): Tool => ({
    name,
    inputSchema: {
      type: "object",
      properties: { [argument]: { type: "string", enum: values } },
      ...(required && { required: [argument] }),
    },
  });

  it.each([
    choosing("users", "action", ["list", "get", "delete"], true),
    choosing("get_users", "action", ["get", "delete"]),
    choosing("query_orders", "mode", ["list", "cancel"]),
    choosing("records", "op", ["r", "d"]),
    choosing("files", "cmd", ["ls", "rm"]),
    choosing("git_reset", "mode", ["soft", "hard"]),
  ])("$name is the gravest of them", (tool) => {
    expect(said(tool)).toBe("Destructive");
  });

  it("are a filter where a search may be narrowed by what was done", () => {
    const tool = choosing("list_adjustments", "action", ["credit", "refund", "chargeback"]);
    expect(said(tool)).toBe("Read");
  });

  it.each([
    ["a deletion that is switched on", { delete: { type: "boolean" } }, "Destructive"],
    [
      "any method of HTTP",
      { path: { type: "string" }, method: { type: "string", enum: ["GET", "DELETE"] } },
      "Execute",
    ],
    ["a GraphQL document", { query: { type: "string" } }, "Execute"],
  ])("make a tool graver: %s", (_, properties, category) => {
    const description = "Runs a GraphQL query or mutation";
    expect(said({ name: "graphql", description, inputSchema: { type: "object", properties } })).toBe(category);
  });
});

describe("what only looks", () => {
  it.each([
    ["preview_transaction_create", "Previews a transaction and creates none"],
    ["ssh_history", "Shows the commands of this session"],
    ["list_cancelled_orders", ""],
    ["start_search", "Starts a search whose results come one by one"],
    ["get_orders", "Orders that were deleted are left out"],
    ["decompile_function", "Decompile a function by name"],
  ])("%s stays Read", (name, description) => {
    expect(said({ name, description })).toBe("Read");
  });
});
