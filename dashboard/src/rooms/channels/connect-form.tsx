import { type FormEvent, useState } from "react";
import { fieldRefusals } from "../../api/failures.ts";
import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Connected } from "./connected.tsx";
import { OwnAppFields } from "./own-app-fields.tsx";
import { type NewNumber, useConnectNumber, useNumberOptions } from "./queries.ts";

/** Connects a number: through the host's Meta app where there is one, or through one's own. */
export function ConnectForm({ onClose }: { onClose(): void }) {
  const operatorApp = useNumberOptions().data?.operator_app ?? false;
  const [chosen, setChosen] = useState<"operator" | "own" | null>(null);
  const [made, setMade] = useState<{ number: WhatsAppNumber; verifyToken: string } | null>(null);
  const connect = useConnectNumber();
  const errors = fieldRefusals(connect.error);
  const app = chosen ?? (operatorApp ? "operator" : "own");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const verifyToken = fieldText(form, "verify_token");
    connect.mutate(numberFrom(form, app), {
      onSuccess: (number) => setMade({ number, verifyToken }),
    });
  }

  if (made !== null) {
    return <Connected number={made.number} verifyToken={made.verifyToken} onClose={onClose} />;
  }
  return (
    <form className="card" onSubmit={submit} aria-label={i18n._("Connect a number")}>
      <h2>{i18n._("Connect a number")}</h2>
      {operatorApp ? <AppChoice app={app} onChoose={setChosen} /> : null}
      {app === "own" ? <OwnAppFields errors={errors} /> : null}
      <NumberFields errors={errors} />
      {connect.error && Object.keys(errors).length === 0 ? (
        <p className="field-error" role="alert">
          {connect.error.message}
        </p>
      ) : null}
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Cancel")}</Button>
        <Button type="submit" look="primary" busy={connect.isPending}>
          {connect.isPending ? i18n._("Asking Meta…") : i18n._("Check and connect")}
        </Button>
      </div>
    </form>
  );
}

function NumberFields({ errors }: { errors: Record<string, string> }) {
  return (
    <>
      <Field
        name="phone_number_id"
        label={i18n._("Phone number ID")}
        help={i18n._("Meta app dashboard, WhatsApp, API Setup, under From. Not the number itself.")}
        dir="ltr"
        inputMode="numeric"
        autoComplete="off"
        required
        error={errors.phone_number_id}
      />
      <Field
        name="waba_id"
        label={i18n._("WhatsApp Business Account ID")}
        help={i18n._("On the same API Setup page, next to the phone number ID.")}
        dir="ltr"
        inputMode="numeric"
        autoComplete="off"
        required
        error={errors.waba_id}
      />
      <Field
        name="token"
        label={i18n._("Access token")}
        help={i18n._(
          "Business settings, System users, Generate token, with whatsapp_business_messaging and whatsapp_business_management. The token on API Setup ends after a day.",
        )}
        type="password"
        dir="ltr"
        autoComplete="off"
        required
        error={errors.token}
      />
    </>
  );
}

interface AppChoiceProps {
  app: "operator" | "own";
  onChoose(app: "operator" | "own"): void;
}

function AppChoice({ app, onChoose }: AppChoiceProps) {
  const names = {
    operator: i18n._("Use the Meta app of this installation (nothing to set up in Meta)"),
    own: i18n._("Use your own Meta app"),
  };
  return (
    <fieldset className="plain-fieldset">
      <legend>{i18n._("Meta app")}</legend>
      {(["operator", "own"] as const).map((each) => (
        <label className="choice" key={each}>
          <input type="radio" name="app" checked={app === each} onChange={() => onChoose(each)} />
          {names[each]}
        </label>
      ))}
    </fieldset>
  );
}

function fieldText(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}

function numberFrom(form: FormData, app: "operator" | "own"): NewNumber {
  return {
    phone_number_id: fieldText(form, "phone_number_id"),
    waba_id: fieldText(form, "waba_id"),
    token: fieldText(form, "token"),
    app:
      app === "operator"
        ? "operator"
        : {
            app_id: fieldText(form, "app_id"),
            secret: fieldText(form, "secret"),
            verify_token: fieldText(form, "verify_token"),
          },
  };
}
