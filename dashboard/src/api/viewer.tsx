import { createContext, use } from "react";
import type { Capability, Me } from "./types.ts";

const ViewerContext = createContext<Me | null>(null);

/** Gives the screens below the person who looks at them. */
export const Viewer = ViewerContext.Provider;

/** The person who looks, their role in this workspace and what they may do. */
export function useViewer(): Me {
  const viewer = use(ViewerContext);
  if (viewer === null) {
    throw new Error("useViewer needs <Viewer> above it");
  }
  return viewer;
}

export function viewerMay(viewer: Me, capability: Capability): boolean {
  return viewer.member.capabilities.includes(capability);
}

/** Whether the viewer is an operator who only looks into the workspace. */
export function useOnlyLooks(): boolean {
  return useViewer().member.role === "operator";
}

export function useMay(capability: Capability): boolean {
  return viewerMay(useViewer(), capability);
}
