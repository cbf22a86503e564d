import { type ChangeEvent, useRef, useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Bank, Transfer } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useReceiptFile, useSendReceipt, useWithdrawTransfer } from "./transfer-queries.ts";
import { transferFor } from "./transfer-words.ts";
import { rupees } from "./words.ts";

interface TransferCardProps {
  transfer: Transfer;
  bank: Bank;
}

/** The bank transfer that is awaited: where the money goes, its reference, and its receipt. */
export function TransferCard({ transfer, bank }: TransferCardProps) {
  return (
    <section className="card" aria-labelledby="billing-transfer">
      <h2 id="billing-transfer">{i18n._("Bank transfer")}</h2>
      <p>
        {transferFor(transfer)}
        {": "}
        <strong>{rupees(transfer)}</strong>
      </p>
      <StateWords transfer={transfer} />
      <div className="billing-account">
        <CopyField
          iconOnly
          label={i18n._("Reference, to be written on it")}
          value={transfer.reference}
        />
        <CopyField iconOnly label={i18n._("Amount in rupees")} value={String(transfer.rupees)} />
        <CopyField iconOnly label={i18n._("Account of")} value={bank.title} />
        <CopyField iconOnly label={i18n._("Bank")} value={bank.name} />
        <CopyField iconOnly label={i18n._("IBAN")} value={bank.iban} />
      </div>
      <Deeds transfer={transfer} />
    </section>
  );
}

function StateWords({ transfer }: { transfer: Transfer }) {
  if (transfer.state === "received") {
    return (
      <p role="status">
        {i18n._(
          "The receipt is here. The plan changes as soon as the operator has found the money. You will get a mail.",
        )}
      </p>
    );
  }
  if (transfer.refusal !== "") {
    return (
      <p role="alert" className="billing-refusal">
        {i18n._("The operator sent the receipt back:")} <bdi>{transfer.refusal}</bdi>{" "}
        {i18n._("Send another one.")}
      </p>
    );
  }
  return (
    <p>
      {i18n._(
        "Transfer the amount to this account, write the reference on it, and send the receipt here: a photo or the bank's PDF, up to 4 MB.",
      )}
    </p>
  );
}

function Deeds({ transfer }: { transfer: Transfer }) {
  const send = useSendReceipt(transfer);
  const file = useReceiptFile(transfer);
  const input = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);

  function chosen(event: ChangeEvent<HTMLInputElement>) {
    const [first] = event.currentTarget.files ?? [];
    if (first !== undefined) {
      send.mutate(first);
    }
    // So that the same file can be chosen once more.
    event.currentTarget.value = "";
  }

  return (
    <>
      <FaultLine error={send.error ?? file.error} />
      <div className="billing-deeds">
        <input
          ref={input}
          type="file"
          hidden
          accept="image/jpeg,image/png,image/webp,application/pdf"
          onChange={chosen}
        />
        <Button
          look={transfer.has_receipt ? "plain" : "primary"}
          busy={send.isPending}
          onClick={() => input.current?.click()}
        >
          {transfer.has_receipt ? i18n._("Send another receipt") : i18n._("Send the receipt")}
        </Button>
        {transfer.has_receipt ? (
          <Button busy={file.isPending} onClick={() => file.mutate()}>
            {i18n._("Save a copy of the receipt")}
          </Button>
        ) : null}
        <Button onClick={() => setAsking(true)}>{i18n._("Give it up")}</Button>
      </div>
      {asking ? <GiveUpDialog transfer={transfer} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function GiveUpDialog({ transfer, onClose }: { transfer: Transfer; onClose(): void }) {
  const withdraw = useWithdrawTransfer(transfer);
  return (
    <Dialog title={i18n._("Give the bank transfer up?")} onClose={onClose}>
      <p>
        {i18n._(
          "The reference is no longer looked for, and a receipt is deleted. Do not do this when the money is on its way.",
        )}
      </p>
      <FaultLine error={withdraw.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep it")}</Button>
        <Button
          look="primary"
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate(undefined, { onSuccess: onClose })}
        >
          {i18n._("Give it up")}
        </Button>
      </div>
    </Dialog>
  );
}
