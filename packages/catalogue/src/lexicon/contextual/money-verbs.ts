/** Verbs that may move money, or commit someone to. */
import { type ContextualVerb, type ContextualVerbs, ends, money, moves, physical, row, runs, within } from "./row.js";

/** An order under way whose price or size is changed is another order. */
const amendingOrders: ContextualVerb = {
  otherwise: "Write",
  rows: [within(["trading"], "order trade", "Financial", "a changed order is another order")],
};

/** A hold on a card is a promise to pay; elsewhere access is given. */
const authorizing: ContextualVerb = {
  otherwise: "Write",
  rows: [row("$money card amount charge transaction", "Financial", moves)],
};

export const moneyVerbs: ContextualVerbs = {
  add: {
    otherwise: "Write",
    rows: [
      within(["payments"], "credit balance", "Financial", moves),
      within(["commerce"], "baggage bag luggage insurance", "Financial", moves),
    ],
  },
  approve: {
    otherwise: "Write",
    rows: [
      row("$money expense bill expense-report payment-run transaction", "Financial", "what is approved is paid"),
      within(money, "order transfer quote estimate invoice", "Financial", "what is approved is paid"),
      within(["trading"], "token erc20 spender spending allowance", "Financial", "what is approved can be spent"),
      row("deployment release", "Execute", runs),
    ],
  },
  accept: {
    otherwise: "Write",
    rows: [
      row("quote estimate proposal bid offer", "Financial", "what is accepted becomes something to pay"),
      row("dispute claim dispute-claim chargeback", "Financial", moves),
      row("order", "Execute", "an accepted order is carried out"),
      row("transfer", "Execute", "a transfer has effects beyond the record itself"),
    ],
  },
  confirm: {
    otherwise: "Write",
    rows: [ends, within(money, "order subscription transfer checkout booking", "Financial", moves)],
  },
  place: {
    otherwise: "Write",
    rows: [row("order orders bid trade bet", "Financial", moves), row("call phone-call block", "Execute", runs)],
  },
  order: {
    otherwise: "Financial",
    rows: [row("result results item-list records rows list", "Read", "to order is here to sort")],
  },
  book: {
    otherwise: "Financial",
    rows: [row("meeting appointment table slot time call demo desk court interview session event", "Write")],
  },
  rebook: { otherwise: "Financial", rows: [row("meeting appointment table slot", "Write")] },
  reserve: {
    otherwise: "Write",
    rows: [row("$priced", "Financial", moves), row("instance capacity", "Financial", moves)],
  },
  checkout: {
    otherwise: "Financial",
    rows: [
      within(["code"], undefined, "Write"),
      row("branch commit revision repository repo file files ref", "Write"),
      row("url link session page", "Write"),
    ],
  },
  charge: { otherwise: "Financial", rows: [row("vehicle battery device car", "Execute", physical)] },
  stake: { otherwise: "Financial", rows: [] },
  swap: { otherwise: "Financial", rows: [row("slot slots environment position rows", "Execute")] },
  raise: {
    otherwise: "Write",
    rows: [row("card-limit credit-limit spending-limit", "Financial", "more can be spent")],
  },
  burn: { otherwise: "Destructive", rows: [row("subtitle caption watermark", "Write")] },
  wire: { otherwise: "Write", rows: [row("$money amount", "Financial", moves)] },
  exchange: {
    otherwise: "Write",
    rows: [
      row("ticket currency coin crypto money flight fare", "Financial", moves),
      within(["trading"], "token", "Financial", moves),
    ],
  },
  delegate: { otherwise: "Write", rows: [within(["trading"], undefined, "Financial", moves)] },
  supply: { otherwise: "Read", rows: [within(["trading"], undefined, "Financial", moves)] },
  harvest: { otherwise: "Read", rows: [within(["trading"], undefined, "Financial", moves)] },
  rebalance: { otherwise: "Execute", rows: [within(["trading"], undefined, "Financial", moves)] },
  provide: { otherwise: "Read", rows: [row("liquidity collateral", "Financial", moves)] },
  authorize: authorizing,
  authorise: authorizing,
  extend: { otherwise: "Write", rows: [row("$priced rental reservation booking parking", "Financial", moves)] },
  reorder: { otherwise: "Write", rows: [within(money, "order meal medication prescription", "Financial", moves)] },
  subscribe: {
    otherwise: "Write",
    rows: [
      row("plan tier membership package", "Financial", "a subscription is paid for"),
      within(["payments"], "customer product price", "Financial", "a subscription is paid for"),
    ],
  },
  bridge: { otherwise: "Write", rows: [within(["trading"], undefined, "Financial", moves)] },
  mint: { otherwise: "Financial", rows: [] },
  deposit: { otherwise: "Financial", rows: [] },
  fund: { otherwise: "Financial", rows: [] },
  credit: { otherwise: "Financial", rows: [] },
  settle: { otherwise: "Financial", rows: [] },
  redeem: {
    otherwise: "Write",
    rows: [
      row("$money gift-card reward points voucher winning prize bonus cashback collateral", "Financial", moves),
      within(["trading"], undefined, "Financial", moves),
    ],
  },
  claim: { otherwise: "Write", rows: [row("$money reward rewards airdrop fees", "Financial", moves)] },
  collect: { otherwise: "Read", rows: [row("$money fee fees", "Financial", moves)] },
  capture: {
    otherwise: "Read",
    rows: [
      row("lead event", "Write"),
      row("$money authorization authorisation order", "Financial", moves),
      within(["payments"], undefined, "Financial", moves),
    ],
  },
  promote: {
    otherwise: "Execute",
    rows: [row("post tweet ad listing campaign", "Financial", "it is paid advertising"), row("user member", "Write")],
  },
  boost: { otherwise: "Write", rows: [row("post tweet ad listing campaign", "Financial", "it is paid advertising")] },
  renewal: { otherwise: "Financial", rows: [] },
  renew: {
    otherwise: "Write",
    rows: [
      row(
        "domain domain-name subscription license licence membership plan policy service hosting ssl insurance",
        "Financial",
        moves,
      ),
    ],
  },
  upgrade: {
    otherwise: "Execute",
    rows: [row("plan subscription membership seat license tier", "Financial", moves)],
  },
  downgrade: { otherwise: "Execute", rows: [row("plan subscription membership seat license", "Financial", moves)] },
  update: {
    otherwise: "Write",
    rows: [
      row("firmware os kernel bios", "Execute", runs),
      row("autorenew", "Financial", "what renews itself is paid for again"),
      within(["payments"], "subscription", "Financial", "another plan is another price to pay"),
      within(["commerce"], "subscription", "Financial", "another plan is another price to pay"),
    ],
  },
  complete: {
    otherwise: "Write",
    rows: [
      row("$money checkout purchase draft-order cart sale", "Financial", moves),
      within(money, "order transfer booking", "Financial", moves),
    ],
  },
  finalize: {
    otherwise: "Write",
    rows: [row("invoice quote order purchase checkout $money", "Financial", "what is final is owed")],
  },
  finalise: {
    otherwise: "Write",
    rows: [row("invoice quote order purchase checkout $money", "Financial", "what is final is owed")],
  },
  receive: { otherwise: "Read", rows: [row("$money", "Financial", "a recorded payment settles what someone owes")] },
  load: { otherwise: "Read", rows: [row("gift-card giftcard money fund balance", "Financial", moves)] },
  convert: {
    otherwise: "Read",
    rows: [
      row("quote estimate proposal", "Financial", "it becomes something to pay"),
      row("fund money cash", "Financial", moves),
      row("$talk lead", "Write"),
    ],
  },
  register: {
    otherwise: "Write",
    rows: [row("domain domain-name", "Financial", "registering a domain commits its owner to pay")],
  },
  transfer: {
    otherwise: "Execute",
    rows: [
      row(
        "domain domain-name repository repo project ownership",
        "Execute",
        "a transfer has effects beyond the record itself",
      ),
      row(
        "employee person patient student member ticket issue conversation chat task lead case call file files owner agent session card item data",
        "Write",
      ),
      row(
        "$money money token tokens nft asset assets crypto eth sol usdc coin coins balance amount",
        "Financial",
        moves,
      ),
      within(["payments", "trading", "accounting", "commerce"], undefined, "Financial", moves),
    ],
  },
  record: {
    otherwise: "Write",
    rows: [
      row("$money", "Financial", "a recorded payment settles what someone owes"),
      row("screen video audio", "Execute"),
    ],
  },
  issue: {
    otherwise: "Write",
    rows: [
      row("refund payout payment dividend charge", "Financial", moves),
      row("gift-card virtual-card", "Financial", "what is issued can be spent"),
      row("command", "Execute", runs),
    ],
  },
  request: {
    otherwise: "Write",
    rows: [
      row("refund payout withdrawal loan advance $priced", "Financial", moves),
      row("certificate cert", "Execute", "somebody else issues it"),
      ends,
      row("http url api", "Execute", runs),
    ],
  },
  release: {
    otherwise: "Execute",
    rows: [
      row("payment fund funds escrow money", "Financial", moves),
      row(
        "number phone-number ip address elastic-ip floating-ip reservation resource authorization authorisation block booking room seat",
        "Destructive",
      ),
      row("lock hold", "Write"),
    ],
  },
  reverse: {
    otherwise: "Write",
    rows: [row("$money transfer transaction", "Financial", moves), row("geocode", "Read")],
  },
  sign: {
    otherwise: "Write",
    rows: [
      row("transaction", "Financial", "a signed transaction can be sent by anyone"),
      within(["trading"], "message typed-data data", "Execute", "a signature binds the wallet"),
    ],
  },
  enable: {
    otherwise: "Write",
    rows: [row("renewal auto-renew autorenewal autorenew auto-pay autopay", "Financial", moves)],
  },
  sweep: { otherwise: "Write", rows: [row("$money balance wallet dust", "Financial", moves)] },
  bill: { otherwise: "Write", rows: [row("customer client account user member card", "Financial", moves)] },
  exercise: { otherwise: "Write", rows: [row("option position contract", "Financial", "what is exercised is bought")] },
  change: {
    otherwise: "Write",
    rows: [within(["payments", "commerce"], "plan subscription", "Financial", "another plan is another price to pay")],
  },
  retry: { otherwise: "Execute", rows: [within(["payments"], "invoice", "Financial", moves)] },
  modify: amendingOrders,
  amend: amendingOrders,
  replace: amendingOrders,
  write: {
    otherwise: "Write",
    rows: [
      row("register coil setpoint plc gpio pin", "Execute", physical),
      within(["trading"], "contract smart-contract", "Financial", moves),
      within(["payments", "accounting"], "check cheque", "Financial", moves),
    ],
  },
  broadcast: { otherwise: "Write", rows: [row("transaction", "Financial", moves)] },
  process: {
    otherwise: "Execute",
    rows: [
      row("$money payroll invoice-payment", "Financial", moves),
      within(money, "order transfer return", "Financial", moves),
      row("image text document file data audio pdf video thought query", "Read"),
    ],
  },
  submit: {
    otherwise: "Write",
    rows: [
      row("$money payroll", "Financial", moves),
      within(money, "order trade bid", "Financial", moves),
      within(["accounting"], "document doc voucher entry", "Financial", "what is submitted is booked"),
      row("job jobs query batch-job build workflow transaction task-run", "Execute", runs),
    ],
  },
  send: {
    otherwise: "Write",
    rows: [
      row(
        "$money crypto eth ether sol bitcoin btc usdc token tokens coin coins amount payment-request-payout",
        "Financial",
        moves,
      ),
      within(["trading"], "transaction transfer", "Financial", moves),
      within(["payments"], "transfer", "Financial", moves),
      row(
        "command commands input key keys keystroke keystrokes signal request http-request api-request rpc",
        "Execute",
        runs,
      ),
    ],
  },
  schedule: {
    otherwise: "Write",
    rows: [ends, row("job command cron script task-run run workflow pipeline build", "Execute", runs)],
  },
  initiate: {
    otherwise: "Execute",
    rows: [
      row("domain-transfer", "Execute", "a transfer has effects beyond the record itself"),
      within(["payments", "trading"], "transfer", "Financial", moves),
      row("$talk", "Write"),
    ],
  },
};
