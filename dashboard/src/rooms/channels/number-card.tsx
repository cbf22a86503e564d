import { useState } from "react";
import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import { NumberHealthPanel } from "./number-health.tsx";
import { useMetaApps } from "./queries.ts";
import { TestMessage } from "./test-message.tsx";

interface NumberCardProps {
  number: WhatsAppNumber;
  mayManage: boolean;
}

/** One number: how it stands, what is missing, and what can be done with it. */
export function NumberCard({ number, mayManage }: NumberCardProps) {
  const [asking, setAsking] = useState(false);
  const { status } = number;
  const toEnter = useToEnterAtMeta(number, mayManage);
  const advice = statusAdvice(number, toEnter);
  return (
    <article className="card">
      <header className="number-head">
        <h2>
          <bdi dir="ltr" className="digits">
            {number.display_phone_number || number.phone_number_id}
          </bdi>
        </h2>
        <span className={`status status-${status}`} role="status">
          {statusName(number)}
        </span>
      </header>
      <p className="number-facts">
        {number.verified_name ? <bdi>{number.verified_name}</bdi> : null}
        <span>
          {i18n._("Phone number ID")} <bdi dir="ltr">{number.phone_number_id}</bdi>
        </span>
      </p>
      {advice ? <p>{advice}</p> : null}
      <NumberHealthPanel number={number} mayManage={mayManage} />
      {toEnter ? <CopyField label={i18n._("Callback URL")} value={number.callback_url} /> : null}
      {mayManage && status !== "disconnected" ? (
        <>
          <TestMessage numberId={number.id} />
          <div>
            <Button look="danger" onClick={() => setAsking(true)}>
              {i18n._("Disconnect")}
            </Button>
          </div>
        </>
      ) : null}
      {asking ? <DisconnectDialog number={number} onClose={() => setAsking(false)} /> : null}
    </article>
  );
}

/** Whether the address still has to be entered at Meta; not where Meta has checked it already. */
function useToEnterAtMeta(number: WhatsAppNumber, mayManage: boolean): boolean {
  const waits = number.status === "pending" && number.app === "own";
  const apps = useMetaApps(waits && mayManage).data ?? [];
  const app = apps.find((each) => each.callback_url === number.callback_url);
  return waits && !app?.verified_at;
}

function statusName({ status }: WhatsAppNumber): string {
  const names: Record<WhatsAppNumber["status"], string> = {
    connected: i18n._("Connected"),
    pending: i18n._("Waiting for the first update"),
    disconnected: i18n._("Disconnected"),
    token_lost: i18n._("Access token refused"),
  };
  return names[status];
}

function statusAdvice({ status }: WhatsAppNumber, toEnter: boolean): string | null {
  switch (status) {
    case "connected":
      return null;
    case "pending":
      return toEnter
        ? i18n._(
            "Meta has not called yet. In your Meta app open WhatsApp, Configuration, enter the callback URL and your verify token, and subscribe to the field messages. This card turns green by itself.",
          )
        : i18n._(
            "Waiting for the first update from Meta. Write a message to this number from any phone; this card turns green by itself.",
          );
    case "disconnected":
      return i18n._(
        "Nothing is sent from this number. What customers still write is stored in the inbox. Connect it again to answer.",
      );
    case "token_lost":
      return i18n._(
        "Meta refuses the access token: it has expired or was withdrawn. Connect the number again with a new token; messages that come in are still stored.",
      );
  }
}
