import { useFrozen } from "./changes.tsx";
import { showToast } from "./toast.tsx";

/** Lets a key's deed run, or says why not. */
export function useUnlessFrozen(): (deed: () => void) => () => void {
  const reason = useFrozen();
  return (deed) => (reason === null ? deed : () => showToast(reason));
}
