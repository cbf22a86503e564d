import { call } from "../api/client.ts";
import type { Attending, Push } from "../api/pushes.ts";
import { accessLost, heldBack, signedOut, signingOut } from "../lib/page-health.ts";
import { createSignal, type Signal } from "../lib/signal.ts";
import { attending, watchAttending } from "./attending.ts";
import { backoff } from "./backoff.ts";
import { type Position, readFrame } from "./frames.ts";
import { poll } from "./long-poll.ts";
import { whereabouts } from "./whereabouts.ts";

/** `live` over the socket, `polling` the slow way, `connecting` at first, `reconnecting` later. */
export type ConnectionState = "connecting" | "live" | "reconnecting" | "polling" | "stopped";

export interface LiveOptions extends Position {
  workspace: string;
  onPushes(pushes: Push[]): void;
  /** Something was missed or is not understood: ask the server for everything again. */
  onMissed(): void;
}

const SILENCE = 45_000;
const FAILURES_BEFORE_POLLING = 3;
const SESSION_ENDED = 4401;
const NOT_A_MEMBER = 4403;

/** A session counts no more: it ended, or something must be done first, which the API says. */
async function tellWhy(): Promise<void> {
  if (signingOut.get()) {
    return;
  }
  await call("GET", "/me").catch(() => undefined);
  if (heldBack.get() === null) {
    signedOut.set(true);
  }
}

/** The one connection of a page: socket first, long poll where sockets fail. */
export class LiveConnection {
  readonly state: Signal<ConnectionState> = createSignal<ConnectionState>("connecting");
  readonly #options: LiveOptions;
  #position: Position;
  #socket: WebSocket | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #polling: AbortController | null = null;
  #unwatch: (() => void)[] = [];

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#position = { seq: options.seq, epoch: options.epoch };
  }

  start(): void {
    addEventListener("online", this.#hurry);
    document.addEventListener("visibilitychange", this.#hurry);
    this.#unwatch = [
      watchAttending(),
      whereabouts.subscribe(this.#say),
      attending.subscribe(this.#sayAttending),
    ];
    this.#connect();
  }

  stop(): void {
    removeEventListener("online", this.#hurry);
    document.removeEventListener("visibilitychange", this.#hurry);
    for (const end of this.#unwatch.splice(0)) {
      end();
    }
    clearTimeout(this.#retry);
    this.#stopPolling();
    this.#dropSocket();
    this.state.set("stopped");
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#dropSocket();
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    this.#listenForSilence();
    socket.addEventListener("message", (event) => {
      if (socket === this.#socket) {
        this.#heard(String(event.data));
      }
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.#socket) {
        this.#lost(event.code);
      }
    });
  }

  #address(): string {
    const query = new URLSearchParams({
      workspace: this.#options.workspace,
      since: String(this.#position.seq),
      epoch: this.#position.epoch,
    });
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    return `${scheme}://${location.host}/ws?${query}`;
  }

  #heard(text: string): void {
    this.#listenForSilence();
    const frame = JSON.parse(text) as { type: string };
    if (frame.type === "ping") {
      this.#socket?.send('{"type":"pong"}');
    }
    if (frame.type === "hello") {
      this.#failures = 0;
      this.#stopPolling();
      this.state.set("live");
      if (whereabouts.get().conversation_id !== null) {
        this.#say();
      }
      if (!attending.get()) {
        this.#sayAttending();
      }
    }
    this.#take([frame]);
  }

  /** Said once the server listens, and again to the next server after a cut. */
  readonly #say = (): void => {
    if (this.state.get() === "live") {
      this.#socket?.send(JSON.stringify(whereabouts.get()));
    }
  };

  readonly #sayAttending = (): void => {
    if (this.state.get() === "live") {
      const said: Attending = { type: "attending", attending: attending.get() };
      this.#socket?.send(JSON.stringify(said));
    }
  };

  #take(frames: { type: string }[]): void {
    let missed = false;
    const pushes: Push[] = [];
    for (const frame of frames) {
      const reading = readFrame(this.#position, frame);
      this.#position = reading.position;
      missed ||= reading.missed;
      pushes.push(...reading.pushes);
    }
    if (pushes.length > 0) {
      this.#options.onPushes(pushes);
    }
    if (missed) {
      this.#options.onMissed();
    }
  }

  #lost(code: number): void {
    this.#dropSocket();
    if (code === SESSION_ENDED) {
      this.stop();
      void tellWhy();
      return;
    }
    if (code === NOT_A_MEMBER) {
      accessLost.set(true);
      this.stop();
      return;
    }
    this.#failures += 1;
    if (this.#failures >= FAILURES_BEFORE_POLLING) {
      this.#startPolling();
    }
    if (this.state.get() !== "polling") {
      this.state.set("reconnecting");
    }
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#failures));
  }

  #startPolling(): void {
    if (this.#polling !== null) {
      return;
    }
    const polling = new AbortController();
    this.#polling = polling;
    const listener = {
      position: () => this.#position,
      onBegun: () => this.state.set("polling"),
      onFrames: (frames: { type: string }[]) => this.#take(frames),
      onEnd: () => this.stop(),
    };
    void poll(listener, polling.signal).then(() => {
      if (this.#polling === polling) {
        this.#polling = null;
      }
    });
  }

  #stopPolling(): void {
    this.#polling?.abort();
    this.#polling = null;
  }

  /** A cut cable closes nothing: silence is how it is noticed. */
  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(0), SILENCE);
  }

  #dropSocket(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** Back online or in view: do not wait for the next attempt. */
  readonly #hurry = (): void => {
    const waiting = this.#socket === null && this.state.get() !== "stopped";
    if (waiting && document.visibilityState !== "hidden") {
      this.#connect();
    }
  };
}
