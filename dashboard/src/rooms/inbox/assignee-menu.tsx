import { useState } from "react";
import type { Conversation } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuHeading, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { useAssign, useMembers } from "./queries.ts";

export function AssigneeMenu({ conversation }: { conversation: Conversation }) {
  const assign = useAssign();
  const { member } = useViewer();
  const [wanted, setWanted] = useState(false);
  const members = useMembers(wanted).data ?? [];
  const { assignee } = conversation;
  const words = assignee
    ? i18n._("Assigned to {name}. Change", { name: assignee.name })
    : i18n._("Assign to someone");
  return (
    <Menu
      label={i18n._("Assign to")}
      trigger={
        <Button
          busy={assign.isPending}
          aria-label={words}
          onPointerEnter={() => setWanted(true)}
          onFocus={() => setWanted(true)}
        >
          <span className="assignee">
            {assignee ? <Avatar name={assignee.name} small /> : <Icon name="person" />}
            <bdi className="assignee-name">{assignee?.name ?? i18n._("Assign")}</bdi>
            <Icon name="down" size={14} />
          </span>
        </Button>
      }
    >
      <MenuHeading>{i18n._("Assign to")}</MenuHeading>
      {members.map((each) => (
        <MenuItem
          key={each.id}
          checked={each.id === assignee?.id}
          onSelect={() => assign.mutate({ conversation, memberId: each.id })}
        >
          <bdi>
            {each.id === member.id ? i18n._("{name} (you)", { name: each.name }) : each.name}
          </bdi>
        </MenuItem>
      ))}
      {assignee ? (
        <>
          <MenuLine />
          <MenuItem onSelect={() => assign.mutate({ conversation, memberId: null })}>
            {i18n._("Nobody: put it back to Unassigned")}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
