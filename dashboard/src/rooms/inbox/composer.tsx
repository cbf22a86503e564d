import { type KeyboardEvent, type ReactNode, type RefObject, useState } from "react";
import type { Conversation } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { AttachButton, PickedFile } from "./attachment.tsx";
import { kindOfFile } from "./file-kinds.ts";
import { GrowingText } from "./growing-text.tsx";
import type { Outgoing } from "./outgoing.ts";
import { offersFor, QuickReplyOffers } from "./quick-replies.tsx";
import { QuickRepliesDialog } from "./quick-replies-dialog.tsx";
import { TemplateDialog } from "./template-dialog.tsx";
import { useAttachment } from "./use-attachment.ts";
import { useQuickReplyPicking } from "./use-quick-replies.ts";
import { VoiceRecorder } from "./voice-recorder.tsx";
import { replyWindow } from "./window.ts";
import { PausedNote, WindowNote } from "./window-note.tsx";
import "./composer.css";

/** WhatsApp's own limit of a text message. */
const LONGEST = 4096;
const SAY_LENGTH_FROM = 3600;

interface ComposerProps {
  conversation: Conversation;
  text: string;
  onText(text: string): void;
  onSend(content: Outgoing["content"]): void;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  /** What the reply will quote. */
  quote?: ReactNode;
}

export function Composer({ conversation, text, onText, onSend, inputRef, quote }: ComposerProps) {
  const window = replyWindow(conversation.window_expires_at, useNow());
  const [choosing, setChoosing] = useState(false);
  const [editing, setEditing] = useState(false);
  const { status } = useViewer().workspace;
  const paused = status !== "active";
  const closed = paused || window.state === "closed";
  const attachment = useAttachment(closed);
  const picking = useQuickReplyPicking({ text, contact: conversation.contact, onText, inputRef });
  const { file } = attachment;
  const ready = !closed && text.length <= LONGEST && (text.trim() !== "" || file !== null);

  function submit() {
    if (!ready) {
      return;
    }
    // WhatsApp takes no words with a sound: they stay in the box, to be sent next.
    const wordless = file !== null && kindOfFile(file) === "audio";
    const words = wordless ? "" : text.trim();
    onSend(file === null ? { type: "text", text: words } : { type: "file", file, text: words });
    attachment.remove();
    if (!wordless) {
      onText("");
    }
  }

  return (
    <>
      <form
        className="composer"
        data-name="composer"
        aria-label={i18n._("Reply")}
        {...attachment.landing}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {paused ? <PausedNote status={status} /> : <WindowNote window={window} />}
        {quote}
        <QuickReplyOffers picking={picking} onEdit={() => setEditing(true)} />
        {file ? <PickedFile file={file} onDrop={attachment.remove} /> : null}
        <GrowingText
          inputRef={inputRef}
          value={text}
          {...offersFor(picking)}
          onChange={picking.typed}
          onKeyDown={(event) => picking.pressed(event) || sendOnEnter(event, submit)}
          disabled={closed}
          label={i18n._("Your reply")}
          placeholder={placeholder(paused, closed)}
        />
        <div className="composer-foot">
          <AttachButton disabled={closed} onPick={attachment.pick} />
          <Button
            look="quiet"
            icon="bolt"
            iconOnly
            aria-expanded={picking.slash !== null}
            disabled={closed}
            title={i18n._("Key: / in your reply")}
            onClick={picking.toggle}
          >
            {i18n._("Quick replies")}
          </Button>
          <VoiceRecorder disabled={closed} onDone={attachment.pick} />
          <Button
            look={closed ? "primary" : "quiet"}
            icon="template"
            disabled={paused}
            onClick={() => setChoosing(true)}
          >
            {closed ? i18n._("Send a template") : i18n._("Template")}
          </Button>
          <Length length={text.length} />
          {closed ? null : (
            <Button type="submit" look="primary" icon="send" disabled={!ready} data-track="send">
              {i18n._("Send")}
            </Button>
          )}
        </div>
      </form>
      {editing ? <QuickRepliesDialog onClose={() => setEditing(false)} /> : null}
      {choosing ? (
        <TemplateDialog
          numberId={conversation.number.id}
          contact={conversation.contact}
          onClose={() => setChoosing(false)}
          onSend={(content) => {
            setChoosing(false);
            onSend(content);
          }}
        />
      ) : null}
    </>
  );
}

function placeholder(paused: boolean, closed: boolean): string {
  if (paused) {
    return i18n._("Nothing can be sent at the moment");
  }
  return closed ? i18n._("Only a template can be sent now") : i18n._("Write a reply…");
}

/** Enter sends where there is a keyboard; under a thumb it starts a new line. */
function sendOnEnter(event: KeyboardEvent, submit: () => void) {
  const thumb = matchMedia("(pointer: coarse)").matches;
  if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing && !thumb) {
    event.preventDefault();
    submit();
  }
}

function Length({ length }: { length: number }) {
  if (length < SAY_LENGTH_FROM) {
    return <span className="composer-gap" />;
  }
  const over = length > LONGEST;
  return (
    <span
      className={over ? "composer-length composer-over digits" : "composer-length digits"}
      role="status"
    >
      {over
        ? i18n._("{over} characters too long", { over: length - LONGEST })
        : i18n._("{left} characters left", { left: LONGEST - length })}
    </span>
  );
}
