import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useNumbers } from "./queries.ts";

interface ConnectedProps {
  number: WhatsAppNumber;
  onClose(): void;
}

/** What to enter in Meta after a number was saved; turns green when Meta calls. */
export function Connected({ number: made, onClose }: ConnectedProps) {
  const number = useNumbers().data?.find((each) => each.id === made.id) ?? made;
  const live = number.status === "connected";
  return (
    <section className="card" aria-label={i18n._("Number saved")}>
      <h2>{i18n._("Number saved")}</h2>
      <p role="status">
        <span className={`status status-${number.status}`}>
          {live ? i18n._("Connected") : i18n._("Waiting for the first update")}
        </span>
      </p>
      {live ? null : (
        <p>
          {i18n._(
            "One step is left: write a message to this number from any phone. This turns green by itself when it arrives here.",
          )}
        </p>
      )}
      <div className="dialog-foot">
        <Button look="primary" onClick={onClose}>
          {i18n._("Done")}
        </Button>
      </div>
    </section>
  );
}
