import { useState } from "react";
import { streamAddress } from "../../api/stream.ts";
import type { Media } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { fileSize } from "./file-size.ts";
import { NotHere } from "./files.tsx";
import { pictureBox } from "./picture.tsx";

/** A film, played where it stands: its first picture and length come before the rest of it. */
export function FilmInThread({ media }: { media: Media }) {
  const [failures, setFailures] = useState(0);
  const [failed, setFailed] = useState(false);
  const [length, setLength] = useState<number | null>(null);
  const words = i18n._("Video");
  if (media.state !== "stored") {
    return <NotHere media={media} words={words} />;
  }
  const facts = [length === null ? null : minutes(length), fileSize(media.size)];
  return (
    <figure className="film-box">
      {/* biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for a customer's film */}
      <video
        key={failures}
        className="film"
        style={pictureBox(media.width, media.height)}
        controls
        playsInline
        preload="metadata"
        src={streamAddress(media.id)}
        aria-label={words}
        onLoadedMetadata={({ currentTarget }) => setLength(currentTarget.duration)}
        onError={() => setFailed(true)}
      />
      {failed ? (
        <figcaption className="film-facts" role="status">
          {i18n._("It could not be loaded. Try again.")}{" "}
          <Button
            onClick={() => {
              setFailed(false);
              setFailures(failures + 1);
            }}
          >
            {i18n._("Try again")}
          </Button>
        </figcaption>
      ) : (
        <figcaption className="film-facts digits" dir="ltr">
          {facts.filter(Boolean).join(" · ")}
        </figcaption>
      )}
    </figure>
  );
}

/** "1:05": minutes and seconds. */
function minutes(seconds: number): string | null {
  if (!Number.isFinite(seconds)) {
    return null;
  }
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
