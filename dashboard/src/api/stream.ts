import { pageWorkspace } from "../lib/page.ts";
import { withQuery } from "./client.ts";

/** Where an element that loads its file piece by piece finds it: it can send no header. */
export function streamAddress(mediaId: string): string {
  return `/api/v1${withQuery(`/media/${mediaId}`, { workspace: pageWorkspace() })}`;
}
