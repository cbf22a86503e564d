import {
  type Mutation,
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { askedPause, mayRetry, refusalCode, unseenMessages } from "../../api/failures.ts";
import type { Media, Message } from "../../api/types.ts";
import { uploadFile } from "../../api/upload.ts";
import { useViewer } from "../../api/viewer.tsx";
import { inboxKeys } from "./keys.ts";
import { fileOf, type Outgoing, type Sending, sendBody, unsentReply } from "./outgoing.ts";
import { storeMessage } from "./pushes.ts";
import { editInbox } from "./snapshot.ts";
import { dropUnsent, keepUnsent } from "./unsaved-drafts.ts";
import { noteProgress } from "./upload-progress.ts";

const ATTEMPTS = 6;
const SEND_PATIENCE = 20_000;

/** Uploads that are done, so that a second attempt to send does not upload again. */
const uploaded = new WeakMap<File, Media>();

async function send(outgoing: Outgoing): Promise<Message> {
  const { content, conversation_id } = outgoing;
  const file = fileOf(content);
  const media = file ? await upload(file) : null;
  return call<Message>("POST", `/conversations/${conversation_id}/messages`, {
    body: sendBody(outgoing, media),
    patience: SEND_PATIENCE,
  });
}

async function upload(file: File): Promise<Media> {
  const done = uploaded.get(file);
  if (done !== undefined) {
    return done;
  }
  const media = await uploadFile(file, (share) => noteProgress(file, share));
  uploaded.set(file, media);
  return media;
}

/** Sends, one after the other, so that two quick replies keep their order. */
export function useSend(conversationId: string) {
  const client = useQueryClient();
  const { member } = useViewer();
  return useMutation({
    mutationKey: inboxKeys.sending(conversationId),
    scope: { id: conversationId },
    mutationFn: send,
    retry: (failures, error) => failures < ATTEMPTS && mayRetry(error),
    retryDelay: (failures, error) => askedPause(error) ?? Math.min(10_000, 500 * 2 ** failures),
    gcTime: Number.POSITIVE_INFINITY,
    onMutate: (outgoing) => {
      const reply = unsentReply(outgoing);
      if (reply) {
        keepUnsent(conversationId, reply);
      }
    },
    onSuccess: (message, outgoing) => {
      dropUnsent(conversationId, outgoing.client_id);
      editInbox(client, member.id, (cache) => storeMessage(cache, message));
      // The mutation counts as done only after this callback.
      setTimeout(() => forget(client, outgoing));
    },
    onError: (error) => {
      editInbox(client, member.id, (cache) => unseenMessages(error).reduce(storeMessage, cache));
    },
  });
}

/** Everything of a thread that is on its way and not in the thread yet, in the order of writing. */
export function useSendings(conversationId: string): Sending[] {
  return useMutationState({
    filters: { mutationKey: inboxKeys.sending(conversationId) },
    select: (mutation) => sendingFrom(mutation as unknown as Mutation<Message, Error, Outgoing>),
  }).filter((sending) => sending !== null);
}

function sendingFrom(mutation: Mutation<Message, Error, Outgoing>): Sending | null {
  const { variables, status, failureCount, isPaused, error } = mutation.state;
  if (variables === undefined || status === "success" || status === "idle") {
    return null;
  }
  if (status === "error") {
    return { outgoing: variables, state: "failed", error };
  }
  const trying = failureCount > 0 ? "retrying" : "sending";
  return { outgoing: variables, state: isPaused ? "waiting" : trying, error: null };
}

/** Takes a failed message off the screen, and from what the server keeps for the next page. */
export function forget(client: QueryClient, outgoing: Outgoing): void {
  dropUnsent(outgoing.conversation_id, outgoing.client_id);
  const cache = client.getMutationCache();
  const mutations = cache.findAll({
    mutationKey: inboxKeys.sending(outgoing.conversation_id),
    predicate: ({ state }) =>
      (state.variables as Outgoing | undefined)?.client_id === outgoing.client_id,
  });
  for (const mutation of mutations) {
    if (mutation.state.status !== "pending") {
      cache.remove(mutation);
    }
  }
}

/** Whether this page has the reply on its way already. */
export function isOnItsWay(client: QueryClient, conversationId: string, clientId: string): boolean {
  const mutations = client
    .getMutationCache()
    .findAll({ mutationKey: inboxKeys.sending(conversationId) });
  return mutations.some(
    ({ state }) => (state.variables as Outgoing | undefined)?.client_id === clientId,
  );
}

/** Whether a reply was held back because somebody wrote in the meantime. */
export function heldBack(sending: Sending): boolean {
  return refusalCode(sending.error) === "unseen_reply";
}
