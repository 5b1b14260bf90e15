/** Notices of lists that a policy edit changed, for an agent whose server has no stream on which they could be told. */
import { noticesOfEdit } from "../answer/list-changes.js";
import type { LiveGrant } from "../live-grants.js";
import type { Gateway } from "../stages.js";
import type { Agreement } from "./agreement.js";

/** Tells of edits from now on. */
export async function ownNotices(
  gateway: Gateway,
  token: string,
  agreement: Agreement,
  deliver: (text: string) => void,
): Promise<void> {
  const found = await gateway.grants.recognise(token);
  if (found === undefined) {
    return;
  }
  let grant: LiveGrant = found;
  const { sessionId, listChanges } = agreement;
  const session = sessionId === undefined ? undefined : gateway.sessions.find(sessionId, grant, Date.now());
  const { lists } = session ?? gateway.sessions.sessionless(grant.grant.id);
  const announces = { methods: listChanges, subscription: undefined };
  gateway.streams.add({
    grant: () => grant,
    changed: (now) => {
      grant = now;
      for (const notice of noticesOfEdit(now, lists, announces, gateway)) {
        deliver(notice);
      }
    },
    close: () => undefined,
  });
}
