import { type FormEvent, useEffect, useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { ConversationRules, NewConversationRules } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useRules, useSaveRules } from "./giving-queries.ts";
import { TurnTable } from "./turn-table.tsx";

/** So long it may take until everybody who is online was noted. */
const BEGINNING = 9_000;

/** How conversations come to people, and when they end by themselves. */
export function RulesPage() {
  const rules = useRules();
  const [beginning, setBeginning] = useState(false);
  useEffect(() => {
    const timer = beginning ? setTimeout(() => setBeginning(false), BEGINNING) : undefined;
    return () => clearTimeout(timer);
  }, [beginning]);
  return (
    <div className="page">
      <PageHead title={i18n._("Conversations")} />
      <p className="page-lead">
        {i18n._("How conversations come to people, and when they end by themselves.")}
      </p>
      <Waiting query={rules} failure={i18n._("The settings could not be loaded")} />
      {rules.data ? <RulesForm now={rules.data} onTurnsBegin={() => setBeginning(true)} /> : null}
      {rules.data?.giving === "in_turn" ? <TurnTable beginning={beginning} /> : null}
    </div>
  );
}

interface RulesFormProps {
  now: ConversationRules;
  onTurnsBegin(): void;
}

function RulesForm({ now, onTurnsBegin }: RulesFormProps) {
  const save = useSaveRules();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = wanted(new FormData(event.currentTarget));
    if (chosen.giving === "in_turn" && now.giving !== "in_turn") {
      onTurnsBegin();
    }
    save.mutate(chosen, {
      onSuccess: () => showToast(i18n._("Saved")),
    });
  }
  return (
    <form className="card" onSubmit={submit}>
      <Changes>
        <h2>{i18n._("How they come to people")}</h2>
        <SelectField
          name="giving"
          label={i18n._("Waiting conversations")}
          choices={[
            ["by_hand", i18n._("People take them (Take next)")],
            ["in_turn", i18n._("In turn, to people who are online")],
          ]}
          defaultValue={now.giving}
          help={i18n._(
            "In turn: each goes to whoever is online and was given one longest ago. Online means that ChatSync is open and was used in the last half hour. Customers who come back go to whoever had them before, if that person is online. When nobody is, they wait in Unassigned. Take next works in either case.",
          )}
        />
        <SelectField
          name="leads_too"
          label={i18n._("Who is given conversations in turn")}
          choices={[
            ["yes", i18n._("Agents, managers and owners")],
            ["no", i18n._("Agents only")],
          ]}
          defaultValue={now.leads_too ? "yes" : "no"}
        />
        <Field
          name="open_limit"
          type="number"
          inputMode="numeric"
          label={i18n._("Most open conversations for one person")}
          help={i18n._(
            "Whoever holds so many is passed over until they resolve one. Empty: no limit.",
          )}
          min={1}
          max={500}
          step={1}
          defaultValue={now.open_limit ?? ""}
        />
        <Field
          name="pass_on_after_minutes"
          type="number"
          inputMode="numeric"
          label={i18n._("Pass on after minutes without their holder")}
          help={i18n._(
            "In turn only: where a customer waits and whoever holds the conversation has been offline or away for so long, it goes to the next person. Empty: it stays with them.",
          )}
          min={1}
          max={1440}
          step={1}
          defaultValue={now.pass_on_after_minutes ?? ""}
        />
        <h2>{i18n._("When they end by themselves")}</h2>
        <Field
          name="resolve_after_days"
          type="number"
          inputMode="numeric"
          label={i18n._("Resolve after days without a message")}
          help={i18n._(
            "From 1 to 90. Empty: never. Snoozed ones stay, and a customer who writes opens theirs again.",
          )}
          min={1}
          max={90}
          step={1}
          defaultValue={now.resolve_after_days ?? ""}
        />
        <SelectField
          name="resolve_unanswered"
          label={i18n._("Which of them")}
          choices={[
            ["no", i18n._("Only where you had the last word")],
            ["yes", i18n._("Also where the customer had the last word")],
          ]}
          defaultValue={now.resolve_unanswered ? "yes" : "no"}
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

function wanted(form: FormData): NewConversationRules {
  return {
    giving: form.get("giving") === "in_turn" ? "in_turn" : "by_hand",
    leads_too: form.get("leads_too") === "yes",
    open_limit: numberOrNone(form.get("open_limit")),
    pass_on_after_minutes: numberOrNone(form.get("pass_on_after_minutes")),
    resolve_after_days: numberOrNone(form.get("resolve_after_days")),
    resolve_unanswered: form.get("resolve_unanswered") === "yes",
  };
}

function numberOrNone(typed: FormDataEntryValue | null): number | null {
  return typed === null || typed === "" ? null : Number(typed);
}
