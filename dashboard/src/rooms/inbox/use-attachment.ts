import { type ClipboardEvent, type DragEvent, useState } from "react";
import { showToast } from "../../ui/toast.tsx";
import { refusalOfFile } from "./file-kinds.ts";

/** The file beside a reply: chosen, pasted, dropped or recorded. */
export function useAttachment(disabled: boolean) {
  const [file, setFile] = useState<File | null>(null);

  function pick(chosen: File | undefined) {
    if (chosen === undefined || disabled) {
      return;
    }
    const refusal = refusalOfFile(chosen);
    if (refusal === null) {
      setFile(chosen);
    } else {
      showToast(refusal);
    }
  }

  return {
    file,
    pick,
    remove: () => setFile(null),
    /** For the element on which files may be dropped or pasted. */
    landing: {
      onPaste(event: ClipboardEvent) {
        const pasted = event.clipboardData.files[0];
        if (pasted !== undefined) {
          event.preventDefault();
          pick(pasted);
        }
      },
      onDragOver(event: DragEvent) {
        if (event.dataTransfer.types.includes("Files")) {
          event.preventDefault();
        }
      },
      onDrop(event: DragEvent) {
        const dropped = event.dataTransfer.files[0];
        if (dropped !== undefined) {
          event.preventDefault();
          pick(dropped);
        }
      },
    },
  };
}
