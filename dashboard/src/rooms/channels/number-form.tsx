import type { FormEvent } from "react";
import { fieldRefusals } from "../../api/failures.ts";
import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { MetaField } from "./meta-field.tsx";
import { type NewNumber, useConnectNumber } from "./queries.ts";

interface NumberFormProps {
  app: NewNumber["app"];
  onMade(number: WhatsAppNumber): void;
  /** Left out where the form stands in a guide that can be left as a whole. */
  onCancel?(): void;
}

/** The ids and the token of a number. The server asks Meta before it keeps anything. */
export function NumberForm({ app, onMade, onCancel }: NumberFormProps) {
  const connect = useConnectNumber();
  const errors = fieldRefusals(connect.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = {
      phone_number_id: fieldText(form, "phone_number_id"),
      waba_id: fieldText(form, "waba_id"),
      token: fieldText(form, "token"),
      app,
    };
    connect.mutate(number, { onSuccess: onMade });
  }

  return (
    <form className="stack" onSubmit={submit} aria-label={i18n._("Connect a number")}>
      <NumberFields errors={errors} />
      {connect.error && Object.keys(errors).length === 0 ? (
        <p className="field-error" role="alert">
          {connect.error.message}
        </p>
      ) : null}
      <div className="dialog-foot">
        {onCancel ? <Button onClick={onCancel}>{i18n._("Cancel")}</Button> : null}
        <Changes>
          <Button type="submit" look="primary" busy={connect.isPending}>
            {connect.isPending ? i18n._("Asking Meta…") : i18n._("Check and connect")}
          </Button>
        </Changes>
      </div>
    </form>
  );
}

function NumberFields({ errors }: { errors: Record<string, string> }) {
  return (
    <>
      <MetaField
        name="phone_number_id"
        label={i18n._("Phone number ID")}
        help={i18n._("Meta app dashboard, WhatsApp, API Setup, under From. Not the number itself.")}
        error={errors.phone_number_id}
      />
      <MetaField
        name="waba_id"
        label={i18n._("WhatsApp Business Account ID")}
        help={i18n._("On the same API Setup page, next to the phone number ID.")}
        error={errors.waba_id}
      />
      <MetaField
        name="token"
        label={i18n._("Access token")}
        help={i18n._(
          "Business settings, System users, Generate token, with whatsapp_business_messaging and whatsapp_business_management. The token on API Setup ends after a day.",
        )}
        type="password"
        error={errors.token}
      />
    </>
  );
}

function fieldText(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
