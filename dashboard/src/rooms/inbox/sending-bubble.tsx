import type { Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Trouble } from "./bubble.tsx";
import { BubbleText } from "./bubble-text.tsx";
import { kindOfFile } from "./file-kinds.ts";
import { FileOnItsWay } from "./files.tsx";
import { useAddress } from "./media-queries.ts";
import { MessageContent } from "./message-content.tsx";
import { fileOf, type Outgoing, type Sending } from "./outgoing.ts";
import { pictureBox } from "./picture.tsx";
import { Quote } from "./quote.tsx";
import { heldBack } from "./sending-queries.ts";
import { TemplateButtons } from "./template-buttons.tsx";
import { Tick } from "./tick.tsx";
import { useProgress } from "./upload-progress.ts";

export interface SendingDeeds {
  /** Sends again under the same id; `anyway` skips the question whether somebody else wrote. */
  retry(sending: Sending, anyway: boolean): void;
  /** Takes the message back into the composer. */
  edit(sending: Sending): void;
}

/** A reply that the server has not confirmed yet. */
export function SendingBubble({ sending, deeds }: { sending: Sending; deeds: SendingDeeds }) {
  const { outgoing, state } = sending;
  const failed = state === "failed";
  const file = fileOf(outgoing.content);
  return (
    <article className="line line-out line-first">
      <div className="bubble-row bubble-row-out">
        <div className="bubble bubble-out">
          <span className="visually-hidden">{i18n._("You:")}</span>
          {outgoing.reply_to ? <Quote id={outgoing.reply_to} /> : null}
          {file ? <LocalFile file={file} /> : null}
          <Content content={outgoing.content} />
          <span className="bubble-foot">
            <StateNote sending={sending} />
            <Tick status={failed ? "failed" : "queued"} />
          </span>
          <TemplateButtons buttons={buttonsOf(outgoing.content)} />
        </div>
      </div>
      {failed ? <Failure sending={sending} deeds={deeds} /> : null}
    </article>
  );
}

function Content({ content }: { content: Outgoing["content"] }) {
  if (content.type === "again") {
    return <MessageContent message={content.message} />;
  }
  return content.text ? <BubbleText text={content.text} /> : null;
}

function buttonsOf(content: Outgoing["content"]): Template["buttons"] {
  if (content.type === "again") {
    return content.message.template?.buttons ?? [];
  }
  return content.type === "template" ? content.buttons : [];
}

function StateNote({ sending }: { sending: Sending }) {
  const { state, outgoing } = sending;
  const share = useProgress(fileOf(outgoing.content));
  switch (state) {
    case "waiting":
      return i18n._("Sends when you are online");
    case "retrying":
      return i18n._("Trying again…");
    case "sending":
      return share === null ? null : <Uploading share={share} />;
    case "failed":
      return null;
  }
}

function Failure({ sending, deeds }: { sending: Sending; deeds: SendingDeeds }) {
  const held = heldBack(sending);
  return (
    <>
      <Trouble
        title={
          held
            ? i18n._("Held back: there is a new message you may not have seen.")
            : i18n._("Not sent.")
        }
        advice={held ? i18n._("Read it above first.") : (sending.error?.message ?? "")}
      />
      <div className="trouble-actions">
        <Changes>
          <Button look="primary" onClick={() => deeds.retry(sending, held)}>
            {held ? i18n._("Send anyway") : i18n._("Try again")}
          </Button>
        </Changes>
        <Button onClick={() => deeds.edit(sending)}>
          {sending.outgoing.content.type === "text" ? i18n._("Edit") : i18n._("Discard")}
        </Button>
      </div>
    </>
  );
}

function Uploading({ share }: { share: number }) {
  return (
    <>
      <progress className="upload" value={share} aria-label={i18n._("Uploading…")} />
      <span className="digits">{i18n._("{percent}%", { percent: Math.floor(share * 100) })}</span>
    </>
  );
}

function LocalFile({ file }: { file: File }) {
  const kind = kindOfFile(file) ?? "document";
  return kind === "image" ? <LocalPicture file={file} /> : <FileOnItsWay file={file} kind={kind} />;
}

function LocalPicture({ file }: { file: File }) {
  const address = useAddress(file);
  return (
    <div className="picture" style={pictureBox(null, null)}>
      {address ? <img src={address} alt={file.name} /> : null}
    </div>
  );
}
