import { i18n } from "../lib/i18n.ts";
import { refusalCode } from "./failures.ts";

/** Why a deed was refused; where the server wants to know again who you are, the way there. */
export function FaultLine({ error }: { error: Error | null }) {
  if (error === null) {
    return null;
  }
  if (refusalCode(error) !== "reauthenticate") {
    return (
      <p className="field-error" role="alert">
        {error.message}
      </p>
    );
  }
  return (
    <p role="alert" className="fault-line">
      <span>{i18n._("This is sensitive, so confirm first that it is you.")}</span>
      <a className="button" href={`/account/confirm?next=${encodeURIComponent(location.pathname)}`}>
        {i18n._("Confirm")}
      </a>
    </p>
  );
}
