import { useState } from "react";
import { fieldRefusals } from "../../api/failures.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { useTestMessage } from "./queries.ts";

/** Sends one message from a number to any phone, to see that it works. */
export function TestMessage({ numberId }: { numberId: string }) {
  const [to, setTo] = useState("");
  const send = useTestMessage();
  const { to: fieldError } = fieldRefusals(send.error);
  return (
    <form
      className="test-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ id: numberId, to: to.trim() });
      }}
    >
      <Changes>
        <Field
          label={i18n._("Send a test message to")}
          type="tel"
          dir="ltr"
          autoComplete="tel"
          placeholder="+92 300 1234567"
          required
          value={to}
          onChange={(event) => setTo(event.target.value)}
          error={fieldError ?? send.error?.message}
          help={send.isSuccess ? i18n._("Handed to WhatsApp. Look at that phone now.") : undefined}
        />
        <Button type="submit" busy={send.isPending}>
          {i18n._("Send test message")}
        </Button>
      </Changes>
    </form>
  );
}
