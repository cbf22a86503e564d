import { useState } from "react";
import type { Media } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useImage } from "./media-queries.ts";
import "./picture.css";

const WIDEST = 320;
const TALLEST = 320;

/** The size a picture takes before it has come, so that nothing moves when it does. */
export function pictureBox(width: number | null, height: number | null) {
  if (!width || !height) {
    return { width: 240, height: 180 };
  }
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return {
    width: Math.max(80, Math.round(width * scale)),
    height: Math.max(60, Math.round(height * scale)),
  };
}

export function PictureInThread({ media }: { media: Media }) {
  const [open, setOpen] = useState(false);
  const stored = media.state === "stored";
  const picture = useImage(media.id, media.thumbnail ? "thumbnail" : "full", stored);
  // Kept as it was first drawn: the real size, known later, would move the messages around it.
  const [box] = useState(() => pictureBox(media.width, media.height));
  const words = media.caption ?? i18n._("Photo");
  if (picture.address === null) {
    return (
      <div className="picture picture-blank" style={box}>
        <span>{picture.failed ? i18n._("The photo could not be loaded.") : stateWords(media)}</span>
        {picture.failed ? <Button onClick={picture.retry}>{i18n._("Try again")}</Button> : null}
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className="picture"
        style={box}
        onClick={() => setOpen(true)}
        aria-label={i18n._("Open photo: {words}", { words })}
      >
        <img src={picture.address} alt={words} width={box.width} height={box.height} />
      </button>
      {open ? <PictureDialog media={media} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PictureDialog({ media, onClose }: { media: Media; onClose(): void }) {
  const picture = useImage(media.id, "full", true);
  return (
    <Dialog title={media.caption ?? i18n._("Photo")} onClose={onClose} wide>
      {picture.address ? (
        <img
          className="picture-full"
          src={picture.address}
          alt={media.caption ?? i18n._("Photo")}
        />
      ) : (
        <p className="picture-blank">
          {picture.failed ? i18n._("The photo could not be loaded.") : i18n._("Loading…")}
        </p>
      )}
    </Dialog>
  );
}

function stateWords(media: Media): string {
  switch (media.state) {
    case "waiting":
      return i18n._("Photo is on its way…");
    case "failed":
      return media.reason ?? i18n._("WhatsApp did not hand the photo over.");
    case "expired":
      return media.reason ?? i18n._("This photo was deleted when its time to keep was over.");
    case "stored":
      return "";
  }
}
