import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useNextPage } from "./use-paced.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const ready = {
  hasNextPage: true,
  isFetchingNextPage: false,
  isFetchNextPageError: false,
  errorUpdateCount: 0,
  fetchNextPage: () => undefined,
};

function follow() {
  return renderHook((query: typeof ready) => useNextPage(query), { initialProps: ready });
}

test("the next page is asked for while there is one and none is on its way", () => {
  const { result, rerender } = follow();
  expect(result.current).not.toBeNull();
  rerender({ ...ready, isFetchingNextPage: true });
  expect(result.current).toBeNull();
  rerender({ ...ready, hasNextPage: false });
  expect(result.current).toBeNull();
});

test("one that did not come is left alone for a while, each time anew", () => {
  const { result, rerender } = follow();
  for (const errorUpdateCount of [1, 2]) {
    const failed = { ...ready, isFetchNextPageError: true, errorUpdateCount };
    rerender(failed);
    expect(result.current).toBeNull();
    act(() => vi.runAllTimers());
    expect(result.current).not.toBeNull();
    rerender({ ...failed, isFetchingNextPage: true });
    expect(result.current).toBeNull();
  }
});
