import { call, withQuery } from "../api/client.ts";
import { mayRetry } from "../api/failures.ts";
import { backoff } from "./backoff.ts";
import type { Position } from "./frames.ts";

const WAIT = 25;

interface Answer {
  epoch: string;
  seq: number;
  events: { type: string }[];
  reset: boolean;
}

interface Listener {
  position(): Position;
  onFrames(frames: { type: string }[]): void;
}

/** Asks for events again and again until the signal ends it. The way round a blocked socket. */
export async function poll(listener: Listener, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const frames = await ask(listener.position(), signal);
      failures = 0;
      if (!signal.aborted) {
        listener.onFrames(frames);
      }
    } catch (error) {
      if (signal.aborted || !mayRetry(error)) {
        return;
      }
      failures += 1;
      await pause(backoff(failures), signal);
    }
  }
}

async function ask(position: Position, signal: AbortSignal): Promise<{ type: string }[]> {
  const path = withQuery("/events", { since: position.seq, epoch: position.epoch, wait: WAIT });
  const answer = await call<Answer>("GET", path, { signal, patience: (WAIT + 20) * 1_000 });
  const end = { type: "reset", seq: answer.seq, epoch: answer.epoch };
  if (answer.reset || answer.epoch !== position.epoch) {
    return [end];
  }
  return answer.events;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
