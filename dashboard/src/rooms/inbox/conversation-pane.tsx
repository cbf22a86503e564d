import { type ReactNode, useRef, useState } from "react";
import { refusalCode } from "../../api/failures.ts";
import type { Contact, Conversation, Message } from "../../api/types.ts";
import { useMay, useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { useShortcuts } from "../../lib/use-shortcuts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useUnlessFrozen } from "../../ui/use-unless-frozen.ts";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import type { Filter, Queue } from "./keys.ts";
import { useSeeMentions } from "./note-queries.ts";
import type { Outgoing } from "./outgoing.ts";
import { useConversation } from "./queries.ts";
import { QuoteInComposer } from "./quote.tsx";
import { TalkBox } from "./talk-box.tsx";
import { TalkFacts } from "./talk-facts.tsx";
import { Thread } from "./thread.tsx";
import { useBeingThere } from "./use-being-there.ts";
import { useDraftText } from "./use-draft-text.ts";
import { useJump } from "./use-jump.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { useOfferTaking } from "./use-offer-taking.ts";
import { useReplying, useSendingOn } from "./use-replying.ts";
import { useResolve } from "./use-resolve.ts";

interface PaneProps {
  conversationId: string;
  /** The message at which to open the thread. */
  messageId: string | null;
  back: { queue: Queue; filter: Filter };
  /** Null for who may not take. */
  onTakeNext: (() => void) | null;
  contactPanel(contact: Contact, talk: ReactNode): ReactNode;
}

/** An open conversation: head, thread, composer, and the customer beside it. */
export function ConversationPane(props: PaneProps) {
  const conversation = useConversation(props.conversationId);
  // Asked first: what a list still held of it must not outlive the right to see it.
  if (refusalCode(conversation.error) === "not_found") {
    return (
      <section className="pane-thread">
        <EmptyState icon="inbox" title={i18n._("This conversation is not here")}>
          {i18n._("It was given to someone else or removed. Choose another from the list.")}
        </EmptyState>
      </section>
    );
  }
  if (conversation.data) {
    return <OpenConversation {...props} conversation={conversation.data} />;
  }
  return (
    <section className="pane-thread">
      {conversation.isError ? (
        <ErrorState
          title={i18n._("The conversation could not be loaded")}
          error={conversation.error}
          onRetry={() => void conversation.refetch()}
        />
      ) : null}
    </section>
  );
}

/** Words come as words, so that they can be edited where they are refused once more. */
function onceMore(message: Message): Outgoing["content"] {
  return message.type === "text" && message.text
    ? { type: "text", text: message.text }
    : { type: "again", message };
}

function OpenConversation({
  conversation,
  messageId,
  back,
  onTakeNext,
  contactPanel,
}: PaneProps & { conversation: Conversation }) {
  const { id } = conversation;
  const draft = useDraftText(id);
  const { workspace } = useViewer();
  const mayReply = useMay("inbox.reply");
  const composer = useRef<HTMLTextAreaElement>(null);
  const [contactOpen, setContactOpen] = useState(false);
  const resolve = useResolve(conversation, onTakeNext);
  const replying = useReplying(conversation, (text) => {
    draft.write(draft.text === "" ? text : `${text}\n${draft.text}`);
    composer.current?.focus();
  });
  useSendingOn(id, mayReply && workspace.status === "active" ? draft.unsent : null);
  const offerTaking = useOfferTaking(conversation);
  const onTyping = useBeingThere(id);
  const jumping = useJump(id, messageId);
  const [quoted, setQuoted] = useState<Message | null>(null);
  const mayResolve = useMay("inbox.resolve");
  const unlessFrozen = useUnlessFrozen();
  useMarkRead(conversation);
  useSeeMentions(id);
  useShortcuts({
    r: () => composer.current?.focus(),
    ...(mayResolve ? { e: unlessFrozen(resolve) } : {}),
  });
  function quote(message: Message) {
    setQuoted(message);
    composer.current?.focus();
  }
  return (
    <>
      <section
        className="pane-thread"
        aria-label={i18n._("Conversation with {name}", { name: displayName(conversation.contact) })}
      >
        <ConversationHeader
          conversation={conversation}
          back={back}
          onResolve={resolve}
          onShowContact={() => setContactOpen(true)}
        />
        <Thread
          conversationId={id}
          deeds={replying.deeds}
          asked={messageId}
          jumping={jumping}
          onReply={mayReply ? quote : null}
          onAgain={mayReply ? (message) => replying.send(onceMore(message)) : null}
        />
        {mayReply ? (
          <TalkBox conversationId={id} quoting={quoted !== null} onTyping={onTyping}>
            <Composer
              conversation={conversation}
              text={draft.text}
              onText={draft.write}
              onSend={(content) => {
                jumping.toEnd();
                replying.send(content, quoted);
                onTyping("");
                setQuoted(null);
                offerTaking();
              }}
              inputRef={composer}
              quote={
                quoted ? <QuoteInComposer message={quoted} onDrop={() => setQuoted(null)} /> : null
              }
            />
          </TalkBox>
        ) : null}
      </section>
      <aside className="pane-contact" aria-label={i18n._("Customer details")}>
        {contactPanel(conversation.contact, <TalkFacts conversation={conversation} />)}
      </aside>
      {contactOpen ? (
        <Dialog title={i18n._("Customer details")} onClose={() => setContactOpen(false)}>
          {contactPanel(conversation.contact, <TalkFacts conversation={conversation} />)}
        </Dialog>
      ) : null}
    </>
  );
}
