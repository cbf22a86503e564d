import { useState } from "react";
import { fieldRefusals } from "../../api/failures.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { useRegisterNumber } from "./queries.ts";

/** Registers a number with Meta's Cloud API: without it, Meta takes no message from the number. */
export function RegisterForm({ numberId }: { numberId: string }) {
  const [pin, setPin] = useState("");
  const register = useRegisterNumber();
  const refusals = fieldRefusals(register.error);
  return (
    <form
      className="test-form"
      onSubmit={(event) => {
        event.preventDefault();
        register.mutate({ id: numberId, pin });
      }}
    >
      <Changes>
        <Field
          label={i18n._("Six-digit PIN of the number")}
          help={i18n._(
            "The number is not registered yet. Enter the PIN of its two-step verification; where it has none, choose one and keep it.",
          )}
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          value={pin}
          onChange={(event) => setPin(event.target.value)}
          error={refusals.pin ?? register.error?.message}
        />
        <Button type="submit" busy={register.isPending}>
          {i18n._("Register the number")}
        </Button>
      </Changes>
    </form>
  );
}
