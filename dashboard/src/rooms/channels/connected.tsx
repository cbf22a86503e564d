import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { useNumbers } from "./queries.ts";

interface ConnectedProps {
  number: WhatsAppNumber;
  verifyToken: string;
  onClose(): void;
}

/** What to enter in Meta after a number was saved; turns green when Meta calls. */
export function Connected({ number: made, verifyToken, onClose }: ConnectedProps) {
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
      {number.app === "own" && !live ? (
        <>
          <p>
            {i18n._(
              "One step is left: in your Meta app open WhatsApp, Configuration, and enter these two. Then subscribe to the field messages.",
            )}
          </p>
          <CopyField label={i18n._("Callback URL")} value={number.callback_url} />
          {verifyToken ? <CopyField label={i18n._("Verify token")} value={verifyToken} /> : null}
        </>
      ) : null}
      <div className="dialog-foot">
        <Button look="primary" onClick={onClose}>
          {i18n._("Done")}
        </Button>
      </div>
    </section>
  );
}
