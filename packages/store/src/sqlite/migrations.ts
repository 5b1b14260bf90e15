/**
 * The shape of the database, as the steps that lead to it. A step that was released is never edited; a new one is added
 * at the end. Every row belongs to an organisation from the first step on.
 *
 * Records and counters are written on every call, so they carry as little as they can: no foreign keys, whose checks
 * would be paid there; what a token stood for is kept once, in `permits`; and no index but the one on outcomes, which
 * calls that are allowed never touch. A record's id is the time of its making in microseconds, or one more than the id
 * before it, so that the primary key serves for time as well.
 */

export type Migration = readonly string[];

const WATCHED = ["servers", "policies", "policy_versions", "grants"];

/** The revision moves with any change to what decides calls, also one made by hand. */
const revisionTriggers = WATCHED.flatMap((table) =>
  ["insert", "update", "delete"].map(
    (event) =>
      `create trigger ${table}_${event} after ${event} on ${table} begin update meta set revision = revision + 1; end`,
  ),
);

/** "Turn", to tell the database of this program from that of another. */
export const APPLICATION_ID = 0x5475726e;

const first: Migration = [
  `pragma application_id = ${APPLICATION_ID}`,
  `create table meta (
    id integer primary key check (id = 1),
    revision integer not null,
    -- no counter is kept whose window ended before this time, so none is counted at an earlier one
    counted_from integer not null
  ) strict`,
  "insert into meta values (1, 1, 0)",
  `create table organisations (
    number integer primary key,
    id text not null unique,
    name text not null,
    created_at integer not null
  ) strict`,
  `create table servers (
    id text primary key,
    organisation integer not null references organisations (number),
    name text not null check (length(name) between 1 and 63 and name not glob '*[^a-z0-9-]*'),
    target text not null,
    credentials text,
    created_at integer not null,
    removed_at integer
  ) strict, without rowid`,
  "create unique index servers_name on servers (organisation, name) where removed_at is null",
  `create table policies (
    id text primary key,
    organisation integer not null references organisations (number),
    server text not null references servers (id),
    name text not null,
    created_at integer not null,
    unique (server, name)
  ) strict, without rowid`,
  `create table policy_versions (
    policy text not null references policies (id),
    version integer not null check (version >= 1),
    organisation integer not null references organisations (number),
    document text not null,
    created_at integer not null,
    primary key (policy, version)
  ) strict`,
  `create table grants (
    id text primary key,
    organisation integer not null references organisations (number),
    server text not null references servers (id),
    label text not null,
    token_hash text not null unique,
    token_prefix text not null,
    policy text references policies (id),
    created_at integer not null,
    expires_at integer,
    rotated_at integer,
    revoked_at integer
  ) strict, without rowid`,
  "create index grants_server on grants (server, label)",
  `create table counters (
    organisation integer not null,
    key text not null,
    window_start integer not null,
    -- millionths in decimal digits: more than 64 bits hold
    used text not null,
    ends_at integer not null,
    primary key (organisation, key)
  ) strict, without rowid`,
  `create table instances (
    number integer primary key autoincrement,
    organisation integer not null,
    -- name of the lock file that the process holds while it lives
    lock text not null,
    started_at integer not null,
    -- no record of this instance below this id is under way
    settled_below integer not null
  ) strict`,
  `create table permits (
    number integer primary key,
    organisation integer not null,
    grant_id text not null,
    grant_label text not null,
    server_id text not null,
    server_name text not null,
    policy_id text not null,
    policy_name text not null,
    policy_version integer not null,
    unique (organisation, grant_id, grant_label, server_name, policy_id, policy_name, policy_version)
  ) strict`,
  `create table records (
    id integer primary key,
    organisation integer not null,
    permit integer not null,
    instance integer not null,
    completed integer not null,
    at integer not null,
    request_id text not null,
    session text,
    method text not null,
    name text not null,
    argument_keys text not null,
    outcome text not null,
    rule text not null,
    message text not null,
    upstream_status integer,
    latency_ms real
  ) strict`,
  "create index records_outcome on records (outcome) where outcome <> 'allow'",
  ...revisionTriggers,
];

export const migrations: readonly Migration[] = [first];
