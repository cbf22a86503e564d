import { i18n } from "../../lib/i18n.ts";
import { Field } from "../../ui/field.tsx";

/** What is needed to receive through one's own Meta app. */
export function OwnAppFields({ errors }: { errors: Record<string, string> }) {
  return (
    <>
      <Field
        name="app_id"
        label={i18n._("App ID")}
        help={i18n._("Meta app dashboard, at the top of every page.")}
        dir="ltr"
        inputMode="numeric"
        autoComplete="off"
        required
        error={errors.app_id}
      />
      <Field
        name="secret"
        label={i18n._("App secret")}
        help={i18n._("Meta app dashboard, App settings, Basic, Show. It is stored encrypted.")}
        type="password"
        dir="ltr"
        autoComplete="off"
        required
        error={errors.secret}
      />
      <Field
        name="verify_token"
        label={i18n._("Verify token")}
        help={i18n._("Any words you make up. You enter the same ones in Meta in the next step.")}
        dir="ltr"
        autoComplete="off"
        required
        error={errors.verify_token}
      />
    </>
  );
}
