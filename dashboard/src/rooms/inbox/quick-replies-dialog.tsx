import { useState } from "react";
import type { QuickReply } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, FieldFrame } from "../../ui/field.tsx";
import { DeleteByName } from "./delete-by-name.tsx";
import { useDeleteQuickReply, useKeepQuickReply, useQuickReplies } from "./quick-queries.ts";
import "./quick.css";

const LONGEST = 4096;

/** Keeping, changing and deleting quick replies: one's own, and the team's with the right to it. */
export function QuickRepliesDialog({ onClose }: { onClose(): void }) {
  const [edited, setEdited] = useState<QuickReply | null>(null);
  const mayShare = useMay("inbox.assign");
  const remove = useDeleteQuickReply();
  const replies = useQuickReplies(true).data ?? [];
  return (
    <Dialog title={i18n._("Quick replies")} onClose={onClose}>
      <Changes>
        <QuickReplyForm
          key={edited?.id ?? ""}
          known={edited}
          mayShare={mayShare}
          onDone={() => setEdited(null)}
        />
        <ul className="quick-list" aria-label={i18n._("Quick replies")}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <span className="quick-name">
                <strong>
                  <bdi>{reply.name}</bdi>
                </strong>
                {reply.mine ? null : <span className="quick-whose">{i18n._("Team")}</span>}
                <span className="truncate" dir="auto">
                  {reply.text}
                </span>
              </span>
              {reply.mine || mayShare ? (
                <>
                  <Button look="quiet" onClick={() => setEdited(reply)}>
                    {i18n._("Edit")}
                  </Button>
                  <DeleteByName name={reply.name} remove={remove} id={reply.id} />
                </>
              ) : null}
            </li>
          ))}
        </ul>
      </Changes>
    </Dialog>
  );
}

/** Signs that are read from left to right in every language. */
function asTyped(signs: string): string {
  return `\u2066${signs}\u2069`;
}

interface FormProps {
  known: QuickReply | null;
  mayShare: boolean;
  onDone(): void;
}

function QuickReplyForm({ known, mayShare, onDone }: FormProps) {
  const [name, setName] = useState(known?.name ?? "");
  const [text, setText] = useState(known?.text ?? "");
  const [shared, setShared] = useState(known ? !known.mine : mayShare);
  const keep = useKeepQuickReply();
  function done() {
    setName("");
    setText("");
    onDone();
  }
  return (
    <form
      className="quick-form"
      onSubmit={(event) => {
        event.preventDefault();
        const id = known ? { id: known.id } : {};
        keep.mutate({ ...id, name: name.trim(), text, mine: !shared }, { onSuccess: done });
      }}
    >
      <Field
        label={i18n._("Name of the quick reply")}
        help={i18n._("Type / and this name in an answer to put the text in.")}
        dir="auto"
        value={name}
        maxLength={40}
        error={keep.error?.message}
        onChange={(event) => setName(event.target.value)}
      />
      <FieldFrame
        label={i18n._("Text")}
        help={i18n._(
          "{customer}, {me} and {business} become names; {fallback} helps where there is none.",
          {
            customer: asTyped("{customer}"),
            me: asTyped("{me}"),
            business: asTyped("{business}"),
            fallback: asTyped("{customer|friend}"),
          },
        )}
        control={(ties) => (
          <textarea
            {...ties}
            dir="auto"
            rows={4}
            value={text}
            maxLength={LONGEST}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      />
      {mayShare ? (
        <label className="quick-check">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          {i18n._("For the whole team")}
        </label>
      ) : null}
      <div className="dialog-foot">
        {known ? <Button onClick={done}>{i18n._("Cancel")}</Button> : null}
        <Button
          type="submit"
          look="primary"
          busy={keep.isPending}
          disabled={name.trim() === "" || text.trim() === ""}
        >
          {known ? i18n._("Save changes") : i18n._("Keep quick reply")}
        </Button>
      </div>
    </form>
  );
}
