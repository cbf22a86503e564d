import type { NumberHealth, WhatsAppNumber } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { useLook } from "./queries.ts";
import { RegisterForm } from "./register-form.tsx";
import "./number-health.css";
import { Changes } from "../../ui/changes.tsx";

interface NumberHealthProps {
  number: WhatsAppNumber;
  mayManage: boolean;
}

/** What Meta says of a number: may it send, how much, and what is in the way. */
export function NumberHealthPanel({ number, mayManage }: NumberHealthProps) {
  const { health } = number;
  if (number.status === "disconnected") {
    return null;
  }
  return (
    <section className="number-health" aria-label={i18n._("How Meta sees this number")}>
      {number.hold_reason ? (
        <p className="hindrance hindrance-blocked">
          <strong>{i18n._("Nothing is sent:")}</strong> <bdi>{number.hold_reason}</bdi>
        </p>
      ) : null}
      {health ? <Facts health={health} quality={number.quality} /> : null}
      {health ? <Hindrances health={health} /> : null}
      {mayManage && health?.status === "PENDING" ? <RegisterForm numberId={number.id} /> : null}
      <LastLook number={number} mayManage={mayManage} />
    </section>
  );
}

function Hindrances({ health }: { health: NumberHealth }) {
  return health.hindrances.map((hindrance) => (
    <p
      className={`hindrance hindrance-${hindrance.sending}`}
      key={`${hindrance.entity} ${hindrance.code} ${hindrance.what}`}
    >
      <strong>{entityName(hindrance.entity)}</strong>{" "}
      <bdi>{hindrance.what || sendingName(hindrance.sending)}</bdi> <bdi>{hindrance.remedy}</bdi>
    </p>
  ));
}

/** When Meta was asked, and asking it now. */
function LastLook({ number, mayManage }: NumberHealthProps) {
  const look = useLook();
  const when = number.health?.looked_at;
  return (
    <>
      <div className="number-looked">
        {when
          ? i18n._("Meta was asked: {when}.", { when: fullTime(when) })
          : i18n._("Meta has not been asked yet.")}
        {mayManage ? (
          <Changes>
            <Button look="quiet" busy={look.isPending} onClick={() => look.mutate(number.id)}>
              {i18n._("Ask now")}
            </Button>
          </Changes>
        ) : null}
      </div>
      {look.error ? (
        <p className="field-error" role="alert">
          {look.error.message}
        </p>
      ) : null}
    </>
  );
}

function Facts({ health, quality }: { health: NumberHealth; quality: string | null }) {
  const facts: [string, string][] = [
    [i18n._("Sending"), sendingName(health.sending)],
    [i18n._("Quality"), qualityName(quality)],
    [i18n._("New customers in 24 hours"), limitName(health.limit)],
    [i18n._("Name"), nameStatus(health.name_status)],
  ];
  return (
    <dl className="health-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function sendingName(sending: NumberHealth["sending"]): string {
  const names: Record<NumberHealth["sending"], string> = {
    available: i18n._("Free"),
    limited: i18n._("Limited by Meta"),
    blocked: i18n._("Blocked by Meta"),
    unknown: i18n._("Not told"),
  };
  return names[sending];
}

function qualityName(quality: string | null): string {
  const names: Record<string, string> = {
    GREEN: i18n._("High"),
    YELLOW: i18n._("Medium: customers block or report you more often"),
    RED: i18n._("Low: Meta may limit this number soon"),
  };
  return names[quality ?? ""] ?? i18n._("Not rated yet");
}

/** Meta's tiers: TIER_250, TIER_2K, TIER_10K, TIER_100K, TIER_UNLIMITED. */
function limitName(limit: string): string {
  const size = limit.replace("TIER_", "").replace("K", ",000");
  if (size === "UNLIMITED") {
    return i18n._("No limit");
  }
  return /^\d/.test(size) ? size : i18n._("Not told");
}

function nameStatus(status: string): string {
  const names: Record<string, string> = {
    APPROVED: i18n._("Approved"),
    AVAILABLE_WITHOUT_REVIEW: i18n._("Approved"),
    PENDING_REVIEW: i18n._("In review"),
    DECLINED: i18n._("Declined: choose another name in Meta"),
    EXPIRED: i18n._("Expired: ask for it again in Meta"),
  };
  return names[status] ?? i18n._("Not told");
}

function entityName(entity: string): string {
  const names: Record<string, string> = {
    phone_number: i18n._("This number:"),
    waba: i18n._("WhatsApp account:"),
    business: i18n._("Business:"),
    app: i18n._("Meta app:"),
    message_template: i18n._("Template:"),
  };
  return names[entity] ?? "Meta:";
}
