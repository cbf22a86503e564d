import { i18n } from "../../lib/i18n.ts";

export type FileKind = "image" | "video" | "audio" | "document";

const MEGABYTE = 1024 * 1024;
/** WhatsApp's own limits, in bytes. */
const LARGEST: Record<FileKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
};
const ENDINGS: Record<FileKind, string[]> = {
  image: ["jpg", "jpeg", "png"],
  video: ["mp4", "3gp"],
  audio: ["ogg", "opus", "mp3", "m4a", "aac", "amr"],
  document: ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv"],
};
const TYPES: Record<string, FileKind> = {
  "image/jpeg": "image",
  "image/png": "image",
  "video/mp4": "video",
  "video/3gpp": "video",
  "audio/ogg": "audio",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/x-m4a": "audio",
  "audio/aac": "audio",
  "audio/amr": "audio",
};

/** What the file chooser offers. */
export const ACCEPTED = Object.values(ENDINGS)
  .flat()
  .map((ending) => `.${ending}`)
  .join(",");

/** What the file chooser offers for one kind. */
export function acceptedAs(kind: string): string {
  const endings = ENDINGS[kind as FileKind] ?? [];
  return endings.map((ending) => `.${ending}`).join(",");
}

type Named = Pick<File, "name" | "type" | "size">;

/** As what a file would be sent; null for what WhatsApp does not take. The server looks inside. */
export function kindOfFile(file: Named): FileKind | null {
  const kind = TYPES[file.type.split(";")[0] ?? ""];
  if (kind !== undefined) {
    return kind;
  }
  const ending = file.name.split(".").pop()?.toLowerCase() ?? "";
  return ENDINGS.document.includes(ending) ? "document" : null;
}

/** Why a file cannot be sent, or null when it can. */
export function refusalOfFile(file: Named): string | null {
  const kind = kindOfFile(file);
  if (kind === null) {
    return i18n._(
      "WhatsApp does not take this kind of file. Send a JPEG or PNG photo, an MP4 video, MP3, M4A or Ogg sound, a PDF, an Office file or plain text.",
    );
  }
  const largest = LARGEST[kind];
  if (file.size > largest) {
    return i18n._("WhatsApp takes files of this kind up to {megabytes} MB. Choose a smaller one.", {
      megabytes: largest / MEGABYTE,
    });
  }
  return file.size === 0 ? i18n._("This file is empty. Choose another one.") : null;
}
