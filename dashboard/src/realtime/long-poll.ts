import { call, withQuery } from "../api/client.ts";
import { mayRetry, refusalCode } from "../api/failures.ts";
import { accessLost, heldBack, signedOut } from "../lib/page-health.ts";
import { attending } from "./attending.ts";
import { backoff } from "./backoff.ts";
import type { Position } from "./frames.ts";

const WAIT = 25;

interface Answer {
  epoch: string;
  seq: number;
  events: { type: string }[];
  reset: boolean;
  /** Stands for what the member may see and do: another one, and the answer is a reset. */
  rights: string;
}

interface Listener {
  position(): Position;
  /** The first answer is there: from now on changes of rights are heard too. */
  onBegun(): void;
  onFrames(frames: { type: string }[]): void;
  /** The session or the seat is gone. */
  onEnd(): void;
}

/** Asks for events again and again until the signal ends it. The way round a blocked socket. */
export async function poll(listener: Listener, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let rights = "";
  while (!signal.aborted) {
    try {
      rights = await askOnce(listener, rights, signal);
      failures = 0;
    } catch (error) {
      if (signal.aborted || !mayRetry(error)) {
        endedBy(error, listener, signal);
        return;
      }
      failures += 1;
      await pause(backoff(failures), signal);
    }
  }
}

/** Passes on what one answer tells; returns the rights that it was given for. */
async function askOnce(listener: Listener, rights: string, signal: AbortSignal): Promise<string> {
  const position = listener.position();
  const answer = await ask(position, rights, signal);
  if (!signal.aborted) {
    listener.onFrames(framesOf(answer, position));
    if (rights === "") {
      listener.onBegun();
    }
  }
  return answer.rights;
}

/** As a socket's close code would say it. The call itself has noted an ended session. */
function endedBy(error: unknown, listener: Listener, signal: AbortSignal): void {
  if (signal.aborted) {
    return;
  }
  if (refusalCode(error) === "not_found") {
    accessLost.set(true);
  }
  if (accessLost.get() || signedOut.get() || heldBack.get()) {
    listener.onEnd();
  }
}

/** The first question is not held: its answer names the rights from which changes are told. */
function ask({ seq, epoch }: Position, rights: string, signal: AbortSignal): Promise<Answer> {
  const wait = rights === "" ? 0 : WAIT;
  const here = attending.get() ? undefined : "false";
  const path = withQuery("/events", { since: seq, epoch, rights, wait, attending: here });
  return call<Answer>("GET", path, { signal, patience: (WAIT + 20) * 1_000 });
}

function framesOf(answer: Answer, position: Position): { type: string }[] {
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
