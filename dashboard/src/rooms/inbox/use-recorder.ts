import { useEffect, useRef, useState } from "react";
import { i18n } from "../../lib/i18n.ts";
import { writeOgg } from "../../lib/ogg.ts";
import { readWebm } from "../../lib/webm.ts";
import { showToast } from "../../ui/toast.tsx";

const WEBM = "audio/webm;codecs=opus";

/**
 * What browsers record, the best first: Firefox as WhatsApp takes it, Chrome the same sound in
 * another container, Safari a sound file.
 */
const FORMATS = [
  { type: "audio/ogg;codecs=opus", name: "voice.ogg" },
  { type: WEBM, name: "voice.ogg" },
  { type: "audio/mp4;codecs=mp4a.40.2", name: "voice.m4a" },
];
const LONGEST = 10 * 60_000;
const BITS_PER_SECOND = 32_000;

/** The format in which this browser can record for WhatsApp, if there is one. */
function recordingFormat() {
  if (typeof MediaRecorder === "undefined" || !navigator.mediaDevices) {
    return null;
  }
  return FORMATS.find(({ type }) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** Records a voice note. The microphone is open only while `startedAt` is set. */
export function useRecorder(onDone: (file: File) => void) {
  const recorder = useRef<MediaRecorder | null>(null);
  const kept = useRef(true);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  useEffect(
    () => () => {
      kept.current = false;
      stop(recorder.current);
    },
    [],
  );

  function end(keep: boolean) {
    kept.current = keep;
    stop(recorder.current);
    recorder.current = null;
    setStartedAt(null);
  }

  async function start() {
    const format = recordingFormat();
    if (format === null) {
      showToast(
        i18n._(
          "This browser cannot record in a format that WhatsApp takes. Use Firefox, or attach a sound file.",
        ),
      );
      return;
    }
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    } catch {
      showToast(i18n._("The microphone is not available. Allow it in the browser's settings."));
      return;
    }
    record(stream, format);
  }

  function record(stream: MediaStream, format: { type: string; name: string }) {
    const parts: Blob[] = [];
    const made = new MediaRecorder(stream, {
      mimeType: format.type,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    made.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const limit = setTimeout(() => end(true), LONGEST);
    made.addEventListener("stop", () => {
      clearTimeout(limit);
      for (const track of stream.getTracks()) {
        track.stop();
      }
      if (kept.current) {
        void fileOf(parts, format).then((file) =>
          file ? onDone(file) : showToast(i18n._("The recording is empty. Record it again.")),
        );
      }
    });
    recorder.current = made;
    kept.current = true;
    made.start();
    setStartedAt(Date.now());
  }

  return { startedAt, start, finish: () => end(true), cancel: () => end(false) };
}

/** The recording as a file that WhatsApp takes; null when nothing was heard. */
async function fileOf(parts: Blob[], format: { type: string; name: string }): Promise<File | null> {
  if (format.type !== WEBM) {
    return new File(parts, format.name, { type: format.type.split(";")[0] ?? "" });
  }
  const recording = readWebm(new Uint8Array(await new Blob(parts).arrayBuffer()));
  return recording && new File([writeOgg(recording)], format.name, { type: "audio/ogg" });
}

function stop(recorder: MediaRecorder | null): void {
  if (recorder?.state === "recording") {
    recorder.stop();
  }
}
