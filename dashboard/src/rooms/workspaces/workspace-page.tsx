import type { FormEvent } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { NewSettings, SessionTimes, WorkspaceSettings } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { CloseCard } from "./close-card.tsx";
import { useSaveSettings, useWorkspaceSettings } from "./settings-queries.ts";
import { WholeExportCard } from "./whole-export-card.tsx";

/** What the workspace is called, where it is, and what its agents see. */
export function WorkspacePage() {
  const settings = useWorkspaceSettings();
  return (
    <div className="page">
      <PageHead title={i18n._("Workspace")} />
      <Waiting query={settings} failure={i18n._("The settings could not be loaded")} />
      {settings.data ? <SettingsForm now={settings.data} /> : null}
      <WholeExportCard />
      <CloseCard />
    </div>
  );
}

function SettingsForm({ now }: { now: WorkspaceSettings }) {
  const save = useSaveSettings();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(wanted(new FormData(event.currentTarget)), {
      onSuccess: () => showToast(i18n._("Saved")),
    });
  }
  return (
    <form className="card" onSubmit={submit}>
      <Changes>
        <Field
          name="name"
          label={i18n._("Name")}
          dir="auto"
          maxLength={120}
          required
          defaultValue={now.name}
        />
        <SelectField
          name="time_zone"
          label={i18n._("Time zone")}
          choices={zones(now.time_zone)}
          defaultValue={now.time_zone}
        />
        <SelectField
          name="locale"
          label={i18n._("Language of mails to your team")}
          choices={[
            ["en", "English"],
            ["ur", "اردو"],
          ]}
          defaultValue={now.locale}
        />
        <SelectField
          name="visibility"
          label={i18n._("What agents see")}
          choices={[
            ["own", i18n._("Their own conversations")],
            ["own_unassigned", i18n._("Their own and unassigned ones")],
            ["all", i18n._("All conversations")],
          ]}
          defaultValue={now.visibility}
          help={i18n._("Everywhere: lists, search, counts, files and the API. Managers see all.")}
        />
        <SelectField
          name="hide_phones_from_agents"
          label={i18n._("Customers' phone numbers")}
          choices={[
            ["no", i18n._("Agents see them")],
            ["yes", i18n._("Hidden from agents")],
          ]}
          defaultValue={now.hide_phones_from_agents ? "yes" : "no"}
        />
        <SelectField
          name="session_mode"
          label={i18n._("How long people stay signed in")}
          choices={now.session_modes.map((times) => [times.mode, stay(times)] as const)}
          defaultValue={now.session_mode}
          help={i18n._(
            "Without doing anything, and from signing in; without a second factor at most 24 h. Who belongs to several workspaces follows the strictest.",
          )}
        />
        <SelectField
          name="requires_factor"
          label={i18n._("Second factor")}
          choices={[
            ["no", i18n._("Each person decides")],
            ["yes", i18n._("Everybody needs one")],
          ]}
          defaultValue={now.requires_factor ? "yes" : "no"}
          help={i18n._(
            "An app with codes or a passkey, beside the password. Whoever has none sets one up before anything else opens; you do so first, in your account.",
          )}
        />
        <FaultLine error={save.error} />
        <div>
          <Button type="submit" look="primary" busy={save.isPending}>
            {i18n._("Save")}
          </Button>
        </div>
      </Changes>
    </form>
  );
}

/** A mode in a few words: its idle time, and its longest time. */
function stay({ mode, idle_minutes, hours }: SessionTimes): string {
  const idle =
    idle_minutes % 60 === 0
      ? i18n._("{hours} h", { hours: idle_minutes / 60 })
      : i18n._("{minutes} min", { minutes: idle_minutes });
  const longest =
    hours % 24 === 0 ? i18n._("{days} days", { days: hours / 24 }) : i18n._("{hours} h", { hours });
  return mode === "strict"
    ? i18n._("Strict: {idle}, at most {longest}", { idle, longest })
    : i18n._("Counter: {idle}, at most {longest}", { idle, longest });
}

function wanted(form: FormData): NewSettings {
  return {
    name: String(form.get("name")),
    time_zone: String(form.get("time_zone")),
    locale: form.get("locale") === "ur" ? "ur" : "en",
    visibility: String(form.get("visibility")) as WorkspaceSettings["visibility"],
    hide_phones_from_agents: form.get("hide_phones_from_agents") === "yes",
    session_mode: form.get("session_mode") === "strict" ? "strict" : "counter",
    requires_factor: form.get("requires_factor") === "yes",
  };
}

/** The browser's own list of zones, and the present one where it has another name. */
function zones(present: string): (readonly [string, string])[] {
  const known = Intl.supportedValuesOf("timeZone");
  const all = known.includes(present) ? known : [present, ...known];
  return all.map((zone) => [zone, zone.replaceAll("_", " ")] as const);
}
