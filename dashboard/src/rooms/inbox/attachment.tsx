import { useRef } from "react";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ACCEPTED, kindOfFile } from "./file-kinds.ts";
import { fileSize } from "./file-size.ts";
import { useAddress } from "./media-queries.ts";

interface AttachProps {
  disabled: boolean;
  onPick(file: File | undefined): void;
}

export function AttachButton({ disabled, onPick }: AttachProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={i18n._("File to send")}
        onChange={(event) => {
          onPick(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button
        look="quiet"
        icon="image"
        iconOnly
        disabled={disabled}
        title={i18n._("Attach a photo or file")}
        onClick={() => input.current?.click()}
      >
        {i18n._("Attach a photo or file")}
      </Button>
    </>
  );
}

/** The file that the next press of Send takes along. */
export function PickedFile({ file, onDrop }: { file: File; onDrop(): void }) {
  const kind = kindOfFile(file);
  return (
    <div className="picked">
      {kind === "image" ? <SmallPicture file={file} /> : <Icon name="file" size={24} />}
      {kind === "audio" ? <Preview file={file} /> : null}
      <bdi className="truncate">{file.name}</bdi>
      <bdi className="file-note">{fileSize(file.size)}</bdi>
      <Button look="quiet" icon="close" iconOnly onClick={onDrop}>
        {i18n._("Remove the file")}
      </Button>
    </div>
  );
}

function SmallPicture({ file }: { file: File }) {
  const address = useAddress(file);
  return address ? <img src={address} alt="" width={48} height={48} /> : null;
}

function Preview({ file }: { file: File }) {
  const address = useAddress(file);
  return address ? (
    // biome-ignore lint/a11y/useMediaCaption: the writer's own voice, a moment ago
    <audio className="sound" controls src={address} aria-label={i18n._("Listen before you send")} />
  ) : null;
}
