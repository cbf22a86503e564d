import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callForFile } from "../../api/client.ts";
import { inboxKeys } from "./keys.ts";

/** An address under which the page may play or save a stored file; null until it is here. */
export function useFile(
  id: string,
  enabled: boolean,
): { address: string | null; failed: boolean; retry(): void } {
  return useImage(id, "full", enabled);
}

/** An address under which the page may show a stored image; null until it is here. */
export function useImage(
  id: string,
  size: "thumbnail" | "full",
  enabled: boolean,
): { address: string | null; failed: boolean; retry(): void } {
  const path = size === "full" ? `/media/${id}` : `/media/${id}/thumbnail`;
  const file: UseQueryResult<Blob> = useQuery({
    queryKey: inboxKeys.media(id, size),
    queryFn: ({ signal }) => callForFile(path, { signal }),
    enabled,
    gcTime: 120_000,
  });
  return {
    address: useAddress(file.data),
    failed: file.isError,
    retry: () => void file.refetch(),
  };
}

/** An object URL that lives as long as the component that shows it. */
export function useAddress(file: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (file === undefined) {
      return;
    }
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return address;
}
