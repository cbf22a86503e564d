import { FaultLine } from "../../api/fault-line.tsx";
import type { Seat } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useResetPassword } from "./team-queries.ts";

/** Asks first, then shows the new password this one time. */
export function PasswordDialog({ seat, onClose }: { seat: Seat; onClose(): void }) {
  const reset = useResetPassword();
  return (
    <Dialog title={i18n._("Set a new password for {name}?", { name: seat.name })} onClose={onClose}>
      {reset.data ? (
        <>
          <p>
            {i18n._(
              "Hand it over now. It is shown this once, works for three days, and they choose their own when they sign in.",
            )}
          </p>
          <CopyField
            label={i18n._("Password for {login}", { login: seat.login })}
            value={reset.data.password}
          />
        </>
      ) : (
        <p>{i18n._("Their password stops working and they are signed out everywhere.")}</p>
      )}
      <FaultLine error={reset.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{reset.data ? i18n._("Done") : i18n._("Keep")}</Button>
        {reset.data ? null : (
          <Changes>
            <Button look="primary" busy={reset.isPending} onClick={() => reset.mutate(seat.id)}>
              {i18n._("Set a new password")}
            </Button>
          </Changes>
        )}
      </div>
    </Dialog>
  );
}
