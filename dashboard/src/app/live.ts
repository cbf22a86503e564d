import type { QueryClient } from "@tanstack/react-query";
import type { Push } from "../api/pushes.ts";
import type { Me } from "../api/types.ts";
import { LiveConnection } from "../realtime/socket.ts";
import { billingKeys } from "../rooms/billing/keys.ts";
import { channelKeys } from "../rooms/channels/keys.ts";
import { applyToNumbers, type NumbersCache } from "../rooms/channels/pushes.ts";
import { contactKeys } from "../rooms/contacts/keys.ts";
import { applyToContact, type ContactCache } from "../rooms/contacts/pushes.ts";
import { applyToCompany, forgetCompany } from "../rooms/inbox/company.ts";
import { applyToNotes } from "../rooms/inbox/note-cache.ts";
import { applyToInbox } from "../rooms/inbox/pushes.ts";
import { tellRefusedReaction } from "../rooms/inbox/reaction-refused.ts";
import { editInbox } from "../rooms/inbox/snapshot.ts";
import { refreshHistory } from "../rooms/inbox/sorting-queries.ts";
import { applyToTemplates } from "../rooms/inbox/template-news.ts";
import { workspaceKeys } from "../rooms/workspaces/keys.ts";
import { rereadServersWords } from "./servers-words.ts";

/** What is kept of the past to lay over answers that were asked for before it happened. */
const REMEMBERED = 500;

type Handler = (client: QueryClient, me: Me, pushes: Push[]) => void;

/** The one table of push handlers: every room that listens. */
const handlers: Handler[] = [
  (client, _me, pushes) => {
    for (const push of pushes) {
      refreshHistory(client, push);
      applyToTemplates(client, push);
    }
  },
  (client, me, pushes) =>
    editInbox(client, me.member.id, (cache) => pushes.reduce(applyToInbox, cache)),
  (client, me, pushes) => {
    for (const push of pushes) {
      applyToNotes(client, me.member.id, push);
    }
  },
  (_client, me, pushes) => {
    for (const push of pushes) {
      applyToCompany(me.member.id, push);
    }
  },
  (client, _me, pushes) =>
    client.setQueryData<NumbersCache>(channelKeys.numbers, (cache) =>
      pushes.reduce(applyToNumbers, cache),
    ),
  (client, _me, pushes) => {
    for (const [key] of client.getQueriesData({ queryKey: contactKeys.all })) {
      client.setQueryData<ContactCache>(key, (cache) => pushes.reduce(applyToContact, cache));
    }
  },
];

/** Connects the page to its workspace's events and keeps the query cache true. */
export function goLive(client: QueryClient, me: Me): LiveConnection {
  const past: Push[] = [];
  let dropped = 0;
  const connection = new LiveConnection({
    workspace: me.workspace.id,
    seq: me.realtime.seq,
    epoch: me.realtime.epoch,
    onPushes(pushes) {
      past.push(...pushes.filter((push) => push.type !== "presence"));
      dropped += past.splice(0, past.length - REMEMBERED).length;
      apply(client, me, pushes);
      if (pushes.some((push) => push.type === "standing.changed")) {
        rereadStanding(client);
      }
      for (const push of pushes) {
        void tellRefusedReaction(me.member.id, push);
        rereadServersWords(client, push);
      }
    },
    onMissed: () => void client.invalidateQueries({ predicate: isServerState }),
  });
  connection.state.subscribe(() => {
    const state = connection.state.get();
    if (state === "live" || state === "polling") {
      // While nobody listened, rights may have changed too, which no stored push tells.
      rereadStanding(client);
    }
    if (state !== "live") {
      forgetCompany();
    }
  });
  replayOverAnswers(client, {
    mark: () => dropped + past.length,
    after: (mark) => past.slice(Math.max(0, mark - dropped)),
    apply: (pushes) => apply(client, me, pushes),
  });
  return connection;
}

function apply(client: QueryClient, me: Me, pushes: Push[]): void {
  for (const handle of handlers) {
    handle(client, me, pushes);
  }
}

function rereadStanding(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: workspaceKeys.standing });
  void client.invalidateQueries({ queryKey: billingKeys.account });
  void client.invalidateQueries({ queryKey: billingKeys.invoices });
}

function isServerState({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[1] !== "me" && queryKey[1] !== "draft" && queryKey[1] !== "media";
}

interface Past {
  mark(): number;
  after(mark: number): Push[];
  apply(pushes: Push[]): void;
}

/**
 * An answer may be older than the pushes that came while it was on its way: those are laid over it.
 * Handlers compare sequence numbers, so what the answer already knew changes nothing.
 */
function replayOverAnswers(client: QueryClient, past: Past): void {
  const asked = new Map<string, number>();
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated") {
      return;
    }
    const { queryHash } = event.query;
    if (event.action.type === "fetch") {
      asked.set(queryHash, past.mark());
    }
    const mark = asked.get(queryHash);
    if (event.action.type === "success" && !event.action.manual && mark !== undefined) {
      asked.delete(queryHash);
      const missed = past.after(mark);
      if (missed.length > 0) {
        past.apply(missed);
      }
    }
  });
}
