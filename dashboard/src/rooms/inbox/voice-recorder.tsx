import { useEffect, useState } from "react";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useRecorder } from "./use-recorder.ts";

const SECOND = 1000;

interface RecorderProps {
  disabled: boolean;
  onDone(file: File): void;
}

/** Records a voice note; the microphone is open between the two presses and never else. */
export function VoiceRecorder({ disabled, onDone }: RecorderProps) {
  const { startedAt, start, finish, cancel } = useRecorder(onDone);
  if (startedAt === null) {
    return (
      <Button
        look="quiet"
        icon="mic"
        iconOnly
        disabled={disabled}
        title={i18n._("Record a voice message")}
        onClick={() => void start()}
      >
        {i18n._("Record a voice message")}
      </Button>
    );
  }
  return (
    <span className="recording">
      <Elapsed since={startedAt} />
      <Button icon="stop" onClick={finish}>
        {i18n._("Stop recording")}
      </Button>
      <Button look="quiet" icon="close" iconOnly onClick={cancel}>
        {i18n._("Throw the recording away")}
      </Button>
    </span>
  );
}

function Elapsed({ since }: { since: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - since) / SECOND)), SECOND);
    return () => clearInterval(timer);
  }, [since]);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span className="recording-time digits" role="timer" aria-label={i18n._("Recording")}>
      {clock}
    </span>
  );
}
