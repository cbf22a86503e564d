import { useRef } from "react";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useAddress } from "./media-queries.ts";

const TYPES = ["image/jpeg", "image/png"];
/** WhatsApp's own limit of an image. */
const LARGEST = 5 * 1024 * 1024;

/** Why a file cannot be sent, or null when it can. */
export function refusalOfFile(file: { type: string; size: number }): string | null {
  if (!TYPES.includes(file.type)) {
    return i18n._("Only JPEG and PNG photos can be sent. Choose another file.");
  }
  if (file.size > LARGEST) {
    return i18n._("This photo is larger than 5 MB. Make it smaller and try again.");
  }
  return null;
}

interface AttachProps {
  disabled: boolean;
  onPick(file: File): void;
}

export function AttachButton({ disabled, onPick }: AttachProps) {
  const input = useRef<HTMLInputElement>(null);
  function pick(file: File | undefined) {
    if (file === undefined) {
      return;
    }
    const refusal = refusalOfFile(file);
    if (refusal === null) {
      onPick(file);
    } else {
      showToast(refusal);
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={TYPES.join(",")}
        aria-label={i18n._("Photo to send")}
        onChange={(event) => {
          pick(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button
        look="quiet"
        icon="image"
        iconOnly
        disabled={disabled}
        title={i18n._("Attach a photo")}
        onClick={() => input.current?.click()}
      >
        {i18n._("Attach a photo")}
      </Button>
    </>
  );
}

export function PickedImage({ file, onDrop }: { file: File; onDrop(): void }) {
  const address = useAddress(file);
  return (
    <div className="picked">
      {address ? <img src={address} alt="" width={48} height={48} /> : null}
      <bdi className="truncate">{file.name}</bdi>
      <Button look="quiet" icon="close" iconOnly onClick={onDrop}>
        {i18n._("Remove the photo")}
      </Button>
    </div>
  );
}
