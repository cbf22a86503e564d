/** Borders: app -> rooms -> (realtime, api, ui) -> lib. Rooms do not know each other. */
const tests = "\\.test\\.tsx?$|^src/testing/";

module.exports = {
  forbidden: [
    {
      name: "rooms-are-separate",
      comment: "What joins two rooms lives in src/app.",
      severity: "error",
      from: { path: "^src/rooms/([^/]+)/" },
      to: { path: "^src/rooms/", pathNot: "^src/rooms/$1/" },
    },
    {
      name: "rooms-do-not-know-the-app",
      severity: "error",
      from: { path: "^src/rooms/", pathNot: tests },
      to: { path: "^src/app/" },
    },
    {
      name: "lower-floors-do-not-look-up",
      severity: "error",
      from: { path: "^src/(realtime|api|ui)/", pathNot: tests },
      to: { path: "^src/(app|rooms)/" },
    },
    {
      name: "neighbours-are-separate",
      comment: "ui knows no server; api knows no socket and no screen; realtime may use api.",
      severity: "error",
      from: { path: "^src/(api|ui)/", pathNot: tests },
      to: { path: "^src/(realtime|api|ui)/", pathNot: "^src/$1/" },
    },
    {
      name: "lib-is-the-ground",
      severity: "error",
      from: { path: "^src/lib/", pathNot: tests },
      to: { path: "^src/(app|rooms|realtime|api|ui)/" },
    },
    {
      name: "only-queries-and-pushes-call-the-server",
      comment: "Components take hooks; types are free.",
      severity: "error",
      from: {
        path: "^src/rooms/",
        pathNot: `${tests}|/queries\\.ts$|-queries\\.ts$|/pushes\\.ts$`,
      },
      to: { path: "^src/api/client\\.ts$" },
    },
    {
      name: "tests-are-not-product",
      severity: "error",
      from: { path: "^src/", pathNot: tests },
      to: { path: tests },
    },
    { name: "no-rings", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-lost-imports",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.po$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".css", ".po"],
      conditionNames: ["import", "types", "default"],
      exportsFields: ["exports"],
      mainFields: ["module", "main", "types"],
    },
  },
};
