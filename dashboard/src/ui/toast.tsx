import { useEffect } from "react";
import { createSignal, useSignal } from "../lib/signal.ts";
import { Button } from "./button.tsx";
import "./toast.css";

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run(): void };
}

/** Long enough to read and to undo. */
const LIFE = 6_000;
const toasts = createSignal<Toast[]>([]);
let last = 0;

/** Says one line for six seconds, with at most one thing to do about it. */
export function showToast(text: string, action?: Toast["action"]): void {
  last += 1;
  const toast: Toast = action ? { id: last, text, action } : { id: last, text };
  toasts.set([...toasts.get().slice(-2), toast]);
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
  const { action } = toast;
  return (
    <div className="toast">
      <span>{toast.text}</span>
      {action ? (
        <Button
          look="quiet"
          onClick={() => {
            dismiss(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      ) : null}
    </div>
  );
}
