import { i18n } from "../../lib/i18n.ts";

/** What to do at the provider that answers this number today. Chats there do not come along. */
export function LeavingGuide() {
  const steps = [
    i18n._(
      "Ask your provider which WhatsApp Business Account your number is in. If it is yours, give your own Meta app access to it; nothing else has to move.",
    ),
    i18n._(
      "If the account is theirs, have them switch off two-step verification of the number, and keep the number in use until the last step.",
    ),
    i18n._(
      "In WhatsApp Manager of your own business choose Add phone number, enter the number and confirm the code from the call or SMS. Name, quality and limits come along; templates are copied by Meta and reviewed again.",
    ),
    i18n._(
      "Come back here, choose your own Meta app or that of this installation, and connect the number. From then on messages arrive here and no longer there.",
    ),
  ];
  return (
    <>
      <p>{i18n._("Messages that you have at the other provider stay there: export them first.")}</p>
      <ol className="guide-words">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}
