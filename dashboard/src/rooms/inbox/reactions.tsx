import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useReact } from "./reaction-queries.ts";
import { RefusedReaction } from "./refused-reaction.tsx";
import "./cards.css";
import { Changes } from "../../ui/changes.tsx";

const CHOICES = ["👍", "❤️", "😂", "🙏", "✅", "🎉"];

/** The marks on a bubble: one of the customer, one of ours. */
export function Reactions({ message }: { message: Message }) {
  if (message.reactions.length === 0 && message.refused_reaction === null) {
    return null;
  }
  return (
    <div className="reactions">
      {message.reactions.map(({ direction, emoji, at }) => (
        <span
          className="reaction"
          key={direction}
          role="img"
          title={fullTime(at)}
          aria-label={
            direction === "in"
              ? i18n._("The customer reacted {emoji}", { emoji })
              : i18n._("We reacted {emoji}", { emoji })
          }
        >
          {emoji}
        </span>
      ))}
      <RefusedReaction message={message} />
    </div>
  );
}

/** Puts our mark on a message, or takes it back. */
export function ReactButton({ message }: { message: Message }) {
  const react = useReact(message);
  const ours = message.reactions.find(({ direction }) => direction === "out")?.emoji ?? null;
  function choose(emoji: string) {
    react.mutate(
      { id: crypto.randomUUID(), emoji: emoji === ours ? "" : emoji },
      {
        onError: (error) => showToast(error.message),
      },
    );
  }
  return (
    <Changes>
      <Menu
        label={i18n._("Reactions")}
        trigger={
          <Button look="quiet" icon="smile" iconOnly disabled={react.isPending}>
            {i18n._("React to this message")}
          </Button>
        }
      >
        <div className="reaction-choices">
          {CHOICES.map((emoji) => (
            <MenuItem key={emoji} onSelect={() => choose(emoji)}>
              {emoji}
            </MenuItem>
          ))}
        </div>
        {ours ? (
          <MenuItem onSelect={() => choose(ours)}>
            {i18n._("Take back {emoji}", { emoji: ours })}
          </MenuItem>
        ) : null}
      </Menu>
    </Changes>
  );
}
