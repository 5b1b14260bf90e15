/** Nouns by what an action on them amounts to. A compound is written with a hyphen; a class is named with a dollar. */

export const objectClasses = {
  /** Making, recording or completing one of these moves money or commits to it. */
  $money: `
    payment refund payout charge withdrawal deposit payroll salary wage disbursement remittance donation debit purchase
    trade swap bet wager tip topup top-up reimbursement cashout fund money cash payment-intent paymentintent bill-payment
    billpayment direct-debit standing-order bank-transfer wire wire-transfer credit-transfer money-transfer fund-transfer
    balance-transfer order-refund refund-order purchase-order renewal-order market-order limit-order stop-order
    option-order settlement redemption pix bonus raise stipend gift-card-load checkout-payment advance loan
  `,
  /** Money only where the server deals in it; elsewhere a feed, a message order or a file transfer. */
  $commerce:
    "order subscription transfer transaction checkout booking reservation trade position bid ticket-purchase mandate",
  /** Something that runs, so that making one starts it and resuming one has effects. */
  $machine: `
    instance droplet vm virtual-machine machine vps cluster sandbox codespace backfill execution run workflow-run dag-run
    pipeline-run job-run build replica node-pool nodepool fleet compute provisioning module hosting-account lxc
    stack emulator simulator
  `,
  /** What can be started, stopped, paused and brought back with effects beyond its record. */
  $service: `
    instance droplet vm virtual-machine machine vps cluster sandbox codespace container pod server service project
    database playback stream deployment environment replica node device process music track song video vehicle engine
    pump vacuum cleaner app application function worker warehouse
  `,
  /** Ties between things: what is taken off can be put on again. */
  $tie: `
    label tag reaction star follower watcher assignee assignment reviewer link issue-link item-label relation
    relationship association dependency attendee guest favorite favourite bookmark pin like vote category emoji
    collection-item flag sub-issue subissue track track-from-playlist item-from-cart parent permission-label
    highlight mention subscriber-tag filter alias mapping
  `,
  /** Lists that things are put on and taken off. */
  $list:
    "cart basket playlist wishlist watchlist list favorites favourites bookmarks board sprint milestone epic queue-view",
  /** Talk and records, of which a start or an opening is only a record. */
  $talk: `
    conversation thread discussion chat poll timer time-entry timesheet draft topic ticket issue pull-request
    merge-request case incident deal task card survey dm channel inquiry dispute request pr mr bug
    story tracking debate brainstorm
  `,
  $screen:
    "screenshot screenshots snapshot image picture photo page screen frame element content text html pdf accessibility-tree",
  $physical: `
    light lights lamp thermostat temperature brightness volume speaker fan heater heating ac climate cover blind curtain
    shutter garage garage-door door lock smart-lock valve switch plug outlet vacuum scene color media-player tv
    alarm siren sprinkler camera-position hvac power relay motor robot gripper arm servo gpio pin-output playback roof drawer hatch vent barrier scooter bike locker
  `,
  $priced:
    "flight hotel room car rental ride taxi cab seat trip travel accommodation stay cruise train bus baggage insurance tour experience",
  $state: `
    database db data branch factor factors mfa device factory cluster environment account project state memory table schema
    settings setting config configuration index history all everything cache store storage credentials key keys
    secret token instance system progress
  `,
  $code:
    "code script javascript js expression-code function command commands snippet python sql statement shell program notebook cell",
  $question: "question documentation docs",
} as const;

/** What may be said of money under way without moving it. */
export const amendingVerbs = `
  update edit modify change patch rename tag label comment note annotate archive unarchive flag mark link attach detach
  categorize categorise set save draft import share upload notify message email reply forward sync store assign reject
  decline block hold pause resume enable disable configure setup map match reconcile copy duplicate mute
  dispute restore track register use manage generate print
`;

/** A key of the table, as rules name it. */
export type ObjectClass = keyof typeof objectClasses;

/**
 * Last words that make a name without a verb a question: `payment_status` asks, whatever a payment is.
 */
export const askingNouns = `
  status state history info information detail details stats statistics summary report reports log logs policy policies
  metadata schema balance balances price prices pricing rate rates quote quotes forecast overview list listing listings
  documentation docs help version health usage metrics availability capabilities limits limit options results result
  count total totals average averages breakdown chart charts timeline feed trend trends conditions preview analysis analytics
  definition definitions description examples example context lookup profile location weather time date diff fee fees score scores terms
`;
