/**
 * Verbs that mean the same whatever they are said of. A verb whose meaning hangs on its object stands in
 * `contextual/`; the forms of a verb ("deletes", "deleting") are made from it.
 */
import type { Category } from "../category.js";

export const plainVerbs: Readonly<Record<Category, string>> = {
  Read: `
    get list read fetch retrieve find search lookup query view show describe display inspect examine browse see
    peek count check verify validate lint parse compare diff analyze analyse calculate compute translate
    summarize summarise explain detect extract encode decode hash estimate preview simulate dryrun predict classify
    score rank recommend suggest match measure monitor watch tail head cat ls ps which whoami ping poll wait
    sleep think download export scrape crawl geocode scan enumerate discover filter traverse profile trace
    audit review identify diagnose investigate correlate aggregate access tell track observe look echo ask
    embed tokenize transcribe interpret plan debug locate introspect screenshot determine indicate gather
    is has can hget hgetall lrange smembers exists ttl grep stat du df pwd env demonstrate assess benchmark
    visualize visualise obtain acquire decrypt learn decompile disassemble forecast paginate tabulate proofread spellcheck
    preflight whois nslookup traceroute wget probe inquire enquire sniff paraphrase rephrase brainstorm derive infer
    deduce solve approximate quantify contrast distinguish tally tokenise geolocate recognize recognise appraise
    backtest
    consult
  `,
  Write: `
    waive relist give transform excuse
    edit insert append prepend upsert put patch save store assign rename copy duplicate fork import attach link comment reply tweet retweet share invite notify message email mail dm draft tag label
    flag star like follow upvote downvote vote rate bookmark pin react favorite favourite unsubscribe
    unshare unfollow unlike unstar unpin unwatch unassign untag unlabel unmark archive unarchive trash untrash
    undelete undo revert configure initialize initialise init scaffold bootstrap define declare disable deactivate mute unmute silence snooze acknowledge ack dismiss reject decline escalate grant
    allow permit join leave commit stage unstage stash rebase touch mkdir cp mv chmod
    chown note remember memorize increment decrement increase decrease shorten annotate reconcile dispute
    populate seed index reindex compress zip unzip unpack crop rotateimage watermark respond answer reopen fix autofix uncomplete
    reschedule block freeze unfreeze hide unhide unpublish detach associate
    disassociate dissociate bind unbind persist push hset lpush rpush sadd zadd hmset setex mset xadd compose
    nominate endorse customize customise personalize normalize deduplicate split arrange reorganize
    organize categorize categorise prioritize prioritise regenerate bump ingest memorise establish checkin
    designate switch unmerge
    alter correct prescribe discharge admit award choose pick toot upscale downscale colorize colorise retouch
    enhance sharpen mkdirp revise rewrite reword retitle draw paint sketch enrich tweak flip shift nudge remind
    congratulate ratify notarize certify attest vouch accredit triage refer hire onboard demote appoint adopt
    backdate postpone defer suppress whitelist blacklist allowlist denylist safelist throttle ringfence stitch
    concat concatenate combine trim transcode remux resample mask blur animate sculpt extrude symlink chgrp untar
    gunzip pair unset deny disallow forbid uninvite unfriend supersede jot author amplify transpose intersperse
    overlay superimpose relocate rehome recolor recolour restyle reformat reparent unfurl stamp sanitize sanitise
    standardize standardise
  `,
  Execute: `
    materialize materialise spray
    exec invoke launch restart reboot deploy redeploy provision boot shutdown poweron poweroff powercycle
    respawn emulate autoscale eval interact click navigate hover drag tap swipe dial orchestrate rerun
    replay dispatch turnon turnoff failover failback cordon uncordon compile   fulfill
    fulfil ship isolate quarantine sudo spawn inject fuzz exploit wake arm disarm vacuum migrate hydrate seal
    unseal play skip jump walk crouch attack equip smelt craft dig rewind backfill install flash actuate unsuspend authenticate login logout signin signout
    reprovision recycle resync automate interrupt rollout
    calibrate repair overclock dispense administer brew preheat ignite detonate defrost irrigate steer honk takeoff
    undock halt crash sideload unmount warmup evacuate bulldoze vend beep buzz blink vibrate reconfigure impersonate
    reindexall
  `,
  Destructive: `
    yank
    delete destroy purge wipe erase truncate expunge shred prune terminate kill nuke obliterate rm rmdir cancel
    abort void revoke unregister deregister decommission uninstall discard forget flush flushdb flushall eradicate
    eliminate redact ban kick expel dismantle teardown cleanup clean hdel lrem srem zrem xdel forcepush retire
    sunset offboard dequeue deprovision deallocate rescind  dispose fraud undeploy unprovision
    reap discontinue pkill killall sigkill banish exterminate annihilate demolish raze scrap ditch nullify annul
    abrogate repeal quash extinguish dissolve disband clobber zeroize zeroise degauss forfeit relinquish abandon
    renounce disown layoff deplatform decom dropdb rmtree deltree reclaim deauthorize deauthorise disenroll oust
    unpersist deport excommunicate hangup
  `,
  Financial: `
    pay refund reimburse payout disburse remit buy sell purchase donate tip withdraw liquidate unstake trade
    cashout topup recharge repay prepay borrow overpay invest divest bid wager bet rebill debit autopay
    keysend hail pledge undelegate unbond airdrop lend snipe arbitrage flashloan hedge sponsor crowdfund subsidize
    subsidise outbid underwrite escrow levy chargeback bankroll rent bequeath endow prepurchase preorder backorder
    splurge moneywire
  `,
};

/**
 * Words that are verbs and nouns ("list", "order", "charge"). In a name they count as verbs only in a verb's place, in
 * a description only as its first word or before an article.
 */
export const homographs = `
  list view count check match watch head tail ping poll report track scan query search filter profile trace audit
  review export download import upload plan debug access load return comment reply post tweet share message email
  mail draft tag label mark flag star like follow vote rate bookmark pin link log note map index push pull merge
  commit stage stash patch copy clone fork archive trash change update set block run trigger launch boot scale
  click press tap play skip install drop void ban kick refund payout purchase trade bid bet tip buy pay charge
  transfer order book record request call test schedule release process capture close open start stop pause hold
  claim deposit credit fund stake swap approve place move sync backup restore reset clear lock unlock print type
  build issue stream snapshot screenshot store save answer alert mount fraud clean empty split forward estimate
  measure score rank sort embed seed hash display show look is has can contain vacuum zip env wake retry replay
  increase decrease reverse preview exploit turn seal mute debit format grant permit wait sleep register use do
  make forecast grade bill fire sweep monitor eval benchmark join leave checkout dispatch switch end burn spray  topup cashout duplicate wire pledge hail airdrop hedge sponsor escrow levy chargeback rent
  exchange delegate draw paint sketch shift stamp author mask blur trim repair probe brew combine award renewal  pair pick
  scrap harvest supply rebuild ps ls cat stat df du pwd dm ship sell
`;
