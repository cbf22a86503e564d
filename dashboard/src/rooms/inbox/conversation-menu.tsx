import { useState } from "react";
import type { Conversation } from "../../api/types.ts";
import { useMay, useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Menu, MenuHeading, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useAssign } from "./queries.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { usePutTag, useSnooze, useTags } from "./sorting-queries.ts";
import { TagsDialog } from "./tags-dialog.tsx";

/** Tags, snoozing and giving back: what is needed now and then. */
export function ConversationMenu({ conversation }: { conversation: Conversation }) {
  const [managing, setManaging] = useState(false);
  const mayReply = useMay("inbox.reply");
  const mayResolve = useMay("inbox.resolve");
  const mayManage = useMay("inbox.assign");
  if (!mayReply && !mayResolve) {
    return null;
  }
  return (
    <>
      <Changes>
        <Menu
          label={i18n._("More for this conversation")}
          trigger={
            <Button look="quiet" icon="more" iconOnly>
              {i18n._("More for this conversation")}
            </Button>
          }
        >
          <GiveBack conversation={conversation} />
          {mayResolve ? <SnoozeItems conversation={conversation} /> : null}
          {mayReply ? <TagItems conversation={conversation} /> : null}
          {mayManage ? (
            <MenuItem onSelect={() => setManaging(true)}>{i18n._("Manage tags…")}</MenuItem>
          ) : null}
        </Menu>
      </Changes>
      {managing ? <TagsDialog onClose={() => setManaging(false)} /> : null}
    </>
  );
}

function GiveBack({ conversation }: { conversation: Conversation }) {
  const { member } = useViewer();
  const mayTake = useMay("inbox.take");
  const assign = useAssign();
  if (!mayTake || conversation.assignee?.id !== member.id) {
    return null;
  }
  return (
    <>
      <MenuItem onSelect={() => assign.mutate({ conversation, memberId: null })}>
        {i18n._("Give back to Unassigned")}
      </MenuItem>
      <MenuLine />
    </>
  );
}

function SnoozeItems({ conversation }: { conversation: Conversation }) {
  const snooze = useSnooze();
  const now = useNow();
  const { id, status } = conversation;
  const onError = (error: Error) => showToast(error.message);
  if (status === "resolved") {
    return null;
  }
  return (
    <>
      <MenuHeading>{i18n._("Snooze")}</MenuHeading>
      {status === "snoozed" ? (
        <MenuItem onSelect={() => snooze.mutate({ id, until: "now" }, { onError })}>
          {i18n._("Wake now")}
        </MenuItem>
      ) : null}
      {snoozeTimes(now).map(({ label, until }) => (
        <MenuItem key={label} onSelect={() => snooze.mutate({ id, until }, { onError })}>
          {label}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => snooze.mutate({ id, until: null }, { onError })}>
        {i18n._("Until the customer writes")}
      </MenuItem>
      <MenuLine />
    </>
  );
}

function TagItems({ conversation }: { conversation: Conversation }) {
  const tags = useTags().data ?? [];
  const put = usePutTag();
  const { id, tags: worn } = conversation;
  return (
    <>
      <MenuHeading>{tags.length === 0 ? i18n._("No tags yet") : i18n._("Tags")}</MenuHeading>
      {tags.map((tag) => {
        const on = worn.includes(tag.id);
        return (
          <MenuItem
            key={tag.id}
            checked={on}
            onSelect={() =>
              put.mutate(
                { id, tag: tag.id, on: !on },
                { onError: (error) => showToast(error.message) },
              )
            }
          >
            <bdi>{tag.name}</bdi>
          </MenuItem>
        );
      })}
    </>
  );
}
