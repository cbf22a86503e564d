import { i18n } from "../lib/i18n.ts";
import { headersFor, NoAnswer, refusal } from "./client.ts";
import type { Media } from "./types.ts";

const PATIENCE = 15 * 60_000;

/**
 * Uploads a file and tells how far it is, from 0 to 1: `fetch` cannot. Raises `Refusal` or
 * `NoAnswer`, as `call` does.
 */
export function uploadFile(file: File, onProgress: (share: number) => void): Promise<Media> {
  const form = new FormData();
  form.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new NoAnswer(i18n._("The server could not be reached.")));
    request.open("POST", "/api/v1/media");
    for (const [name, value] of Object.entries(headersFor("POST", form))) {
      request.setRequestHeader(name, value);
    }
    request.timeout = PATIENCE;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      onProgress(total > 0 ? loaded / total : 0);
    });
    for (const event of ["error", "timeout", "abort"]) {
      request.addEventListener(event, lost);
    }
    request.addEventListener("load", () => void answerOf(request).then(resolve, reject));
    request.send(form);
  });
}

async function answerOf(request: XMLHttpRequest): Promise<Media> {
  const headers = new Headers();
  for (const name of ["Content-Type", "Retry-After"]) {
    const value = request.getResponseHeader(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  const response = new Response(request.responseText, { status: request.status, headers });
  if (!response.ok) {
    throw await refusal(response);
  }
  try {
    return (await response.json()) as Media;
  } catch (cause) {
    throw new NoAnswer(i18n._("The answer was cut off."), { cause });
  }
}
