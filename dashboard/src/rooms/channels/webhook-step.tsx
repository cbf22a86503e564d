import type { MetaApp } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { GuideStep, MetaSketch } from "./guide-step.tsx";
import { useSubscribeApp } from "./queries.ts";

/** Where Meta shall deliver to: entered from here, or by hand. Done once Meta has checked it. */
export function WebhookStep({ app }: { app: MetaApp }) {
  const subscribe = useSubscribeApp();
  return (
    <GuideStep number={2} title={i18n._("Webhooks")} done={app.verified_at !== null}>
      {app.verified_at ? (
        <p role="status">
          {i18n._("Meta checked the address: {when}.", { when: fullTime(app.verified_at) })}
        </p>
      ) : (
        <p role="status">{i18n._("Meta has not checked the address yet.")}</p>
      )}
      <div>
        <Changes>
          <Button
            look={app.verified_at ? "quiet" : "primary"}
            busy={subscribe.isPending}
            onClick={() => subscribe.mutate(app.id)}
          >
            {app.verified_at ? i18n._("Enter it at Meta again") : i18n._("Enter it at Meta for me")}
          </Button>
        </Changes>
      </div>
      {subscribe.error ? (
        <p className="field-error" role="alert">
          {subscribe.error.message}
        </p>
      ) : null}
      <details>
        <summary>{i18n._("Or do it by hand")}</summary>
        <div className="stack">
          <p>
            {i18n._(
              "In your Meta app open WhatsApp, Configuration, Edit. Enter these two, press Verify and save, then subscribe to the field messages and to all that begin with message_template, phone_number and account.",
            )}
          </p>
          <MetaSketch
            label={i18n._("The page Configuration of your app.")}
            path={["WhatsApp", "Configuration"]}
            fields={["Callback URL", "Verify token", "Webhook fields: messages"]}
          />
          <CopyField label={i18n._("Callback URL")} value={app.callback_url} />
          <CopyField label={i18n._("Verify token")} value={app.verify_token} />
        </div>
      </details>
    </GuideStep>
  );
}
