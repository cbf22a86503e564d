import { useEffect } from "react";
import { createSignal, useSignal } from "../lib/signal.ts";
import { Button } from "./button.tsx";
import "./toast.css";

interface Action {
  label: string;
  run(): void;
}

interface Toast {
  id: number;
  text: string;
  actions: Action[];
}

/** Long enough to read and to undo. */
const LIFE = 6_000;
const toasts = createSignal<Toast[]>([]);
let last = 0;

/** Says one line for six seconds, with what can be done next: two things at most, for a phone's width. */
export function showToast(text: string, ...actions: Action[]): void {
  last += 1;
  toasts.set([...toasts.get().slice(-2), { id: last, text, actions }]);
}

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

export function Toasts() {
  const shown = useSignal(toasts);
  return (
    <div className="toasts" role="status">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), LIFE);
    return () => clearTimeout(timer);
  }, [toast.id]);
  return (
    <div className="toast">
      <span>{toast.text}</span>
      {toast.actions.map(({ label, run }) => (
        <Button
          key={label}
          look="quiet"
          onClick={() => {
            dismiss(toast.id);
            run();
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
