import { callForFile } from "./client.ts";

const ENDINGS: Record<string, string> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/** Fetches a file and hands it to the browser to keep; a name without ending gets that of its type. */
export async function saveFile(path: string, name: string, patience?: number): Promise<void> {
  const file = await callForFile(path, patience === undefined ? {} : { patience });
  const ending = name.includes(".") ? undefined : ENDINGS[file.type];
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = ending === undefined ? name : `${name}.${ending}`;
  link.click();
  URL.revokeObjectURL(address);
}
