import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Owed, Subscription } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { usePaddlePage, useSubscriptionDeed } from "./queries.ts";
import { askedWords, planName, renewalWords } from "./words.ts";

interface SubscriptionCardProps {
  held: Subscription;
  owed: readonly Owed[];
}

/** What Paddle renews, and what may be done about it. */
export function SubscriptionCard({ held, owed }: SubscriptionCardProps) {
  const isWaiting = held.asked !== null || held.is_locked;
  return (
    <section className="card" aria-labelledby="billing-subscription">
      <h2 id="billing-subscription">{i18n._("Payments through Paddle")}</h2>
      <p>{renewalWords(held)}</p>
      {held.asked === null ? null : <p role="status">{askedWords(held.asked)}</p>}
      {held.is_locked ? (
        <p role="status">
          {i18n._(
            "Paddle renews this plan within half an hour and takes no change until that is done. Come back after it.",
          )}
        </p>
      ) : null}
      {held.state === "past_due" ? <PastDue /> : null}
      <div className="billing-deeds">
        <CardButton
          isOwed={held.state === "past_due"}
          isPaidAbove={owed.some(({ is_payable }) => is_payable)}
        />
        <PortalButton />
        {held.state === "paused" ? <ResumeButton isOff={isWaiting} /> : null}
        {held.change === null ? (
          <CancelButton held={held} isOff={isWaiting} />
        ) : (
          <KeepButton held={held} isOff={isWaiting} />
        )}
      </div>
      <p className="billing-charged">
        {i18n._(
          "The card is changed on the payment page, which loads nothing of Paddle before you press there. The portal is a page of Paddle: there your browser loads it and the companies that it works with, and they may keep cookies.",
        )}
      </p>
    </section>
  );
}

function PastDue() {
  return (
    <p role="alert">
      {i18n._(
        "The card was not charged. Everything goes on while Paddle tries again over the next weeks. Use another card to pay what is owed at once; after the last try the plan ends.",
      )}
    </p>
  );
}

function CardButton({ isOwed, isPaidAbove }: { isOwed: boolean; isPaidAbove: boolean }) {
  const page = usePaddlePage("card-links");
  return (
    <>
      <Button
        look={isOwed && !isPaidAbove ? "primary" : "plain"}
        icon="card"
        busy={page.isPending}
        onClick={() => page.mutate()}
      >
        {isOwed ? i18n._("Pay with another card") : i18n._("Use another card")}
      </Button>
      <FaultLine error={page.error} />
    </>
  );
}

function PortalButton() {
  const page = usePaddlePage("portal-links");
  return (
    <>
      <Button busy={page.isPending} onClick={() => page.mutate()}>
        {i18n._("Open Paddle's portal")}
      </Button>
      <FaultLine error={page.error} />
    </>
  );
}

function ResumeButton({ isOff }: { isOff: boolean }) {
  const resume = useSubscriptionDeed("resume");
  return (
    <>
      <Button
        look="primary"
        busy={resume.isPending}
        disabled={isOff}
        onClick={() => resume.mutate()}
      >
        {i18n._("Go on and pay a new period now")}
      </Button>
      <FaultLine error={resume.error} />
    </>
  );
}

function KeepButton({ held, isOff }: { held: Subscription; isOff: boolean }) {
  const keep = useSubscriptionDeed("keep");
  return (
    <>
      <Button look="primary" busy={keep.isPending} disabled={isOff} onClick={() => keep.mutate()}>
        {i18n._("Keep {plan}", { plan: planName(held.plan) })}
      </Button>
      <FaultLine error={keep.error} />
    </>
  );
}

function CancelButton({ held, isOff }: { held: Subscription; isOff: boolean }) {
  const [asking, setAsking] = useState(false);
  const plan = planName(held.plan);
  return (
    <>
      <Button look="danger" disabled={isOff} onClick={() => setAsking(true)}>
        {i18n._("Cancel {plan}", { plan })}
      </Button>
      {asking ? <CancelDialog held={held} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function CancelDialog({ held, onClose }: { held: Subscription; onClose(): void }) {
  const cancel = useSubscriptionDeed("cancel");
  const plan = planName(held.plan);
  const time = held.paid_until === null ? "" : dayAndTime(held.paid_until);
  return (
    <Dialog title={i18n._("Cancel {plan}?", { plan })} onClose={onClose}>
      <p>
        {held.paid_until === null
          ? i18n._("The plan ends at once, since nothing is paid ahead.")
          : i18n._("Everything goes on until {time}, and until then you can take this back.", {
              time,
            })}
      </p>
      <p>
        {i18n._(
          "After that messages still arrive and are kept as your settings say, and nothing is sent or changed. What is paid is not paid back.",
        )}
      </p>
      <FaultLine error={cancel.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep the plan")}</Button>
        <Button
          look="danger"
          busy={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onSuccess: onClose })}
        >
          {i18n._("Cancel the plan")}
        </Button>
      </div>
    </Dialog>
  );
}
