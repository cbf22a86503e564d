import { useNavigate } from "@tanstack/react-router";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuHeading, MenuItem } from "../../ui/menu.tsx";
import { useMentions } from "./note-queries.ts";
import { visibleQueues } from "./queues.ts";

const MOST = 50;

/** Notes that name this person and wait to be seen; away while there are none. */
export function MentionsMenu() {
  const navigate = useNavigate();
  const queue = visibleQueues(useViewer()).at(-1) ?? "mine";
  const mentions = useMentions().data?.items ?? [];
  if (mentions.length === 0) {
    return null;
  }
  const count = mentions.length;
  return (
    <Menu
      label={i18n._("Notes that name you")}
      trigger={
        <Button look="quiet" title={i18n._("Notes that name you")}>
          <span className="mentions-badge digits">
            <span aria-hidden="true">{count >= MOST ? `@ ${MOST}+` : `@ ${count}`}</span>
            <span className="visually-hidden">
              {i18n._("{count, plural, one {# note names you} other {# notes name you}}", {
                count,
              })}
            </span>
          </span>
        </Button>
      }
    >
      <MenuHeading>{i18n._("Notes that name you")}</MenuHeading>
      {mentions.map(({ id, conversation_id, contact, note }) => (
        <MenuItem
          key={id}
          onSelect={() =>
            void navigate({
              to: "/inbox/$queue/$conversationId",
              params: { queue, conversationId: conversation_id },
              search: { filter: "open" },
            })
          }
        >
          <span className="mention-item">
            <strong>
              <bdi>{note.author.name}</bdi>
              {" · "}
              <bdi>{displayName(contact)}</bdi>
            </strong>
            <span className="truncate" dir="auto">
              {note.text}
            </span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
