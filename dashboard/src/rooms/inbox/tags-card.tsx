import { useState } from "react";
import type { Conversation } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import { usePutTag, useTags } from "./sorting-queries.ts";
import { TagChip, TagChips } from "./tag-chip.tsx";
import { TagsDialog } from "./tags-dialog.tsx";

/** Beside the customer: the tags of the conversation, put on and taken off where they stand. */
export function TagsCard({ conversation }: { conversation: Conversation }) {
  const [editing, setEditing] = useState(false);
  const mayReply = useMay("inbox.reply");
  return (
    <>
      <div className="talk-facts-head">
        <h3>{i18n._("Tags")}</h3>
        {mayReply ? (
          <Changes>
            <Button look="quiet" aria-expanded={editing} onClick={() => setEditing(!editing)}>
              {editing ? i18n._("Done") : i18n._("Change tags")}
            </Button>
          </Changes>
        ) : null}
      </div>
      {editing ? <TagToggles conversation={conversation} /> : <Worn ids={conversation.tags} />}
    </>
  );
}

function Worn({ ids }: { ids: string[] }) {
  return ids.length > 0 ? (
    <TagChips ids={ids} />
  ) : (
    <p className="facts-absent">{i18n._("None yet")}</p>
  );
}

/** Every tag of the workspace, those that the conversation wears pressed. No menu: it opens in a
 * dialog too, over which a menu would not be seen. */
function TagToggles({ conversation }: { conversation: Conversation }) {
  const tags = useTags().data ?? [];
  const put = usePutTag();
  const mayManage = useMay("inbox.assign");
  const [managing, setManaging] = useState(false);
  const { id, tags: worn } = conversation;
  const onError = (error: Error) => showToast(error.message);
  return (
    <>
      <Changes>
        <div className="tag-toggles">
          {tags.map((tag) => {
            const on = worn.includes(tag.id);
            return (
              <button
                key={tag.id}
                type="button"
                className="tag-toggle"
                aria-pressed={on}
                disabled={put.isPending}
                onClick={() => put.mutate({ id, tag: tag.id, on: !on }, { onError })}
              >
                {on ? <Icon name="check" size={14} /> : null}
                <TagChip tag={tag} />
              </button>
            );
          })}
        </div>
        {tags.length === 0 ? <p className="facts-absent">{i18n._("No tags yet")}</p> : null}
        {mayManage ? (
          <div>
            <Button look="quiet" onClick={() => setManaging(true)}>
              {i18n._("Manage tags…")}
            </Button>
          </div>
        ) : null}
      </Changes>
      {managing ? <TagsDialog onClose={() => setManaging(false)} /> : null}
    </>
  );
}
