import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useDisconnectNumber } from "./queries.ts";

interface DisconnectProps {
  number: WhatsAppNumber;
  onClose(): void;
}

export function DisconnectDialog({ number, onClose }: DisconnectProps) {
  const disconnect = useDisconnectNumber();
  const name = number.display_phone_number || number.phone_number_id;
  return (
    <Dialog title={i18n._("Disconnect {name}?", { name: `\u2068${name}\u2069` })} onClose={onClose}>
      <p>
        {i18n._(
          "Nothing can be sent from this number until it is connected again. Conversations are kept, and what customers still write is stored here.",
        )}
      </p>
      {disconnect.isError ? (
        <p className="field-error" role="alert">
          {disconnect.error.message}
        </p>
      ) : null}
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep it")}</Button>
        <Button
          look="danger"
          busy={disconnect.isPending}
          onClick={() => disconnect.mutate(number.id, { onSuccess: onClose })}
        >
          {i18n._("Disconnect")}
        </Button>
      </div>
    </Dialog>
  );
}
