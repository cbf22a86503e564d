import type { QuickReply } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import type { useQuickReplyPicking } from "./use-quick-replies.ts";
import "./quick.css";

type Picking = ReturnType<typeof useQuickReplyPicking>;

/** What the text box says of the offers to whoever cannot see them. */
export function offersFor({ slash, offered, chosen }: Picking) {
  const open = slash !== null && offered.length > 0;
  return open ? { "aria-controls": LIST, "aria-activedescendant": `${LIST}-${chosen}` } : undefined;
}

const LIST = "quick-replies";

interface OffersProps {
  picking: Picking;
  onEdit(): void;
}

/** The quick replies that fit what was typed after a slash; nothing while none is asked for. */
export function QuickReplyOffers({ picking, onEdit }: OffersProps) {
  const { slash, offered, chosen, none, take } = picking;
  if (slash === null) {
    return null;
  }
  return (
    <div className="quick-offers">
      {offered.length > 0 ? (
        <div id={LIST} role="listbox" aria-label={i18n._("Quick replies")} tabIndex={-1}>
          {offered.map((reply, index) => (
            <Offer
              key={reply.id}
              id={`${LIST}-${index}`}
              reply={reply}
              chosen={index === chosen}
              onTake={() => take(reply)}
            />
          ))}
        </div>
      ) : (
        <p className="quick-none" role="status">
          {none
            ? i18n._("There are no quick replies yet. Keep a text that you often send.")
            : i18n._("No quick reply has these words.")}
        </p>
      )}
      <Button look="quiet" icon="pencil" onClick={onEdit}>
        {i18n._("Edit quick replies")}
      </Button>
    </div>
  );
}

interface OfferProps {
  id: string;
  reply: QuickReply;
  chosen: boolean;
  onTake(): void;
}

function Offer({ id, reply, chosen, onTake }: OfferProps) {
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className="quick-offer"
      // The box keeps the focus: a press must not take it away before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <strong>
        <bdi>{reply.name}</bdi>
      </strong>
      <span className="truncate" dir="auto">
        {reply.text}
      </span>
    </button>
  );
}
