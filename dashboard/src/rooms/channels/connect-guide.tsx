import { useState } from "react";
import type { WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Connected } from "./connected.tsx";
import { LeavingGuide } from "./leaving-guide.tsx";
import { NumberForm } from "./number-form.tsx";
import { NumberSkeleton } from "./number-skeleton.tsx";
import { OwnAppGuide } from "./own-app-guide.tsx";
import { useNumberOptions } from "./queries.ts";

type Way = "operator" | "own" | "leaving";

/** Connects a number: through the host's Meta app, through one's own, or away from a provider. */
export function ConnectGuide({ onClose }: { onClose(): void }) {
  const options = useNumberOptions();
  const operatorApp = options.data?.operator_app ?? false;
  const [chosen, setChosen] = useState<Way | null>(null);
  const [made, setMade] = useState<WhatsAppNumber | null>(null);
  const way = chosen ?? (operatorApp ? "operator" : "own");
  if (made !== null) {
    return <Connected number={made} onClose={onClose} />;
  }
  if (options.isPending) {
    // The ways depend on it: shown before, the form would change under the reader's hands.
    return <NumberSkeleton />;
  }
  return (
    <section className="card" aria-label={i18n._("Set up a number")}>
      <h2>{i18n._("Connect a number")}</h2>
      <WayChoice ways={waysFor(operatorApp)} way={way} onChoose={setChosen} />
      {way === "operator" ? (
        <NumberForm app="operator" onMade={setMade} onCancel={onClose} />
      ) : null}
      {way === "own" ? <OwnAppGuide onMade={setMade} /> : null}
      {way === "leaving" ? <LeavingGuide /> : null}
      {way === "operator" ? null : (
        <div className="dialog-foot">
          <Button onClick={onClose}>{i18n._("Go on later")}</Button>
        </div>
      )}
    </section>
  );
}

function waysFor(operatorApp: boolean): Way[] {
  return operatorApp ? ["operator", "own", "leaving"] : ["own", "leaving"];
}

interface WayChoiceProps {
  ways: Way[];
  way: Way;
  onChoose(way: Way): void;
}

function WayChoice({ ways, way, onChoose }: WayChoiceProps) {
  const names: Record<Way, string> = {
    operator: i18n._("Use the Meta app of this installation (nothing to set up in Meta)"),
    own: i18n._("Use your own Meta app"),
    leaving: i18n._("The number is with another provider today"),
  };
  return (
    <fieldset className="plain-fieldset">
      <legend>{i18n._("Meta app")}</legend>
      {ways.map((each) => (
        <label className="choice" key={each}>
          <input type="radio" name="way" checked={way === each} onChange={() => onChoose(each)} />
          {names[each]}
        </label>
      ))}
    </fieldset>
  );
}
