/** The actions on domains, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { domainGetLockingStatus } from "./domain-get-locking-status.js";
import { domainGetNameservers } from "./domain-get-nameservers.js";
import { domainGetWhoisInfo } from "./domain-get-whois-info.js";
import { domainRegister } from "./domain-register.js";
import { domainRenew } from "./domain-renew.js";
import { domainTransfer } from "./domain-transfer.js";
import { domainUpdateLockingStatus } from "./domain-update-locking-status.js";
import { domainUpdateNameservers } from "./domain-update-nameservers.js";
import { domainWhois } from "./domain-whois.js";

export const domainsActions: readonly Action[] = [
  domainGetLockingStatus,
  domainGetNameservers,
  domainGetWhoisInfo,
  domainRegister,
  domainRenew,
  domainTransfer,
  domainUpdateLockingStatus,
  domainUpdateNameservers,
  domainWhois,
];
