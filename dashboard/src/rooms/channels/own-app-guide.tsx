import { type FormEvent, useState } from "react";
import { fieldRefusals } from "../../api/failures.ts";
import type { MetaApp, WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { GuideStep, MetaSketch } from "./guide-step.tsx";
import { MetaField } from "./meta-field.tsx";
import { NumberForm } from "./number-form.tsx";
import { useEnterApp, useMetaApps } from "./queries.ts";
import { WebhookStep } from "./webhook-step.tsx";

interface OwnAppGuideProps {
  onMade(number: WhatsAppNumber): void;
}

/**
 * From one's own Meta app to a number that answers. Each step shows what the server knows, so that
 * it can be left and gone on with on another day.
 */
export function OwnAppGuide({ onMade }: OwnAppGuideProps) {
  const apps = useMetaApps().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [entering, setEntering] = useState(false);
  const app = apps.find((each) => each.id === chosen) ?? apps[0];
  return (
    <ol className="guide">
      <GuideStep number={1} title={i18n._("Your Meta app")} done={app !== undefined && !entering}>
        {app !== undefined && !entering ? (
          <KnownApps apps={apps} app={app} onChoose={setChosen} onEnter={() => setEntering(true)} />
        ) : (
          <AppForm
            onEntered={(made) => {
              setChosen(made.id);
              setEntering(false);
            }}
          />
        )}
      </GuideStep>
      {app !== undefined && !entering ? (
        <>
          <WebhookStep app={app} />
          <GuideStep number={3} title={i18n._("The number")} done={false}>
            <MetaSketch
              label={i18n._("The two ids stand on the page API Setup of your app.")}
              path={["WhatsApp", "API Setup"]}
              fields={["From", "Phone number ID", "WhatsApp Business Account ID"]}
            />
            <NumberForm app={{ id: app.id }} onMade={onMade} />
          </GuideStep>
        </>
      ) : null}
    </ol>
  );
}

interface KnownAppsProps {
  apps: MetaApp[];
  app: MetaApp;
  onChoose(id: string): void;
  onEnter(): void;
}

function KnownApps({ apps, app, onChoose, onEnter }: KnownAppsProps) {
  return (
    <>
      {apps.map((each) => (
        <label className="choice" key={each.id}>
          <input
            type="radio"
            name="meta_app"
            checked={each.id === app.id}
            onChange={() => onChoose(each.id)}
          />
          <span>
            {i18n._("App ID")} <bdi dir="ltr">{each.app_id}</bdi>
          </span>
        </label>
      ))}
      <div>
        <Button look="quiet" onClick={onEnter}>
          {i18n._("Another app, or a new secret")}
        </Button>
      </div>
    </>
  );
}

function AppForm({ onEntered }: { onEntered(app: MetaApp): void }) {
  const enter = useEnterApp();
  const errors = fieldRefusals(enter.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const app = {
      app_id: String(form.get("app_id") ?? "").trim(),
      secret: String(form.get("secret") ?? "").trim(),
    };
    enter.mutate(app, { onSuccess: onEntered });
  }

  return (
    <form className="stack" onSubmit={submit} aria-label={i18n._("Your Meta app")}>
      <MetaSketch
        label={i18n._("Both stand in your app at developers.facebook.com, App settings, Basic.")}
        path={["App settings", "Basic"]}
        fields={["App ID", "App secret"]}
      />
      <MetaField
        name="app_id"
        label={i18n._("App ID")}
        help={i18n._("Meta app dashboard, at the top of every page.")}
        error={errors.app_id}
      />
      <MetaField
        name="secret"
        label={i18n._("App secret")}
        help={i18n._("Meta app dashboard, App settings, Basic, Show. It is stored encrypted.")}
        type="password"
        error={errors.secret ?? (Object.keys(errors).length ? undefined : enter.error?.message)}
      />
      <div>
        <Changes>
          <Button type="submit" look="primary" busy={enter.isPending}>
            {i18n._("Save the app")}
          </Button>
        </Changes>
      </div>
    </form>
  );
}
