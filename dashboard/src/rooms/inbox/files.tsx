import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Media } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { fileSize } from "./file-size.ts";
import { useFile, useImage } from "./media-queries.ts";
import { kindWords } from "./message-words.ts";
import "./files.css";

const STICKER_SIDE = 128;

/** A voice note or another sound: loaded when it is played. */
export function SoundInThread({ media, voice }: { media: Media; voice: boolean }) {
  const words = voice ? i18n._("Voice message") : i18n._("Sound");
  return (
    <Playable media={media} words={words}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for a customer's voice */}
      {(address) => <audio className="sound" controls autoPlay src={address} aria-label={words} />}
    </Playable>
  );
}

interface PlayableProps {
  media: Media;
  words: string;
  children(address: string): ReactNode;
}

function Playable({ media, words, children }: PlayableProps) {
  const [wanted, setWanted] = useState(false);
  const file = useFile(media.id, wanted && media.state === "stored");
  if (media.state !== "stored") {
    return <NotHere media={media} words={words} />;
  }
  if (file.address !== null) {
    return children(file.address);
  }
  return (
    <div className="file">
      <Button
        icon="play"
        iconOnly
        busy={wanted && !file.failed}
        onClick={() => (file.failed ? file.retry() : setWanted(true))}
      >
        {i18n._("Play: {words}", { words })}
      </Button>
      <FileWords
        name={words}
        note={file.failed ? i18n._("It could not be loaded. Try again.") : fileSize(media.size)}
      />
    </div>
  );
}

/** A document: its name and size, and a button that saves it. It is never opened here. */
export function DocumentInThread({ media }: { media: Media }) {
  const [wanted, setWanted] = useState(false);
  const name = media.file_name || i18n._("Document");
  const file = useFile(media.id, wanted && media.state === "stored");
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (wanted && file.address !== null) {
      link.current?.click();
      setWanted(false);
    }
  }, [wanted, file.address]);
  if (media.state !== "stored") {
    return <NotHere media={media} words={name} />;
  }
  return (
    <div className="file">
      <Icon name="file" size={24} />
      <FileWords
        name={name}
        note={file.failed ? i18n._("It could not be loaded. Try again.") : fileSize(media.size)}
      />
      <Button
        icon="down"
        iconOnly
        busy={wanted && !file.failed}
        onClick={() => (file.failed ? file.retry() : setWanted(true))}
      >
        {i18n._("Save {name}", { name })}
      </Button>
      {file.address === null ? null : (
        <a ref={link} hidden href={file.address} download={name}>
          {name}
        </a>
      )}
    </div>
  );
}

export function StickerInThread({ media }: { media: Media }) {
  const picture = useImage(media.id, "full", media.state === "stored");
  if (picture.address === null) {
    return <NotHere media={media} words={i18n._("Sticker")} />;
  }
  return (
    <img
      className="sticker"
      src={picture.address}
      alt={i18n._("Sticker")}
      width={STICKER_SIDE}
      height={STICKER_SIDE}
    />
  );
}

/** A file that is not here: on its way, refused, or gone, with the reason. */
export function NotHere({ media, words }: { media: Media; words: string }) {
  return (
    <div className="file">
      <Icon name={media.state === "waiting" ? "clock" : "file"} size={24} />
      <FileWords name={words} note={notHereWords(media)} />
    </div>
  );
}

function notHereWords(media: Media): string {
  switch (media.state) {
    case "waiting":
      return i18n._("On its way…");
    case "failed":
      return media.reason ?? i18n._("WhatsApp did not hand it over.");
    case "expired":
      return media.reason ?? i18n._("It was deleted when its time to keep was over.");
    case "stored":
      return "";
  }
}

function FileWords({ name, note }: { name: string; note: string }) {
  return (
    <span className="file-words">
      <bdi className="file-name">{name}</bdi>
      <bdi className="file-note">{note}</bdi>
    </span>
  );
}

/** A file that is being sent, as the sender sees it. */
export function FileOnItsWay({ file, kind }: { file: File; kind: string }) {
  return (
    <div className="file">
      <Icon name={kind === "document" ? "file" : "play"} size={24} />
      <FileWords
        name={kind === "document" ? file.name : kindWords(kind)}
        note={fileSize(file.size)}
      />
    </div>
  );
}
