import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Changes } from "../../ui/changes.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuHeading, MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useDismissRefusal, useReact } from "./reaction-queries.ts";

/** Our reaction that WhatsApp did not take: stays with its reason until somebody decides. */
export function RefusedReaction({ message }: { message: Message }) {
  const again = useReact(message);
  const dismiss = useDismissRefusal(message);
  const refused = message.refused_reaction;
  if (refused === null) {
    return null;
  }
  const { emoji, error } = refused;
  const onError = (fault: Error) => showToast(fault.message);
  const what =
    emoji === ""
      ? i18n._("Taking our reaction back was refused")
      : i18n._("Our reaction {emoji} was refused", { emoji });
  return (
    <Changes>
      <Menu
        label={what}
        trigger={
          <button
            type="button"
            className="reaction reaction-refused"
            aria-label={what}
            title={error.title}
            disabled={again.isPending || dismiss.isPending}
          >
            <Icon name="warning" size={14} />
            {emoji}
          </button>
        }
      >
        <MenuHeading>
          <span className="reaction-reason" dir="auto">
            <strong>{error.title}</strong> {error.advice}
          </span>
        </MenuHeading>
        <MenuItem onSelect={() => again.mutate({ id: crypto.randomUUID(), emoji }, { onError })}>
          {i18n._("Try again")}
        </MenuItem>
        <MenuItem onSelect={() => dismiss.mutate(undefined, { onError })}>
          {i18n._("Remove")}
        </MenuItem>
      </Menu>
    </Changes>
  );
}
