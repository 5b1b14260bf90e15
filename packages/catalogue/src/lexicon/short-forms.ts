/** Words that names shorten, and verbs of more than one word. */

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s*\n\s*/)
      .map((line) => line.split("=") as [string, string]),
  );

export const abbreviations = new Map(
  `del=delete dlt=delete delt=delete upd=update updt=update crt=create cre=create lst=list qry=query srch=search exec=execute cmd=command
  usr=user acct=account amt=amount inv=invoice invc=invoice msg=message txn=transaction tx=transaction pmt=payment
  pymt=payment xfer=transfer rfnd=refund cust=customer srv=server svc=service notif=notification calc=calculate
  gen=generate cfg=config repo=repository proj=project org=organization doc=document docs=documentation img=image
  dir=directory params=parameters attr=attribute dept=department mgr=manager mgmt=management addr=address
  sched=schedule chk=check snd=send rcv=receive reg=register term=terminate canc=cancel cncl=cancel
  ins=insert rem=remove rmv=remove sel=select subs=subscription qty=quantity prov=provision k8s=kubernetes
  kill9=kill pods=pod fn=function func=function`
    .split(/\s+/)
    .map((pair) => pair.split("=") as [string, string]),
);

export const phrasalVerbs = pairs(`
  turn on=turnon
  turn off=turnoff
  switch on=turnon
  switch off=turnoff
  power on=poweron
  power off=poweroff
  power cycle=powercycle
  power up=poweron
  power down=poweroff
  shut down=shutdown
  shut off=shutdown
  log in=login
  log out=logout
  sign in=signin
  sign out=signout
  sign up=register
  check out=checkout
  check in=checkin
  set up=setup
  tear down=teardown
  hang up=hangup
  take down=teardown
  clean up=cleanup
  back up=backup
  roll back=rollback
  roll out=rollout
  fail over=failover
  fail back=failback
  pay out=payout
  pay off=pay
  cash out=cashout
  top up=topup
  look up=lookup
  force push=forcepush
  force delete=delete
  force terminate=terminate
  hard delete=delete
  soft delete=archive
  hard reset=wipe
  factory reset=wipe
  dry run=dryrun
  order book=orderbook
  seat map=seatmap
  site map=sitemap
  road map=roadmap
  heat map=heatmap
  subscribe and save=purchase
  garbage collect=cleanup
  factory defaults=wipe
  test run=dryrun
  drag and drop=drag
  copy and paste=copy
  cut and paste=move
  back fill=backfill
  opt in=subscribe
  opt out=unsubscribe
  who am i=whoami
  spin up=launch
  spin down=shutdown
  bring back=restore
  bring up=launch
  take over=takeover
  take off=remove
  get rid of=delete
  cherry pick=copy
  double click=click
  right click=click
  fill in=fill
  fill out=fill
  tick off=update
  write off=void
  zero out=erase
  mark as fraud=fraud
  mark fraud=fraud
  auto renew=autorenew
  mark as fraudulent=fraud
`);
