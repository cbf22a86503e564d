import { i18n } from "../lib/i18n.ts";
import { isUnattended } from "../lib/last-input.ts";
import { csrfToken, pageBuild, pageWorkspace } from "../lib/page.ts";
import { heldBack, noteSignedOut, outdated } from "../lib/page-health.ts";
import type { Message } from "./types.ts";

const ROOT = "/api/v1";
const PATIENCE = 30_000;
/** Codes that say what must be done first; `next` of the answer says where. */
const HOLD_BACK = new Set(["second_factor_required", "password_change_required"]);

/** What the server said no with: RFC 9457, `detail` in the reader's language. */
export interface Problem {
  code: string;
  title: string;
  detail: string;
  status: number;
  errors: { loc: string; msg: string }[];
  unseen: Message[];
  retryAfter: number | null;
}

/** A problem as it arrives. `next`: the page where what is demanded is done. */
type Said = Partial<Problem> & { next?: string };

/** The server answered and refused. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

/** No answer came: whether the server did the deed is not known. Safe to try again. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

interface CallOptions {
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Milliseconds before a call without an answer counts as lost. */
  patience?: number;
  /** Lets the call outlive the page: for the last save of a draft. */
  keepalive?: boolean;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Calls the API and reads its JSON. Raises `Refusal` or `NoAnswer`, never anything else. */
export async function call<Answer>(
  method: Method,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  const response = await send(method, path, options);
  if (response.status === 204) {
    return undefined as Answer;
  }
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new NoAnswer(i18n._("The answer was cut off."), { cause });
  }
}

/** Fetches a file of the workspace. */
export async function callForFile(
  path: string,
  options: Pick<CallOptions, "signal" | "patience"> = {},
): Promise<Blob> {
  const response = await send("GET", path, options);
  try {
    return await response.blob();
  } catch (cause) {
    throw new NoAnswer(i18n._("The answer was cut off."), { cause });
  }
}

/** Writes query parameters, leaving out what is not set. */
export function withQuery(
  path: string,
  parameters: Record<string, string | number | null | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(options.patience ?? PATIENCE);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let response: Response;
  try {
    response = await fetch(`${ROOT}${path}`, {
      method,
      headers: headersFor(method, options.body),
      body: bodyFor(options.body),
      credentials: "same-origin",
      keepalive: options.keepalive ?? false,
      signal,
    });
  } catch (cause) {
    throw new NoAnswer(i18n._("The server could not be reached."), { cause });
  }
  noteBuild(response);
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/** What every call says of itself. */
export function headersFor(method: Method, body: unknown): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "ChatSync-Workspace": pageWorkspace(),
  };
  if (method !== "GET") {
    headers["X-CSRFToken"] = csrfToken();
  }
  if (isUnattended()) {
    headers["ChatSync-Background"] = "1";
  }
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
  }
  return headers;
}

function bodyFor(body: unknown): BodyInit | null {
  if (body === undefined) {
    return null;
  }
  return body instanceof FormData ? body : JSON.stringify(body);
}

function noteBuild(response: Response): void {
  const build = response.headers.get("ChatSync-Build");
  const own = pageBuild();
  if (build && own && build !== own) {
    outdated.set(true);
  }
}

/** An answer that is no success, as what to throw. */
export async function refusal(response: Response): Promise<Refusal | NoAnswer> {
  const said = await problemFrom(response);
  noteBarrier(response, said);
  if (said === null && response.status >= 500) {
    return new NoAnswer(i18n._("The server could not be reached."));
  }
  return new Refusal({
    code: said?.code ?? `http_${response.status}`,
    title: said?.title ?? "",
    detail: said?.detail ?? i18n._("The server refused this. Reload the page and try again."),
    status: response.status,
    errors: said?.errors ?? [],
    unseen: said?.unseen ?? [],
    retryAfter: secondsFrom(response.headers.get("Retry-After")),
  });
}

/** What keeps this person from everything, whatever was asked for, and not from this alone. */
function noteBarrier(response: Response, said: Said | null): void {
  if (response.status === 401) {
    noteSignedOut(response);
  }
  if (said?.next && HOLD_BACK.has(said.code ?? "")) {
    heldBack.set({ says: said.detail ?? "", page: said.next });
  }
}

async function problemFrom(response: Response): Promise<Said | null> {
  if (!response.headers.get("Content-Type")?.includes("json")) {
    return null;
  }
  return (await response.json().catch(() => null)) as Said | null;
}

function secondsFrom(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds : null;
}
